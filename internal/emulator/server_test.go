package emulator_test

import (
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/eventbridge-connections/emulator/internal/emulator"
)

// noon is where the clocks of these tests begin.
var noon = time.Date(2026, 9, 26, 12, 0, 0, 0, time.UTC)

// server is an emulator that ends with its test.
type server struct{ *httptest.Server }

func start(t *testing.T, c emulator.Config) server {
	c.Ephemeral = true
	if c.Log == nil {
		c.Log = slog.New(slog.DiscardHandler)
	}
	e, err := emulator.New(c)
	require.NoError(t, err)
	return serve(t, e)
}

func serve(t *testing.T, e *emulator.Emulator) server {
	s := httptest.NewServer(e)
	t.Cleanup(func() {
		e.Drain()
		s.Close()
		require.NoError(t, e.Close())
	})
	return server{s}
}

// call makes a call of the JSON protocol and returns what came of it.
func (s server) call(t *testing.T, target, body string) (status int, answer string, err error) {
	return s.send(
		t, "POST", "/", body, "Content-Type", "application/x-amz-json-1.1", "X-Amz-Target", target,
	)
}

// query makes a call of the Query protocol.
func (s server) query(t *testing.T, form string) (status int, answer string, err error) {
	return s.send(
		t, "POST", "/", form, "Content-Type", "application/x-www-form-urlencoded; charset=utf-8",
	)
}

// ask asks a control path, which answers.
func (s server) ask(t *testing.T, method, path, body string) (int, string) {
	status, answer, err := s.send(t, method, "/_emulator/"+path, body)
	require.NoError(t, err)
	return status, answer
}

func (s server) send(
	t *testing.T, method, path, body string, header ...string,
) (status int, answer string, err error) {
	r, err := http.NewRequestWithContext(t.Context(), method, s.URL+path, strings.NewReader(body))
	require.NoError(t, err)
	for i := 0; i < len(header); i += 2 {
		r.Header.Set(header[i], header[i+1])
	}
	if path == "/" && r.Header.Get("Authorization") == "" {
		r.Header.Set(
			"Authorization",
			"AWS4-HMAC-SHA256 Credential=test/20260926/us-east-1/events/aws4_request, SignedHeaders=host, "+
				"Signature=0",
		)
		r.Header.Set("X-Amz-Date", "20260926T120000Z")
	}
	response, err := s.Client().Do(r)
	if err != nil {
		return 0, "", err
	}
	defer response.Body.Close()
	all, err := io.ReadAll(response.Body)
	return response.StatusCode, string(all), err
}
