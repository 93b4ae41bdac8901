package emulatortest

import (
	"context"
	"io"
	"log"
	"net"
	"net/http"
	"sync"

	"github.com/eventbridge-connections/emulator/internal/outbound"
)

// Route lets the calls that the emulator makes to an address reach the handler, in memory: to
// https://api.example.com, to all that https://*.example.com stands for, or with * to anywhere.
// The handler sees a request with the host of the address, and no TLS. The longest address wins,
// and the last of those that are as long. [Server.Reset] ends the route.
func (s *Server) Route(from string, handler http.Handler) {
	s.t.Helper()
	m := newMemory()
	route, err := outbound.InMemory(from, m.dial)
	s.must("route", err)
	s.mu.Lock()
	s.routed = append(s.routed, serveRoute(m, handler))
	s.mu.Unlock()
	s.emulator.Routes().Add(route)
}

// A receiver is the server at the end of a route.
type receiver struct {
	server *http.Server
	cancel context.CancelFunc
}

func serveRoute(at net.Listener, handler http.Handler) *receiver {
	life, cancel := context.WithCancel(context.Background())
	server := &http.Server{
		Handler:     handler,
		BaseContext: func(net.Listener) context.Context { return life },
		ErrorLog:    log.New(io.Discard, "", 0),
	}
	go server.Serve(at)
	return &receiver{server, cancel}
}

// close ends the server and the contexts of what it handles.
func (r *receiver) close() {
	r.cancel()
	_ = r.server.Close() // which a listener in memory lets happen
}

// A memory is a listener of connections that are made in memory.
type memory struct {
	made   chan net.Conn
	closed chan struct{}
	close  func()
}

func newMemory() *memory {
	closed := make(chan struct{})
	return &memory{make(chan net.Conn), closed, sync.OnceFunc(func() { close(closed) })}
}

// dial returns one end of a connection whose other end is accepted.
func (m *memory) dial(ctx context.Context) (net.Conn, error) {
	ours, theirs := net.Pipe()
	select {
	case m.made <- theirs:
		return ours, nil
	case <-m.closed:
		return nil, net.ErrClosed
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

// Accept returns the next connection.
func (m *memory) Accept() (net.Conn, error) {
	select {
	case conn := <-m.made:
		return conn, nil
	case <-m.closed:
		return nil, net.ErrClosed
	}
}

// Close ends Accept.
func (m *memory) Close() error {
	m.close()
	return nil
}

// Addr returns an address that stands for none.
func (m *memory) Addr() net.Addr { return &net.UnixAddr{Name: "memory", Net: "memory"} }
