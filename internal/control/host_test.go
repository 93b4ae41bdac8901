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
		{"evil.example:4566", "http://evil.example:4566", 403},
		{"evil.example:4566", "http://localhost:4566", 403},
	} {
		status, _ := passes(h, c.host, c.origin)
		assert.Equal(t, c.want, status, c)
	}
}
