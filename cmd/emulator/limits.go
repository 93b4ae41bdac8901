package main

import (
	"io"
	"net"
	"net/http"
	"sync"
	"sync/atomic"
	"time"
)

// What one client may take, so that none takes what the others need.
const (
	arrival    = 10 * time.Second // for a request to arrive, from its first byte to its last
	headerSize = 64 << 10         // bytes of a request's headers; net/http allows a little more
	crowd      = 4096             // connections that are open at a time
)

// untilArrived lifts the deadline by which a request must arrive once it has:
// answers may take their time, as a stream or a delay that was asked for does.
func untilArrived(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		b := &arriving{r.Body, w}
		if r.ContentLength == 0 {
			b.arrived()
		}
		r.Body = b
		next.ServeHTTP(w, r)
	})
}

type arriving struct {
	io.ReadCloser
	answer http.ResponseWriter
}

func (a *arriving) Read(p []byte) (int, error) {
	n, err := a.ReadCloser.Read(p)
	if err == io.EOF {
		a.arrived()
	}
	return n, err
}

// arrived ignores that a connection knows no deadlines: then it has none to lift.
func (a *arriving) arrived() { _ = http.NewResponseController(a.answer).SetReadDeadline(time.Time{}) }

// A door lets in so many connections at a time and turns the others away with a word.
type door struct {
	*net.TCPListener
	room int64
	open atomic.Int64
}

const full = "HTTP/1.1 503 Service Unavailable\r\nContent-Type: text/plain\r\nContent-Length: 57\r\nConnection: close\r\n\r\n" +
	"The emulator has as many connections open as it can take\n"

func (d *door) Accept() (net.Conn, error) {
	for {
		conn, err := d.AcceptTCP()
		if err != nil {
			return nil, err
		}
		if d.open.Add(1) <= d.room {
			return &guest{TCPConn: conn, leave: sync.OnceFunc(func() { d.open.Add(-1) })}, nil
		}
		d.open.Add(-1)
		turnAway(conn)
	}
}

// turnAway does not wait for whoever does not read: so few bytes fit the connection's buffer.
func turnAway(conn net.Conn) {
	_ = conn.SetWriteDeadline(time.Now().Add(time.Second))
	_, _ = io.WriteString(conn, full)
	_ = conn.Close()
}

// A guest is a TCP connection in full: net/http closes one half of it where it can.
type guest struct {
	*net.TCPConn
	leave func()
}

func (g *guest) Close() error {
	g.leave()
	return g.TCPConn.Close()
}
