package invocation_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/eventbridge-connections/emulator/internal/awsapi"
	"github.com/eventbridge-connections/emulator/internal/invocation"
)

var basicConnection = invocation.Connection{AuthorizationType: invocation.Basic,
	Basic: invocation.BasicParameters{Username: "u", Password: awsapi.NewSecret("p")}}

var keyConnection = invocation.Connection{AuthorizationType: invocation.APIKey,
	APIKey: invocation.APIKeyParameters{Name: "Authorization", Value: awsapi.NewSecret("k")}}

var twoCases = notes(invocation.NoteDiffersInCase, "X-A",
	"The target's header X-A and the connection's x-a differ in case: both are sent.")

var precedences = map[string]struct {
	credentials invocation.Connection
	connection  []invocation.Parameter
	target      map[string]string
	header      string
	want        []string
	notes       []invocation.Note
}{
	"target's alone":       {target: given("x", "t"), header: "x", want: []string{"t"}},
	"target's empty value": {target: given("x", ""), header: "x", want: []string{""}},
	"connection's alone": {
		connection: list(shown("x", "c")), header: "x", want: []string{"c"},
	},
	"connection's twice": {
		connection: list(shown("x", "c"), shown("x", "d")),
		header:     "x", want: []string{"c", "d"},
	},
	"connection wins": {
		connection: list(shown("x", "c")), target: given("x", "t"),
		header: "x", want: []string{"c"},
		notes: notes(invocation.NoteOverridden, "x",
			"The connection's header x replaces the target's."),
	},
	"target's in another case": {
		connection: list(shown("x-a", "c")), target: given("X-A", "t"),
		header: "X-A", want: []string{"t"}, notes: twoCases,
	},
	"connection's in another case": {
		connection: list(shown("x-a", "c")), target: given("X-A", "t"),
		header: "x-a", want: []string{"c"}, notes: twoCases,
	},
	"content type": {
		header: "Content-Type", want: []string{"application/json; charset=utf-8"},
	},
	"content type of the target": {
		target: given("Content-Type", "text/plain"),
		header: "Content-Type", want: []string{"text/plain"},
	},
	"content type in lower case": {
		target: given("content-type", "text/plain"),
		header: "Content-Type", want: nil,
	},
	"content type of the connection": {
		connection: list(shown("Content-Type", "a/b")),
		header:     "Content-Type", want: []string{"a/b"},
	},
	"authorization of the target": {
		target: given("Authorization", "t"),
		header: "Authorization", want: []string{"t"},
	},
	"basic": {credentials: basicConnection, header: "Authorization", want: []string{"Basic dTpw"}},
	"basic replaces the target's": {
		credentials: basicConnection, target: given("authorization", "t"),
		header: "authorization", want: nil,
		notes: notes(invocation.NoteOverridden, "authorization",
			"The connection's authorization replaces the header authorization of the target."),
	},
	"API key": {credentials: keyConnection, header: "Authorization", want: []string{"k"}},
	"API key replaces the connection's": {
		credentials: keyConnection, connection: list(shown("AUTHORIZATION", "c")),
		header: "AUTHORIZATION", want: nil,
		notes: notes(invocation.NoteOverridden, "AUTHORIZATION",
			"The connection's authorization replaces the header AUTHORIZATION"+
				" of the connection."),
	},
	"removed of the connection": {
		connection: list(shown("Date", "c")), header: "Date", want: nil,
		notes: notes(invocation.NoteHeaderRemoved, "Date",
			"EventBridge removes the header Date of the connection."),
	},
}

func TestNew_headerPrecedence(t *testing.T) {
	t.Parallel()
	for name, c := range precedences {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			c.credentials.InvocationHTTPParameters.Header = c.connection
			r := built(t, receiver, c.credentials,
				invocation.Target{HeaderParameters: c.target}, "{}")
			assert.Equal(t, c.want, valuesOf(r.Reveal(), c.header))
			assert.Equal(t, c.notes, r.Notes)
		})
	}
}

func given(name, value string) map[string]string { return map[string]string{name: value} }

func TestNew_removedHeaders(t *testing.T) {
	t.Parallel()
	own := map[string]string{
		"Accept-Encoding": "gzip,deflate", "Connection": "close", "Content-Length": "2",
		"Host": "receiver.invalid", "Range": "bytes=0-1048575",
		"User-Agent": "Amazon/EventBridge/ApiDestinations",
	}
	for _, name := range []string{
		"A-IM", "Accept-Charset", "Accept-Datetime", "Accept-Encoding", "Cache-Control",
		"Connection", "Content-Encoding", "Content-Length", "Content-MD5", "Date", "Expect",
		"Forwarded", "From", "Host", "HTTP2-Settings", "If-Match", "If-Modified-Since",
		"If-None-Match", "If-Range", "If-Unmodified-Since", "Max-Forwards", "Origin", "Pragma",
		"Proxy-Authorization", "Range", "Referer", "TE", "Trailer", "Transfer-Encoding",
		"User-Agent", "Upgrade", "Via", "Warning",
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			r := built(t, receiver, apiKey(invocation.HTTPParameters{}),
				invocation.Target{HeaderParameters: given(name, "of the target")}, "{}")
			var want []string
			if value, found := own[name]; found {
				want = []string{value}
			}
			assert.Equal(t, want, valuesOf(r.Reveal(), name))
			assert.Equal(t, notes(invocation.NoteHeaderRemoved, name,
				"EventBridge removes the header "+name+" of the target."), r.Notes)
		})
	}
}

func TestNew_headerOrder(t *testing.T) {
	t.Parallel()
	r := built(t, receiver,
		apiKey(invocation.HTTPParameters{Header: list(shown("z", "1"), shown("y", "2"))}),
		invocation.Target{HeaderParameters: map[string]string{"b": "3", "a": "4"}}, "{}")
	var names []string
	for _, h := range r.Headers {
		names = append(names, h.Name)
	}
	assert.Equal(t, []string{"Host", "Content-Length", "Connection", "User-Agent",
		"Accept-Encoding", "Range", "Content-Type", "x-owned-key", "z", "y", "a", "b"}, names)
}
