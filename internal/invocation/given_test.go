package invocation_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/eventbridge-connections/emulator/internal/awsapi"
	"github.com/eventbridge-connections/emulator/internal/invocation"
)

var receiver = invocation.Endpoint{URL: "https://receiver.invalid/events", Method: "POST"}

// shown is a parameter whose value is no secret.
func shown(key, value string) invocation.Parameter {
	return invocation.Parameter{Key: key, Value: awsapi.NewSecret(value)}
}

// hidden is a parameter with IsValueSecret.
func hidden(key, value string) invocation.Parameter {
	return invocation.Parameter{Key: key, Value: awsapi.NewSecret(value), IsValueSecret: true}
}

// list is a list of parameters.
func list(p ...invocation.Parameter) []invocation.Parameter { return p }

// apiKey is a connection with parameters.
func apiKey(p invocation.HTTPParameters) invocation.Connection {
	return invocation.Connection{
		AuthorizationType: invocation.APIKey,
		APIKey: invocation.APIKeyParameters{
			Name: "x-owned-key", Value: awsapi.NewSecret("owned-inert-api-key"),
		},
		InvocationHTTPParameters: p,
	}
}

func built(
	t *testing.T, e invocation.Endpoint, c invocation.Connection, to invocation.Target, body string,
) *invocation.Request {
	t.Helper()
	r, err := invocation.New(e, c, to, []byte(body))
	require.NoError(t, err)
	return r
}

// valuesOf lists the values of all headers of the name, letter for letter.
func valuesOf(m invocation.Message, name string) (out []string) {
	for _, f := range m.Headers {
		if f.Name == name {
			out = append(out, f.Value)
		}
	}
	return out
}

func notes(kind invocation.NoteKind, name, text string) []invocation.Note {
	return []invocation.Note{{Kind: kind, Name: name, Text: text}}
}
