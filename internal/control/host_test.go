package control_test

import (
	"net/http"
	"net/http/httptest"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/eventbridge-connections/emulator/internal/control"
)

func TestHosts_Trusts(t *testing.T) {
	t.Parallel()
	hosts := control.Hosts{"emulator.example"}
	for host, want := range map[string]bool{
		"127.0.0.1:4566": true, "127.0.0.1": true, "[::1]:4566": true, "[::1]": true, "192.168.1.5:80": true,
		"localhost:4566": true, "LocalHost": true, "localhost.": true, "a.b.localhost:1": true,
		"emulator:4566": true, "host.docker.internal:4566": true, "Emulator.Example:4566": true,
		"evil.example:4566": false, "localhost.evil.example": false, "127.0.0.1.evil.example": false,
		"evil.emulator.example": false, "notlocalhost.": true, "": false, "x.docker.internal": false,
	} {
		assert.Equal(t, want, hosts.Trusts(host), host)
	}
}

// passes tells whether a request comes through, and what it is told if not.
func passes(h http.Handler, host, origin string) (int, string) {
	r := httptest.NewRequest(http.MethodGet, "/", nil)
	r.Host = host
	if origin != "" {
		r.Header.Set("Origin", origin)
	}
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	return w.Code, w.Body.String()
}

var welcome = http.HandlerFunc(func(http.ResponseWriter, *http.Request) {})

func TestHosts_Control(t *testing.T) {
	t.Parallel()
	h := control.Hosts{}.Control(welcome)
	status, _ := passes(h, "127.0.0.1:4566", "")
	assert.Equal(t, 200, status)
	status, body := passes(h, "evil.example:4566", "")
	assert.Equal(t, 403, status)
	assert.Equal(t, `{"error":"the emulator is not known by the name evil.example:4566: call it by an address or `+
		`as localhost, or start it with -host and that name"}`+"\n", body)
}

func TestHosts_Calls(t *testing.T) {
	t.Parallel()
	h := control.Hosts{"app.example"}.Calls(welcome)
	for _, c := range []struct {
		host, origin string
		want         int
	}{
		{"events.us-east-1.amazonaws.com", "", 200},
		{"127.0.0.1:4566", "http://localhost:3000", 200},
		{"127.0.0.1:4566", "https://app.example", 200},
		{"127.0.0.1:4566", "https://evil.example", 403},
		{"127.0.0.1:4566", "null", 403},
		{"127.0.0.1:4566", "chrome-extension://abc", 403},
		{"evil.example:4566", "http://evil.example:4566", 403},
		{"evil.example:4566", "http://localhost:4566", 403},
	} {
		status, _ := passes(h, c.host, c.origin)
		assert.Equal(t, c.want, status, c)
	}
}

// A picture, a script and GET to the page's own origin come without an Origin.
func TestHosts_Calls_withoutOrigin(t *testing.T) {
	t.Parallel()
	h := control.Hosts{"app.example"}.Calls(welcome)
	for _, c := range []struct {
		method, host string
		header       http.Header
		want         string
	}{
		{
			"GET", "127.0.0.1", http.Header{"Sec-Fetch-Site": {"cross-site"}},
			"a web page of another site may not call the emulator without its origin",
		},
		{
			"POST", "127.0.0.1", http.Header{"Sec-Fetch-Site": {"cross-site"}},
			"a web page of another site may not call the emulator without its origin",
		},
		{
			"POST", "127.0.0.1",
			http.Header{"Sec-Fetch-Site": {"cross-site"}, "Origin": {"https://app.example"}}, "",
		},
		{"GET", "localhost", http.Header{"Sec-Fetch-Site": {"same-site"}}, ""},
		{
			"GET", "localhost", http.Header{"Sec-Fetch-Site": {"same-origin"}, "Accept-Language": {"en"}},
			"",
		},
		{
			"GET", "evil.example", http.Header{"Accept-Language": {""}},
			"a browser may not call the emulator by the name evil.example: start it with -host " +
				"and that name",
		},
		{
			"HEAD", "evil.example", http.Header{"Accept-Language": {"en"}},
			"a browser may not call the emulator by the name evil.example: start it with -host " +
				"and that name",
		},
		{"GET", "app.example", http.Header{"Accept-Language": {"en"}}, ""},
		{"GET", "bucket.emulator", nil, ""},
		{"POST", "events.us-east-1.amazonaws.com", http.Header{"Accept-Language": {"*"}}, ""},
	} {
		r := httptest.NewRequest(c.method, "/", nil)
		r.Host, r.Header = c.host, c.header
		w := httptest.NewRecorder()
		h.ServeHTTP(w, r)
		if c.want == "" {
			assert.Equal(t, 200, w.Code, c)
			continue
		}
		assert.Equal(t, 403, w.Code, c)
		assert.Equal(t, `{"error":"`+c.want+`"}`+"\n", w.Body.String())
	}
}
