package main

import (
	"fmt"
	"io"
	"net"
	"net/http"
	"time"
)

// A receiver answers 200 and counts.
type receiver struct {
	server  http.Server
	url     string
	arrived chan time.Time // the times of the events that came, while there is room
}

func newReceiver() (*receiver, error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, err
	}
	r := &receiver{url: "http://" + l.Addr().String(), arrived: make(chan time.Time, 2*run)}
	r.server.Handler = r
	go r.server.Serve(l)
	return r, nil
}

func (r *receiver) ServeHTTP(_ http.ResponseWriter, request *http.Request) {
	_, _ = io.Copy(io.Discard, request.Body)
	select {
	case r.arrived <- time.Now():
	default:
	}
}

// patience is how long an event may take to come.
const patience = time.Minute

// await returns when the nth event from now on came.
func (r *receiver) await(n int) (last time.Time, err error) {
	late := time.After(patience)
	for i := range n {
		select {
		case last = <-r.arrived:
		case <-late:
			return last, fmt.Errorf("%d of %d events came", i, n)
		}
	}
	return last, nil
}

// forget leaves out what came.
func (r *receiver) forget() {
	for len(r.arrived) > 0 {
		<-r.arrived
	}
}
