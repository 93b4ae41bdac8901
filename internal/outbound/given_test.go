package outbound_test

import (
	"bufio"
	"fmt"
	"io"
	"net"
	"net/http"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/eventbridge-connections/emulator/internal/invocation"
	"github.com/eventbridge-connections/emulator/internal/outbound"
)

// production is where every call of these tests is made.
const production = "https://api.example.com"

// message is a call to production.
func message(method, path string, headers ...invocation.Field) invocation.Message {
	all := append([]invocation.Field{{Name: "Host", Value: "api.example.com"}}, headers...)
	return invocation.Message{Method: method, URL: production + path, Headers: all}
}

// routed returns a client with one route.
func routed(t *testing.T, from, to string) *outbound.Client {
	t.Helper()
	r, err := outbound.NewRoute(from, to)
	require.NoError(t, err)
	return &outbound.Client{Routes: outbound.NewRoutes([]outbound.Route{r})}
}

// answering starts a server that answers each connection with the text, whatever it is asked, and
// returns its address and what it was asked.
func answering(t *testing.T, answer string) (url string, asked <-chan string) {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	require.NoError(t, err)
	t.Cleanup(func() { listener.Close() })
	requests := make(chan string, 10)
	go func() {
		for {
			conn, err := listener.Accept()
			if err != nil {
				return
			}
			requests <- readRaw(conn)
			_, _ = io.WriteString(conn, answer)
			conn.Close()
		}
	}()
	return "http://" + listener.Addr().String(), requests
}

// readRaw reads a request byte for byte.
func readRaw(conn net.Conn) string {
	var raw strings.Builder
	r, err := http.ReadRequest(bufio.NewReader(io.TeeReader(conn, &raw)))
	if err != nil {
		return fmt.Sprint(err)
	}
	_, _ = io.Copy(io.Discard, r.Body)
	return raw.String()
}

// ask sends a GET to a server that answers with the text.
func ask(t *testing.T, answer string) (*outbound.Answer, error) {
	t.Helper()
	url, _ := answering(t, answer)
	return routed(t, production, url).Send(t.Context(), message("GET", "/"))
}

// requireKind holds an error to its kind and returns its text.
func requireKind(t *testing.T, want outbound.Kind, err error) string {
	t.Helper()
	var got *outbound.Error
	require.ErrorAs(t, err, &got)
	assert.Equal(t, want, got.Kind, err)
	return err.Error()
}
