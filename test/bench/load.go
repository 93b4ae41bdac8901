package main

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"net"
	"slices"
	"strconv"
	"sync"
	"sync/atomic"
	"time"
)

// A call makes the operation and the body of the nth call of a run; an empty operation ends the
// run.
type call func(n int) (operation, body string)

// rate is what a run of calls came to.
type rate struct {
	PerSecond float64 `json:"perSecond"`
	P50       float64 `json:"p50Microseconds"`
	P99       float64 `json:"p99Microseconds"`
	CPU       float64 `json:"cpuMicroseconds,omitempty"` // of the server, for each call
}

// load makes calls from so many callers at once, each on a connection of its own, for so long. It
// speaks HTTP itself: a client library would cost more than the server that is measured.
func load(
	address string, callers int, span time.Duration, size int, next call,
) (found rate, calls int, err error) {
	var (
		wg    sync.WaitGroup
		n     atomic.Int64
		times = make([][]time.Duration, callers)
		errs  = make([]error, callers)
	)
	conns := make([]*caller, callers)
	for i := range conns {
		c, err := dial(address, size)
		if err != nil {
			return rate{}, 0, err
		}
		defer func() { c.conn.Close() }()
		conns[i] = c
	}
	began := time.Now()
	for i, c := range conns {
		wg.Go(func() { times[i], errs[i] = c.until(began.Add(span), &n, next) })
	}
	wg.Wait()
	all := slices.Concat(times...)
	return summary(all, time.Since(began)), int(n.Load()), errors.Join(errs...)
}

func summary(all []time.Duration, took time.Duration) rate {
	if len(all) == 0 {
		return rate{}
	}
	slices.Sort(all)
	return rate{
		PerSecond: float64(len(all)) / took.Seconds(),
		P50:       microseconds(all[len(all)/2]),
		P99:       microseconds(all[len(all)*99/100]),
	}
}

func microseconds(d time.Duration) float64 { return float64(d.Nanoseconds()) / 1000 }

// caller is one connection.
type caller struct {
	conn   net.Conn
	reader *bufio.Reader
	out    []byte
	size   string // of the answer that is asked of the bare server
	closed bool   // the server does not keep the connection
}

func dial(address string, size int) (*caller, error) {
	conn, err := net.Dial("tcp", address)
	if err != nil {
		return nil, err
	}
	return &caller{
		conn: conn, reader: bufio.NewReaderSize(conn, 64<<10), size: strconv.Itoa(size),
	}, nil
}

func (c *caller) until(
	end time.Time, n *atomic.Int64, next call,
) (times []time.Duration, err error) {
	for before := time.Now(); before.Before(end); {
		operation, body := next(int(n.Add(1) - 1))
		if operation == "" {
			return times, nil
		}
		if _, err := c.do(operation, body); err != nil {
			return times, err
		}
		now := time.Now()
		times = append(times, now.Sub(before))
		before = now
	}
	return times, nil
}

const head = "POST / HTTP/1.1\r\nHost: 127.0.0.1:4566\r\nUser-Agent: bench\r\nContent-Type: " +
	"application/x-amz-json-1.1\r\nX-Amz-Date: 20260101T000000Z\r\n" +
	"Authorization: AWS4-HMAC-SHA256 Credential=test/20260101/us-east-1/events/aws4_request, " +
	"SignedHeaders=content-type;host;x-amz-date;x-amz-target, " +
	"Signature=0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef\r\nX-Size: "

// do makes one call and returns the length of the answer's body.
func (c *caller) do(operation, body string) (length int, err error) {
	if length, err = c.send(operation, body); err != nil {
		return 0, err
	}
	_, err = c.reader.Discard(length)
	return length, err
}

// ask makes one call and returns the answer's body.
func (c *caller) ask(operation, body string) ([]byte, error) {
	length, err := c.send(operation, body)
	if err != nil {
		return nil, err
	}
	text := make([]byte, length)
	_, err = io.ReadFull(c.reader, text)
	return text, err
}

// send makes one call and returns the length of the answer's body, which is still to be read.
func (c *caller) send(operation, body string) (length int, err error) {
	if c.closed {
		if err := c.redial(); err != nil {
			return 0, err
		}
	}
	c.out = append(append(c.out[:0], head...), c.size...)
	c.out = append(append(c.out, "\r\nX-Amz-Target: AWSEvents."...), operation...)
	c.out = strconv.AppendInt(append(c.out, "\r\nContent-Length: "...), int64(len(body)), 10)
	c.out = append(append(c.out, "\r\n\r\n"...), body...)
	if _, err := c.conn.Write(c.out); err != nil {
		return 0, err
	}
	status, length, err := c.answer()
	if err != nil || status == "200" {
		return length, err
	}
	text := make([]byte, length)
	_, _ = io.ReadFull(c.reader, text)
	return 0, fmt.Errorf("%s %s is answered with %s: %s", operation, body, status, text)
}

func (c *caller) redial() error {
	c.conn.Close()
	conn, err := net.Dial("tcp", c.conn.RemoteAddr().String())
	if err == nil {
		c.conn, c.closed = conn, false
		c.reader.Reset(conn)
	}
	return err
}

// answer reads the head of an answer.
func (c *caller) answer() (status string, length int, err error) {
	for first := true; ; first = false {
		line, err := c.reader.ReadSlice('\n')
		switch {
		case err != nil:
			return "", 0, err
		case first:
			status, c.closed = string(line[9:12]), line[7] == '0'
		case len(line) == 2:
			return status, length, nil
		case bytes.EqualFold(line, []byte("Connection: close\r\n")):
			c.closed = true
		case bytes.HasPrefix(line, []byte("Content-Length: ")):
			length, err = strconv.Atoi(string(line[16 : len(line)-2]))
			if err != nil {
				return "", 0, err
			}
		}
	}
}
