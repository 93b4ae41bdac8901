package outbound_test

import (
	"encoding/json"
	"io"
	"log"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/eventbridge-connections/emulator/internal/invocation"
	"github.com/eventbridge-connections/emulator/internal/outbound"
)

var discard = log.New(io.Discard, "", 0)

func TestParseRoutes(t *testing.T) {
	t.Parallel()
	routes, err := outbound.ParseRoutes("https://a.test=http://127.0.0.1, https://*.test:8443,*")
	require.NoError(t, err)
	var texts []string
	for _, r := range routes {
		texts = append(texts, r.String())
	}
	assert.Equal(t, []string{"https://a.test=http://127.0.0.1", "https://*.test:8443", "*"}, texts)
	shown, err := json.Marshal(routes)
	require.NoError(t, err)
	assert.Equal(t, `[{"from":"https://a.test","to":"http://127.0.0.1"},`+
		`{"from":"https://*.test:8443"},{"from":"*"}]`, string(shown))
}

func TestParseRoutes_errors(t *testing.T) {
	t.Parallel()
	const from = " is no address to route from: " +
		"write https://api.example.com, https://*.example.com or *"
	const to = " is no address to route to: write one without a path, such as http://127.0.0.1:8081"
	const empty = `nothing follows the = of "https://a.test=": leave it out to call the address itself`
	for text, want := range map[string]string{
		"":                            `""` + from,
		"api.example.com":             `"api.example.com"` + from,
		"ftp://api.example.com":       `"ftp://api.example.com"` + from,
		"*://api.example.com":         `"*://api.example.com"` + from,
		"https://":                    `"https://"` + from,
		"https://a.test/path":         `"https://a.test/path"` + from,
		"https://a.test?q":            `"https://a.test?q"` + from,
		"https://a.test,":             `""` + from,
		"https://a.test=":             empty,
		"https://u:secret@a.test":     `"***@a.test"` + from,
		"*=http://u:secret@127.0.0.1": `"***@127.0.0.1"` + to,
		"*=127.0.0.1:8081":            `"127.0.0.1:8081"` + to,
		"*=http://127.0.0.1:81/in":    `"http://127.0.0.1:81/in"` + to,
		"*=http://127.0.0.1:*":        `"http://127.0.0.1:*"` + to,
		"*=https://*.test":            `"https://*.test"` + to,
	} {
		_, err := outbound.ParseRoutes(text)
		assert.EqualError(t, err, want, text)
	}
}

// leading tells which of the routes lead a call to the URL somewhere.
func leading(t *testing.T, called string, from ...string) (leads []string) {
	t.Helper()
	for _, f := range from {
		url, _ := answering(t, "HTTP/1.1 200 OK\r\n\r\n")
		m := invocation.Message{Method: "GET", URL: called}
		if _, err := routed(t, f, url).Send(t.Context(), m); err == nil {
			leads = append(leads, f)
		}
	}
	return leads
}

func TestRoute_From(t *testing.T) {
	t.Parallel()
	all := []string{
		"*", "https://api.example.com", "https://*.example.com", "https://*.com:443", "https://[::1]",
	}
	for called, want := range map[string][]string{
		"https://api.example.com/a":      all[:4],
		"https://API.example.COM:443?a":  all[:4],
		"https://a.b.example.com":        {"*", "https://*.example.com", "https://*.com:443"},
		"https://example.com":            {"*", "https://*.com:443"},
		"https://api.example.com.test/":  {"*"},
		"https://x.test/api.example.com": {"*"},
		"https://api-example.com":        {"*", "https://*.com:443"},
		"http://api.example.com":         {"*"},
		"https://api.example.com:8443":   {"*"},
		"https://[::1]/":                 {"*", "https://[::1]"},
	} {
		assert.Equal(t, want, leading(t, called, all...), called)
	}
}

func TestRoutes(t *testing.T) {
	t.Parallel()
	servers := map[string]string{}
	for _, name := range []string{"201", "202", "203"} {
		servers[name], _ = answering(t, "HTTP/1.1 "+name+" OK\r\n\r\n")
	}
	first := routesOf(t, "https://*.example.com="+servers["201"])
	routes := outbound.NewRoutes(first)
	status := func() int {
		answer, err := (&outbound.Client{Routes: routes}).Send(t.Context(), message("GET", "/"))
		require.NoError(t, err)
		return answer.Status
	}
	routes.Add(routesOf(t, "*="+servers["202"])[0])
	assert.Equal(t, 201, status(), "the longest wins")
	routes.Add(routesOf(t, "https://api.example.*="+servers["203"])[0])
	assert.Equal(t, 203, status(), "the last of those that are as long wins")
	routes.Replace(routesOf(t, "*="+servers["202"]))
	assert.Equal(t, 202, status())
	routes.Reset()
	assert.Equal(t, first, routes.All())
	assert.Equal(t, 201, status())
}

func routesOf(t *testing.T, text string) []outbound.Route {
	t.Helper()
	routes, err := outbound.ParseRoutes(text)
	require.NoError(t, err)
	return routes
}
