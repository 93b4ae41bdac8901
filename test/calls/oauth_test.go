package calls_test

import (
	"bufio"
	"net/http"
	"net/http/httptest"
	"os/exec"
	"strings"
	"testing"

	"github.com/go-oauth2/oauth2/v4/manage"
	"github.com/go-oauth2/oauth2/v4/models"
	"github.com/go-oauth2/oauth2/v4/server"
	"github.com/go-oauth2/oauth2/v4/store"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/eventbridge-connections/emulator/test/machine"
)

// TestOAuth asks an authorization server for tokens, and calls an endpoint that asks it about them.
func TestOAuth(t *testing.T) {
	t.Parallel()
	auth, valid := authorizationServer(t)
	var got []string
	api := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		got = append(got, r.Header.Get("Authorization"))
		if len(got) == 1 || !valid(r) {
			w.WriteHeader(http.StatusUnauthorized)
		}
	}))
	t.Cleanup(api.Close)

	t.Run("a token that is refused is renewed, and the new one is taken", func(t *testing.T) {
		p := start(t, routes(auth, api.URL)...)
		p.lead(oauth("/token", "owned-client-secret"), "")
		require.Equal(t, "AUTHORIZED", p.state())
		p.put()
		p.advance("10s")
		require.Len(t, p.deliveries(), 1)
		assert.Equal(t, "delivered", p.deliveries()[0].Outcome)
		require.Len(t, got, 2)
		assert.Regexp(t, bearer, got[1])
		assert.NotEqual(t, got[0], got[1])
	})
	t.Run("a wrong secret", func(t *testing.T) {
		p := start(t, routes(auth, api.URL)...)
		p.lead(oauth("/token", "another"), "")
		assert.Equal(t, "DEAUTHORIZED The authorization endpoint answered with status 401.", p.state())
	})
}

// authorizationServer starts a server of github.com/go-oauth2/oauth2. The function tells whether a
// request carries a token of its.
func authorizationServer(t *testing.T) (url string, valid func(*http.Request) bool) {
	manager := manage.NewDefaultManager()
	manager.MustTokenStorage(store.NewMemoryTokenStore())
	clients := store.NewClientStore()
	require.NoError(
		t, clients.Set("owned-client", &models.Client{ID: "owned-client", Secret: "owned-client-secret"}),
	)
	manager.MapClientStorage(clients)
	s := server.NewDefaultServer(manager)
	s.SetClientInfoHandler(server.ClientFormHandler)
	mux := http.NewServeMux()
	mux.HandleFunc(
		"POST /token", func(w http.ResponseWriter, r *http.Request) { _ = s.HandleTokenRequest(w, r) },
	)
	listener := httptest.NewServer(mux)
	t.Cleanup(listener.Close)
	return listener.URL, func(r *http.Request) bool { _, err := s.ValidationBearerToken(r); return err == nil }
}

// TestProvider asks a strict authorization server, npm's oidc-provider, in a process of its own.
func TestProvider(t *testing.T) {
	t.Parallel()
	machine.Needs(t, "node")
	auth := provider(t)
	got := make(chan string, 1)
	api := httptest.NewServer(
		http.HandlerFunc(
			func(_ http.ResponseWriter, r *http.Request) { got <- r.Header.Get("Authorization") },
		),
	)
	t.Cleanup(api.Close)

	p := start(t, routes(auth, api.URL)...)
	p.lead(oauth("/token", "owned-client-secret"), "")
	require.Equal(t, "AUTHORIZED", p.state())
	p.put()
	assert.Regexp(t, bearer, <-got)

	p = start(t, routes(auth, api.URL)...)
	p.lead(oauth("/token", "another"), "")
	assert.Equal(t, "DEAUTHORIZED The authorization endpoint answered with status 401.", p.state())
}

// provider starts the server of testdata until the test ends.
func provider(t *testing.T) (url string) {
	cmd := exec.Command("node", "server.js")
	cmd.Dir = "testdata/provider"
	stdout, err := cmd.StdoutPipe()
	require.NoError(t, err)
	require.NoError(t, cmd.Start())
	t.Cleanup(func() {
		_ = cmd.Process.Kill()
		_ = cmd.Wait()
	})
	port, err := bufio.NewReader(stdout).ReadString('\n')
	require.NoError(t, err)
	return "http://127.0.0.1:" + strings.TrimSpace(port)
}
