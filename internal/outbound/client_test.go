package outbound_test

import (
	"context"
	"flag"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"sync/atomic"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/eventbridge-connections/emulator/internal/awsapi"
	"github.com/eventbridge-connections/emulator/internal/invocation"
	"github.com/eventbridge-connections/emulator/internal/outbound"
)

var update = flag.Bool("update", false, "write the requests into testdata")

// The file holds every byte of a request as its receiver reads it.
func TestClient_Send_bytes(t *testing.T) {
	t.Parallel()
	url, asked := answering(t, "HTTP/1.1 204 No Content\r\n\r\n")
	request, err := invocation.New(
		invocation.Endpoint{URL: "api.example.com:443/orders/*?own=1#part", Method: "PATCH"},
		invocation.Connection{
			AuthorizationType: invocation.APIKey,
			APIKey: invocation.APIKeyParameters{
				Name: "x-API-key", Value: awsapi.NewSecret("owned-inert-key"),
			},
		},
		invocation.Target{
			PathParameterValues: []string{"a/b c"},
			HeaderParameters:    map[string]string{"x-shared": "1", "X-Shared": "2", "accept": "ä"},
		},
		[]byte(`{"id":1}`))
	require.NoError(t, err)
	answer, err := routed(t, production, url).Send(t.Context(), request.Reveal())
	require.NoError(t, err)
	assert.Equal(t, 204, answer.Status)
	golden(t, "testdata/request.http", <-asked)
}

func golden(t *testing.T, name, got string) {
	t.Helper()
	if *update {
		require.NoError(t, os.WriteFile(name, []byte(got), 0o644))
	}
	want, err := os.ReadFile(name)
	require.NoError(t, err)
	assert.Equal(t, string(want), got)
}

func TestClient_Send_targets(t *testing.T) {
	t.Parallel()
	url, asked := answering(t, "HTTP/1.1 200 OK\r\n\r\n")
	client := routed(t, "*", url)
	for called, want := range map[string]string{
		"https://h.test":            "GET / HTTP/1.1\r\n\r\n",
		"https://h.test?a=b":        "GET /?a=b HTTP/1.1\r\n\r\n",
		"https://h.test/%2F*//../é": "GET /%2F*//../é HTTP/1.1\r\n\r\n",
		"https://u:p@h.test/?a=/#b": "GET /?a=/ HTTP/1.1\r\n\r\n",
	} {
		_, err := client.Send(t.Context(), invocation.Message{Method: "GET", URL: called})
		require.NoError(t, err, called)
		assert.Equal(t, want, <-asked)
	}
}

func TestClient_Send_unsendable(t *testing.T) {
	t.Parallel()
	client := routed(t, "*", "http://127.0.0.1:1")
	with := func(f invocation.Field) invocation.Message { return message("GET", "/", f) }
	for name, m := range map[string]invocation.Message{
		"no URL":            {Method: "GET", URL: "/orders"},
		"another scheme":    {Method: "GET", URL: "ftp://h.test/"},
		"no host":           {Method: "GET", URL: "https:///orders"},
		"space in the path": {Method: "GET", URL: "https://h.test/a b"},
		"line in the path":  {Method: "GET", URL: "https://h.test/a\r\nx:y"},
		"no method":         {URL: "https://h.test/"},
		"line in a header":  with(invocation.Field{Name: "a", Value: "b\nc"}),
		"line in a name":    with(invocation.Field{Name: "a\n", Value: "b"}),
	} {
		_, err := client.Send(t.Context(), m)
		assert.Equal(t, outbound.ErrUnsendable, err, name)
	}
}

func TestClient_Send_noRoute(t *testing.T) {
	t.Parallel()
	url, asked := answering(t, "HTTP/1.1 200 OK\r\n\r\n")
	_, err := routed(t, "https://other.example.com", url).Send(t.Context(), message("GET", "/"))
	assert.Equal(t, outbound.ErrNoRoute, err)
	client := &outbound.Client{Routes: outbound.NewRoutes(nil)}
	_, err = client.Send(t.Context(), invocation.Message{Method: "GET", URL: url})
	assert.Equal(t, outbound.ErrNoRoute, err)
	assert.Empty(t, asked)
}

// A call without the address of a receiver goes where it says.
func TestClient_Send_asItSays(t *testing.T) {
	t.Parallel()
	url, asked := answering(t, "HTTP/1.1 200 OK\r\n\r\n")
	_, err := routed(t, "*", "").Send(t.Context(), invocation.Message{Method: "GET", URL: url + "/a"})
	require.NoError(t, err)
	assert.Equal(t, "GET /a HTTP/1.1\r\n\r\n", <-asked)
}

func TestClient_Send_followsNothing(t *testing.T) {
	t.Parallel()
	var asked atomic.Int32
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		asked.Add(1)
		assert.Empty(t, r.Cookies())
		http.SetCookie(w, &http.Cookie{Name: "a", Value: "b"})
		http.Redirect(w, r, "/elsewhere", http.StatusTemporaryRedirect)
	}))
	t.Cleanup(server.Close)
	client := routed(t, production, server.URL)
	for range 2 {
		answer, err := client.Send(t.Context(), message("GET", "/"))
		require.NoError(t, err)
		assert.Equal(t, http.StatusTemporaryRedirect, answer.Status)
		assert.Equal(t, "/elsewhere", answer.Header.Get("Location"))
	}
	assert.EqualValues(t, 2, asked.Load())
}

func TestClient_Send_failures(t *testing.T) {
	t.Parallel()
	t.Run("nobody listens", func(t *testing.T) {
		t.Parallel()
		listener, err := net.Listen("tcp", "127.0.0.1:0")
		require.NoError(t, err)
		listener.Close()
		client := routed(t, production, "http://"+listener.Addr().String())
		_, err = client.Send(t.Context(), message("GET", "/"))
		requireKind(t, outbound.Unreachable, err)
	})
	t.Run("a caller that gives up", func(t *testing.T) {
		t.Parallel()
		ctx, cancel := context.WithCancel(t.Context())
		cancel()
		_, err := routed(t, production, "http://127.0.0.1:1").Send(ctx, message("GET", "/"))
		assert.Equal(t, context.Canceled, err)
	})
}
