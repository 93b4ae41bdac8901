package main

import (
	"crypto/tls"
	"net"
	"sync/atomic"
)

// handshake is the first byte of a TLS connection. No HTTP request begins with it.
const handshake = 0x16

// closeWriter is a connection of which one half can be closed, as net/http does where it can.
type closeWriter interface {
	net.Conn
	CloseWrite() error
}

// An eitherConn becomes a TLS connection or stays what it is, by the first byte that is read of it.
// net/http reads before it writes.
type eitherConn struct {
	net.Conn
	config *tls.Config
	spoken atomic.Pointer[closeWriter] // nil until the first byte
}

func (c *eitherConn) Read(p []byte) (int, error) {
	if spoken := c.spoken.Load(); spoken != nil {
		return (*spoken).Read(p)
	}
	first := make([]byte, 1)
	if n, err := c.Conn.Read(first); n == 0 {
		return 0, err
	}
	begun := &begunConn{c.Conn.(closeWriter), first}
	var spoken closeWriter = begun
	if first[0] == handshake {
		spoken = tls.Server(begun, c.config)
	}
	c.spoken.Store(&spoken)
	return spoken.Read(p)
}

func (c *eitherConn) Write(p []byte) (int, error) { return c.speaking().Write(p) }
func (c *eitherConn) Close() error                { return c.speaking().Close() }
func (c *eitherConn) CloseWrite() error           { return c.speaking().CloseWrite() }

// speaking is the connection as it is by now.
func (c *eitherConn) speaking() closeWriter {
	if spoken := c.spoken.Load(); spoken != nil {
		return *spoken
	}
	return c.Conn.(closeWriter)
}

// A begunConn has its first byte read already, and gives it once more.
type begunConn struct {
	closeWriter
	first []byte
}

func (c *begunConn) Read(p []byte) (int, error) {
	if len(c.first) == 0 || len(p) == 0 {
		return c.closeWriter.Read(p)
	}
	n := copy(p, c.first)
	c.first = c.first[n:]
	return n, nil
}
