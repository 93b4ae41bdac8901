package calls_test

import (
	"compress/gzip"
	"encoding/pem"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// TestEndpoint delivers to endpoints of all manners.
func TestEndpoint(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		handle            http.HandlerFunc
		outcome           string
		status            int
		failure, response string
	}{
		"gzip": {func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Encoding", "gzip")
			packed := gzip.NewWriter(w)
			_, _ = io.WriteString(packed, "thank you")
			packed.Close()
		}, "delivered", 200, "", "thank you"},
		"redirects": {func(w http.ResponseWriter, r *http.Request) {
			http.Redirect(w, r, "/elsewhere", http.StatusTemporaryRedirect)
		}, "dead", 307, "", ""},
		"closes": {func(http.ResponseWriter, *http.Request) { panic(http.ErrAbortHandler) },
			"waiting", 0, "got no whole answer", ""},
		"hangs": {func(_ http.ResponseWriter, r *http.Request) {
			_, _ = io.Copy(io.Discard, r.Body)
			<-r.Context().Done()
		}, "waiting", 0, "timed out", ""},
		"echoes": {func(
			w http.ResponseWriter, r *http.Request,
		) {
			_, _ = io.WriteString(w, r.Header.Get("Authorization"))
		},
			"delivered", 200, "", "Basic ***"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			asked := make(chan string, 2)
			api := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				asked <- r.URL.Path
				c.handle(w, r)
			}))
			t.Cleanup(api.Close)
			p := start(t, "-route", "https://api.example.com="+api.URL)
			p.ask("POST", "/_emulator/clock", `{"hold":true}`)
			p.lead(basic, "")
			p.put()
			all := p.deliveries()
			require.Len(t, all, 1)
			require.Len(t, all[0].Attempts, 1)
			assert.Equal(t, c.outcome, all[0].Outcome)
			assert.Equal(t, c.status, all[0].Attempts[0].Status)
			assert.Equal(t, c.failure, all[0].Attempts[0].Failure)
			if c.response != "" {
				assert.Equal(t, c.response, all[0].Attempts[0].Response)
			}
			assert.Len(t, asked, 1)
		})
	}
}

// TestEndpoint_nobody delivers to a port on which nobody listens.
func TestEndpoint_nobody(t *testing.T) {
	t.Parallel()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	require.NoError(t, err)
	require.NoError(t, listener.Close())
	p := start(t, "-route", "https://api.example.com=http://"+listener.Addr().String())
	p.ask("POST", "/_emulator/clock", `{"hold":true}`)
	p.lead(basic, "")
	p.put()
	require.Len(t, p.deliveries(), 1)
	assert.Equal(t, "could not connect", p.deliveries()[0].Attempts[0].Failure)
}

// TestEndpoint_TLS delivers over TLS to a server of a private authority, which -route-ca names.
func TestEndpoint_TLS(t *testing.T) {
	t.Parallel()
	got := make(chan string, 1)
	api := httptest.NewTLSServer(
		http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) { got <- r.Proto + " " + r.Host }),
	)
	t.Cleanup(api.Close)
	authority := filepath.Join(t.TempDir(), "ca.pem")
	text := pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: api.Certificate().Raw})
	require.NoError(t, os.WriteFile(authority, text, 0o600))
	route := "https://api.example.com=" + api.URL

	p := start(t, "-route", route, "-route-ca", authority)
	p.lead(basic, "")
	p.put()
	assert.Equal(t, "HTTP/1.1 api.example.com", <-got)
	assert.Equal(t, "delivered", p.deliveries()[0].Outcome)

	p = start(t, "-route", route)
	p.lead(basic, "")
	p.put()
	assert.Equal(t, "could not agree on TLS", p.deliveries()[0].Attempts[0].Failure)
}

// TestEndpoint_retryAfter reads Retry-After as seconds, as a date, and as nothing.
func TestEndpoint_retryAfter(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		text   func() string
		lo, hi time.Duration
	}{
		"seconds": {func() string { return "120" }, 120 * time.Second, 121 * time.Second},
		"a date": {func() string { return time.Now().Add(time.Hour).UTC().Format(http.TimeFormat) },
			time.Hour - 2*time.Second, time.Hour + time.Second},
		"nonsense": {func() string { return "soon" }, 900 * time.Millisecond, 2 * time.Second},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			api := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
				w.Header().Set("Retry-After", c.text())
				w.WriteHeader(http.StatusTooManyRequests)
			}))
			t.Cleanup(api.Close)
			p := start(t, "-route", "https://api.example.com="+api.URL)
			p.ask("POST", "/_emulator/clock", `{"hold":true}`)
			p.lead(basic, "")
			p.put()
			all := p.deliveries()
			require.Len(t, all, 1)
			rest := at(t, all[0].Next).Sub(at(t, all[0].Time))
			assert.True(t, rest >= c.lo && rest <= c.hi, "%v", rest)
		})
	}
}

func at(t *testing.T, text string) time.Time {
	parsed, err := time.Parse(time.RFC3339Nano, strings.TrimSpace(text))
	require.NoError(t, err)
	return parsed
}
