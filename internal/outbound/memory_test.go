package outbound_test

import (
	"context"
	"net"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/eventbridge-connections/emulator/internal/outbound"
)

// inMemory returns a client whose calls the function serves.
func inMemory(t *testing.T, serve func(net.Conn)) *outbound.Client {
	t.Helper()
	var serving sync.WaitGroup
	t.Cleanup(serving.Wait)
	r, err := outbound.InMemory(production, func(context.Context) (net.Conn, error) {
		client, server := net.Pipe()
		serving.Go(func() { serve(server) })
		return client, nil
	})
	require.NoError(t, err)
	return &outbound.Client{Routes: outbound.NewRoutes([]outbound.Route{r})}
}

func TestInMemory_hanging(t *testing.T) {
	t.Parallel()
	for name, serve := range map[string]func(net.Conn){
		"reads nothing":    func(net.Conn) {},
		"answers nothing":  func(c net.Conn) { readRaw(c) },
		"answers halfway":  func(c net.Conn) { readRaw(c); write(c, "HTTP/1.1 200 OK\r\n") },
		"stops in a body":  func(c net.Conn) { readRaw(c); write(c, chunked+"9\r\nhalf") },
		"is always coming": func(c net.Conn) { readRaw(c); drip(c, "HTTP/1.1 102 Processing\r\n\r\n") },
		"never ends": func(c net.Conn) {
			readRaw(c)
			write(c, "HTTP/1.1 200 OK\r\n\r\n")
			drip(c, ".")
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				start := time.Now()
				_, err := inMemory(t, serve).Send(t.Context(), message("GET", "/"))
				text := requireKind(t, outbound.TimedOut, err)
				assert.Equal(t, "timed out: context deadline exceeded", text)
				assert.Equal(t, 5*time.Second, time.Since(start))
			})
		})
	}
}

func TestInMemory_answersBeforeItHasRead(t *testing.T) {
	t.Parallel()
	client := inMemory(t, func(c net.Conn) {
		write(c, "HTTP/1.1 413 Content Too Large\r\nContent-Length: 2\r\n\r\nno")
	})
	m := message("POST", "/")
	m.Body = strings.Repeat("x", 1<<20)
	answer, err := client.Send(t.Context(), m)
	require.NoError(t, err)
	assert.Equal(t, 413, answer.Status)
	assert.Equal(t, "no", string(answer.Body))
}

func TestClient_Limit(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		client, start := inMemory(t, func(net.Conn) {}), time.Now()
		client.Limit = time.Minute
		_, err := client.Send(t.Context(), message("GET", "/"))
		requireKind(t, outbound.TimedOut, err)
		assert.Equal(t, time.Minute, time.Since(start))
	})
}

func TestClient_Send_closes(t *testing.T) {
	t.Parallel()
	closed := make(chan error, 1)
	client := inMemory(t, func(c net.Conn) {
		readRaw(c)
		write(c, "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")
		_, err := c.Read(make([]byte, 1))
		closed <- err
	})
	_, err := client.Send(t.Context(), message("GET", "/"))
	require.NoError(t, err)
	assert.EqualError(t, <-closed, "EOF")
}

func write(c net.Conn, text string) { _, _ = c.Write([]byte(text)) }

// drip writes the text every second, until nobody reads.
func drip(c net.Conn, text string) {
	for {
		if _, err := c.Write([]byte(text)); err != nil {
			return
		}
		time.Sleep(time.Second)
	}
}
