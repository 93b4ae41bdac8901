package emulator_test

import (
	"encoding/json"
	"flag"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"os"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/eventbridge-connections/emulator/internal/emulator"
	"github.com/eventbridge-connections/emulator/internal/outbound"
)

var update = flag.Bool("update", false, "write the requests into testdata")

// A recorder keeps requests as it reads them, with their headers sorted.
type recorder struct {
	mu  sync.Mutex
	got map[string]string // by path
}

func (r *recorder) ServeHTTP(w http.ResponseWriter, in *http.Request) {
	if in.Close {
		in.Header.Set("Connection", "close")
	}
	in.Header.Set("Host", in.Host)
	body, _ := httputil.DumpRequest(in, true)
	_, text, _ := strings.Cut(string(body), "\r\n\r\n")
	r.mu.Lock()
	r.got[in.URL.Path] = written(in.Method, in.URL.RequestURI(), in.Header, text)
	r.mu.Unlock()
	_, _ = fmt.Fprint(w, `{"access_token":"token-1","expires_in":3600}`)
}

func (r *recorder) at(path string) string {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.got[path]
}

func written(method, target string, header http.Header, body string) string {
	lines := []string{}
	for name, values := range header {
		for _, value := range values {
			lines = append(lines, name+": "+value)
		}
	}
	slices.Sort(lines)
	return method + " " + target + "\n" + strings.Join(lines, "\n") + "\n\n" + body + "\n"
}

// A sent request is one of a dry run.
type sent struct {
	Text struct {
		Method, URL, Body string
		Headers           []struct{ Name, Value string }
	}
}

func (s sent) written() string {
	header := http.Header{}
	for _, h := range s.Text.Headers {
		header.Add(h.Name, h.Value)
	}
	return written(
		s.Text.Method, strings.TrimPrefix(s.Text.URL, "https://api.example.com"), header, s.Text.Body,
	)
}

const goldenConnection = `{"Name":"shop","AuthorizationType":"OAUTH_CLIENT_CREDENTIALS","AuthParameters":{"OAuthParameters":{` +
	`"ClientParameters":{"ClientID":"owned client","ClientSecret":"own&ed"},"AuthorizationEndpoint":"https://api.example.com/token?a=b","HttpMethod":"POST",` +
	`"OAuthHttpParameters":{"HeaderParameters":[{"Key":"X-Owned","Value":"token request"}],"BodyParameters":[` +
	`{"Key":"grant_type","Value":"client_credentials"},{"Key":"scope","Value":"a b","IsValueSecret":true}]}},` +
	`"InvocationHttpParameters":{"HeaderParameters":[{"Key":"X-Shared","Value":"connection","IsValueSecret":true}],` +
	`"QueryStringParameters":[{"Key":"q","Value":"a b"}],"BodyParameters":[{"Key":"from","Value":"connection"}]}}}`

// A dry run and a delivery of the same event are the same request, and so are the token requests.
func TestEmulator_dryRun(t *testing.T) {
	t.Parallel()
	r := &recorder{got: map[string]string{}}
	target := httptest.NewServer(r)
	t.Cleanup(target.Close)
	routes, err := outbound.ParseRoutes("https://api.example.com=" + target.URL)
	require.NoError(t, err)
	s := start(t, emulator.Config{Routes: routes, Now: func() time.Time { return noon }})
	s.connect(
		t, goldenConnection,
		`,"InputPath":"$.detail","HttpParameters":{"HeaderParameters":{"X-Shared":"target","X-Own":"1"},"QueryStringParameters":{"own":"1"}}`,
	)
	s.advance(t, "0s") // its token comes first
	s.put(t, "shop.orders")
	require.Equal(t, 1, s.deliveries(t, "?outcome=delivered").Count)
	golden(t, "testdata/token.txt", r.at("/token"))
	golden(t, "testdata/delivery.txt", r.at("/orders"))

	_, answer := s.ask(
		t, "POST", "rules/orders/request?secrets=shown",
		`{"source":"shop.orders","detail-type":"Placed","detail":{"id":1}}`,
	)
	var shown struct {
		Targets []struct{ Request, TokenRequest sent }
	}
	require.NoError(t, json.Unmarshal([]byte(answer), &shown), answer)
	require.Len(t, shown.Targets, 1)
	// the token is not known before
	delivered := strings.Replace(r.at("/orders"), "Bearer token-1", "Bearer ", 1)
	assert.Equal(t, delivered, shown.Targets[0].Request.written())
	assert.Equal(t, r.at("/token"), shown.Targets[0].TokenRequest.written())

	_, answer = s.ask(t, "POST", "destinations/shop/request?secrets=shown", `{"id":1}`)
	var one struct{ Request, TokenRequest sent }
	require.NoError(t, json.Unmarshal([]byte(answer), &one), answer)
	without := strings.NewReplacer("?own=1&", "?", "&own=1", "", "X-Own: 1\n", "").Replace(delivered)
	assert.Equal(t, without, one.Request.written())
	assert.Equal(t, r.at("/token"), one.TokenRequest.written())
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
