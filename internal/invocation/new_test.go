package invocation_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/eventbridge-connections/emulator/internal/invocation"
)

const host = "https://h.invalid"

var urls = map[string]struct {
	url        string
	values     []string
	connection []invocation.Parameter
	target     map[string]string
	want       string
	notes      []invocation.Note
}{
	"as it is":         {url: host, want: host},
	"without a scheme": {url: "h.invalid/a?b=c://d", want: host + "/a?b=c://d"},
	"escapes are kept": {url: host + "/a%20b/%2F", want: host + "/a%20b/%2F"},
	"wildcards in order": {
		url: host + "/*/x/*", values: []string{"1", "2"},
		want: host + "/1/x/2",
	},
	"value is one segment": {
		url: host + "/*", values: []string{"a/b c?d#e*"},
		want: host + "/a%2Fb%20c%3Fd%23e%2A",
	},
	"too few values": {
		url: host + "/*/*/*", values: []string{"1"},
		want: host + "/1/*/*",
		notes: notes(invocation.NotePathValuesMissing, "",
			"Wildcards that stay in the URL for want of a path parameter value: 2."),
	},
	"too many values": {
		url: host + "/*", values: []string{"1", "2"},
		want: host + "/1",
		notes: notes(invocation.NotePathValuesIgnored, "",
			"Path parameter values that are ignored for want of a wildcard: 1."),
	},
	"wildcard of the query stays": {
		url: host + "/*?a=*", values: []string{"1"},
		want: host + "/1?a=*",
	},
	"query of the endpoint first": {
		url: host + "/?z=1&y=2", connection: list(shown("a", "3")),
		want: host + "/?z=1&y=2&a=3",
	},
	"empty query of the endpoint": {
		url: host + "/?", connection: list(shown("a", "3")),
		want: host + "/?a=3",
	},
	"key of the endpoint again": {
		url: host + "/?a=1", connection: list(shown("a", "3")),
		want: host + "/?a=1&a=3",
	},
	"target sorted by key": {
		url: host, target: map[string]string{"b": "1", "a": "2", "B": "3"},
		want: host + "?B=3&a=2&b=1",
	},
	"connection in its order": {
		url: host, connection: list(shown("b", "1"), shown("a", "2"), shown("b", "3")),
		want: host + "?b=1&a=2&b=3",
	},
	"connection wins": {
		url: host, connection: list(shown("a", "1")),
		target: map[string]string{"a": "2", "A": "3"},
		want:   host + "?a=1&A=3",
		notes: notes(invocation.NoteOverridden, "a",
			"The connection's query string parameter a replaces the target's."),
	},
	"escaped": {
		url: host, connection: list(shown("a b", "+&=%/\n~*é")),
		want: host + "?a%20b=%2B%26%3D%25%2F%0A~%2A%C3%A9",
	},
}

func TestNew_url(t *testing.T) {
	t.Parallel()
	for name, c := range urls {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			r := built(t, invocation.Endpoint{URL: c.url},
				apiKey(invocation.HTTPParameters{QueryString: c.connection}),
				invocation.Target{
					PathParameterValues: c.values, QueryStringParameters: c.target,
				}, "{}")
			assert.Equal(t, c.want, r.Reveal().URL)
			assert.Equal(t, c.want, r.Masked().URL)
			assert.Equal(t, c.notes, r.Notes)
		})
	}
}

func TestNew_method(t *testing.T) {
	t.Parallel()
	for _, method := range []string{"GET", "HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE"} {
		e := invocation.Endpoint{URL: "https://h.invalid", Method: method}
		m := built(t, e, apiKey(invocation.HTTPParameters{}), invocation.Target{}, "{}").Reveal()
		assert.Equal(t, method, m.Method)
		assert.Equal(t, "{}", m.Body, "every method has a body")
		assert.Equal(t, []string{"2"}, valuesOf(m, "Content-Length"))
	}
}

func TestNew_origins(t *testing.T) {
	t.Parallel()
	r := built(t, invocation.Endpoint{URL: "https://h.invalid/*/x?own=1"},
		apiKey(invocation.HTTPParameters{
			Header:      list(shown("x-connection", "1")),
			QueryString: list(hidden("q", "2")),
			Body:        list(shown("b", "3")),
		}),
		invocation.Target{
			PathParameterValues:   []string{"v"},
			HeaderParameters:      map[string]string{"x-target": "4"},
			QueryStringParameters: map[string]string{"r": "5"},
		}, `{"a":1}`)
	assert.Equal(t, []string{
		"endpoint https://h.invalid/", "target v", "endpoint /x?own=1",
		"connection &q=", "connection ***", "target &r=5",
	}, parts(r.URL))
	assert.Equal(t, []string{`target {"a":1`, `connection ,"b":"3"`, `target }`}, parts(r.Body))
	var origins []string
	for _, h := range r.Headers {
		origins = append(origins, string(h.Origin)+" "+h.Name)
	}
	assert.Equal(t, []string{
		"EventBridge Host", "EventBridge Content-Length", "EventBridge Connection",
		"EventBridge User-Agent", "EventBridge Accept-Encoding", "EventBridge Range",
		"EventBridge Content-Type", "connection x-owned-key", "connection x-connection",
		"target x-target",
	}, origins)
}

func parts(t invocation.Text) (out []string) {
	for _, p := range t {
		out = append(out, string(p.Origin)+" "+p.Masked())
	}
	return out
}
