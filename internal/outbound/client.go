// Package outbound is the one room that calls others: over routes that the user gave, and nowhere
// else.
package outbound

import (
	"cmp"
	"context"
	"crypto/tls"
	"crypto/x509"
	"net"
	"time"

	"github.com/eventbridge-connections/emulator/internal/invocation"
)

// limit is how long a call may take in all. DOCUMENTED as five seconds.
const limit = 5 * time.Second

// A Client sends requests over HTTP/1.1, each over a connection of its own. It follows no redirect,
// keeps no cookie and uses no proxy.
type Client struct {
	Routes      *Routes
	Authorities *x509.CertPool // that vouch for TLS servers; nil is the system's
	Limit       time.Duration  // of a call in all, in real time; 0 is five seconds
}

// Send sends the request where a route leads and returns the answer, whatever its status. The
// request has exactly the headers of the message, in their order. It is sent at most once.
//
// Errors: [ErrNoRoute], [ErrUnsendable], *[Error], and that of the context when it was cancelled.
func (c *Client) Send(ctx context.Context, m invocation.Message) (*Answer, error) {
	to, target, ok := parse(m.URL)
	if !ok || !isSendable(m, target) {
		return nil, ErrUnsendable
	}
	route, found := c.Routes.find(to)
	if !found {
		return nil, ErrNoRoute
	}
	limited, cancel := context.WithTimeout(ctx, cmp.Or(c.Limit, limit))
	defer cancel()
	answer, err := c.call(limited, route, to, m.Method, appendRequest(nil, m, target))
	if err != nil {
		return nil, within(ctx, limited, err)
	}
	return answer, nil
}

// call connects, sends the request and reads the answer.
func (c *Client) call(
	ctx context.Context, over Route, to address, method string, request []byte,
) (*Answer, error) {
	conn, err := c.connect(ctx, over, to)
	if err != nil {
		return nil, err
	}
	defer conn.Close()
	defer context.AfterFunc(ctx, func() { conn.Close() })()
	// A server may answer before it has read all. Whether all was sent, its answer tells.
	go func() { _, _ = conn.Write(request) }()
	return readAnswer(conn, method)
}

// connect returns a connection to where the route leads.
func (c *Client) connect(ctx context.Context, over Route, to address) (net.Conn, error) {
	if over.dial != nil {
		conn, err := over.dial(ctx)
		return conn, failed(Unreachable, err)
	}
	if over.To != "" {
		to = over.to
	}
	conn, err := new(net.Dialer).DialContext(ctx, "tcp", net.JoinHostPort(to.name, to.port))
	if err != nil || to.scheme == "http" {
		return conn, failed(Unreachable, err)
	}
	secured := tls.Client(conn, &tls.Config{
		ServerName: to.name, RootCAs: c.Authorities, NextProtos: []string{"http/1.1"},
	})
	if err := secured.HandshakeContext(ctx); err != nil {
		conn.Close()
		return nil, failed(Untrusted, err)
	}
	return secured, nil
}
