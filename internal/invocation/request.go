// Package invocation builds the requests that EventBridge sends through a connection: that of an
// API destination, and the token request of an OAuth connection. A request is a value: what a
// dry run shows is what is sent.
package invocation

import (
	"slices"

	"github.com/eventbridge-connections/emulator/internal/awsapi"
)

// A Request is an HTTP request whose every part knows its origin. It prints no secret, neither
// with fmt nor with slog nor as JSON.
type Request struct {
	Method     string   `json:"method"`
	URL        Text     `json:"url"`
	Headers    []Header `json:"headers"` // in one order; that of AWS is UNKNOWN
	Body       Text     `json:"body"`
	Notes      []Note   `json:"notes,omitempty"`
	NeedsToken bool     `json:"needsToken"` // before WithToken
}

// A Header is a line of the request's head.
type Header struct {
	Name   string `json:"name"`
	Value  Text   `json:"value"`
	Origin Origin `json:"origin"`
}

// New returns the request of an API destination. The body is the event as the target's input has
// transformed it; every method has one (INFERRED). The request of an OAuth connection needs a token
// before it is sent.
//
// Errors: *[Error] with the code and the text of the dead letter.
func New(e Endpoint, c Connection, t Target, body []byte) (*Request, error) {
	r := &Request{Method: e.Method, NeedsToken: c.AuthorizationType == OAuthClientCredentials}
	host, ok := hostOf(e.URL)
	if !ok {
		return nil, errURL(invoking, e.URL)
	}
	path, query := split(e.URL)
	r.fill(path, t.PathParameterValues)
	given := &c.InvocationHTTPParameters
	inQuery := r.merge("query string parameter", given.QueryString, t.QueryStringParameters)
	r.addQuery(query, pairs(inQuery, escape))
	if err := r.setBody(body, given.Body); err != nil {
		return nil, err
	}
	r.setHeaders(host, &c, t.HeaderParameters)
	if name, found := r.unsendable(); found {
		return nil, errHeader(invoking, name)
	}
	return r, nil
}

// WithToken returns the request with the OAuth token in its Authorization header, and nothing else
// changed. A request that needs no token is returned as it is.
func (r *Request) WithToken(token awsapi.Secret) *Request {
	if !r.NeedsToken {
		return r
	}
	out := *r
	out.NeedsToken = false
	out.Headers = slices.Clone(r.Headers)
	for i, h := range out.Headers {
		if h.Name == authorization {
			out.Headers[i] = bearer(token)
		}
	}
	return &out
}

// A Message is a request as plain text.
type Message struct {
	Method  string  `json:"method"`
	URL     string  `json:"url"`
	Headers []Field `json:"headers"`
	Body    string  `json:"body"`
}

// A Field is a header as plain text.
type Field struct {
	Name  string `json:"name"`
	Value string `json:"value"`
}

// Masked returns the request with [awsapi.Redacted] in the place of every secret: passwords, API
// keys, client secrets and tokens, and the values that IsValueSecret says are secret. A masked
// body that was JSON is JSON.
func (r *Request) Masked() Message { return r.message(Text.Masked) }

// Reveal returns the request as it is sent, with its secrets.
func (r *Request) Reveal() Message { return r.message(Text.Reveal) }

func (r *Request) message(show func(Text) string) Message {
	m := Message{Method: r.Method, URL: show(r.URL), Body: show(r.Body)}
	for _, h := range r.Headers {
		m.Headers = append(m.Headers, Field{h.Name, show(h.Value)})
	}
	return m
}
