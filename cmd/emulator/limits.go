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
	readLimit   = 10 * time.Second // for a request to arrive, from its first byte to its last
	headerLimit = 64 << 10         // bytes of a request's headers; net/http allows a little more
	connLimit   = 4096             // connections that are open at a time
)

// untilRead lifts the deadline by which a request must arrive once it has been read: answers may
// take their time, as a stream or a delay that was asked for does.
func untilRead(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		b := &body{r.Body, w}
		if r.ContentLength == 0 {
			b.liftDeadline()
		}
		r.Body = b
		next.ServeHTTP(w, r)
	})
}

// A body is that of a request, and lifts the deadline at its end.
type body struct {
	io.ReadCloser
	answer http.ResponseWriter
}

func (b *body) Read(p []byte) (int, error) {
	n, err := b.ReadCloser.Read(p)
	if err == io.EOF {
		b.liftDeadline()
	}
	return n, err
}

// liftDeadline ignores that a connection knows no deadlines: then it has none to lift.
func (b *body) liftDeadline() {
	_ = http.NewResponseController(b.answer).SetReadDeadline(time.Time{})
}

// A limitedListener accepts so many connections at a time, and refuses the others with a sentence.
type limitedListener struct {
	*net.TCPListener
	limit int64
	open  atomic.Int64
}

const refusal = "HTTP/1.1 503 Service Unavailable\r\nContent-Type: " +
	"text/plain\r\nContent-Length: 57\r\n" +
	"Connection: close\r\n\r\nThe emulator has as many connections open as it can take\n"

// limited returns a TCP listener with the limit of connections.
func limited(listener net.Listener) *limitedListener {
	return &limitedListener{TCPListener: listener.(*net.TCPListener), limit: connLimit}
}

func (l *limitedListener) Accept() (net.Conn, error) {
	for {
		conn, err := l.AcceptTCP()
		if err != nil {
			return nil, err
		}
		if l.open.Add(1) <= l.limit {
			return &countedConn{conn, sync.OnceFunc(func() { l.open.Add(-1) })}, nil
		}
		l.open.Add(-1)
		refuse(conn)
	}
}

// refuse does not wait for whoever does not read: so few bytes fit the connection's buffer.
func refuse(conn net.Conn) {
	_ = conn.SetWriteDeadline(time.Now().Add(time.Second))
	_, _ = io.WriteString(conn, refusal)
	_ = conn.Close()
}

// A countedConn is a TCP connection in full: net/http closes one half of it where it can.
type countedConn struct {
	*net.TCPConn
	closed func()
}

func (c *countedConn) Close() error {
	c.closed()
	return c.TCPConn.Close()
}
