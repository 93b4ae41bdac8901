package invocation

import (
	"slices"

	"github.com/eventbridge-connections/emulator/internal/awsapi"
)

// Secrets are the secret parts of the request, as they are sent.
func (r *Request) Secrets() (all []awsapi.Secret) {
	all = slices.Concat(r.URL.secrets(), r.Body.secrets())
	for _, h := range r.Headers {
		all = append(all, h.Value.secrets()...)
	}
	return all
}

func (t Text) secrets() (all []awsapi.Secret) {
	for _, p := range t {
		if p.Secret {
			all = append(all, awsapi.NewSecret(*p.text))
		}
	}
	return all
}

// Secrets are the secret values of the connection: its password, its key, and the parameters that
// are secret.
func (c *Connection) Secrets() []awsapi.Secret {
	all := []awsapi.Secret{c.Basic.Password, c.APIKey.Value, c.OAuth.ClientSecret}
	for _, h := range []HTTPParameters{c.InvocationHTTPParameters, c.OAuth.HTTPParameters} {
		for _, p := range slices.Concat(h.Header, h.QueryString, h.Body) {
			if p.IsValueSecret {
				all = append(all, p.Value)
			}
		}
	}
	return all
}

// Size is about how many bytes the message takes.
func (m *Message) Size() int {
	n := len(m.Method) + len(m.URL) + len(m.Body) + 200
	for _, h := range m.Headers {
		n += len(h.Name) + len(h.Value) + 50
	}
	return n
}
