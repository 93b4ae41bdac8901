package delivery_test

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/eventbridge-connections/emulator/internal/awsapi"
	"github.com/eventbridge-connections/emulator/internal/invocation"
	"github.com/eventbridge-connections/emulator/internal/outbound"
)

// A target may answer with all that it was sent.
func TestService_echo(t *testing.T) {
	t.Parallel()
	const canary = `canary "5/ZZ+3&<a`
	secret := func(key string) []invocation.Parameter {
		return []invocation.Parameter{{Key: key, Value: awsapi.NewSecret(canary), IsValueSecret: true}}
	}
	parameters := invocation.HTTPParameters{
		Header: secret("X-H"), QueryString: secret("q"), Body: secret("b"),
	}
	echo := func(
		form func(m invocation.Message) string,
	) func(invocation.Message) (*outbound.Answer, error) {
		return func(m invocation.Message) (*outbound.Answer, error) {
			return &outbound.Answer{Status: 200, Body: []byte(form(m))}, nil
		}
	}
	plain := func(m invocation.Message) string { return fmt.Sprint(m) }
	inJSON := func(m invocation.Message) string { text, _ := json.Marshal(m); return string(text) }
	late := func(m invocation.Message) string { return strings.Repeat("x", 1020) + canary }
	bare := func(invocation.Message) string { return "hello " + canary }
	for name, form := range map[string]func(invocation.Message) string{
		"plain": plain, "JSON": inJSON, "at the end": late, "bare": bare,
	} {
		for kind, c := range map[string]invocation.Connection{
			"API_KEY": {
				AuthorizationType: invocation.APIKey,
				APIKey:            invocation.APIKeyParameters{Name: "X-Key", Value: awsapi.NewSecret(canary)},
			},
			"BASIC": {
				AuthorizationType: invocation.Basic,
				Basic: invocation.BasicParameters{
					Username: "u", Password: awsapi.NewSecret(canary),
				},
			},
			"nothing": {},
		} {
			bubble(t, name+" of "+kind, func(w *world) {
				c.InvocationHTTPParameters = parameters
				w.connection.Connection = c
				w.answer = echo(form)
				w.destination("a", 0)
				w.put(1)
				defer w.run()()
				w.settle()
				shown := w.one().Attempts[0].Response
				assert.LessOrEqual(w.t, len(shown), 1024)
				assert.Contains(w.t, shown, "*")
				assert.NotContains(w.t, shown, "canary")
				assert.NotContains(w.t, shown, "ZZ")
				assert.NotContains(w.t, shown, "Y2FuYX") // in base64, of BASIC shifted by two bytes
				assert.NotContains(w.t, shown, "dTpjYW5hcn")
			})
		}
	}
	bubble(t, "of a token", func(w *world) {
		w.oauth()
		answer := authorizing("", 200)
		w.answer = func(m invocation.Message) (*outbound.Answer, error) {
			a, err := answer(m)
			if a.Body == nil {
				a.Body = []byte(plain(m))
			}
			return a, err
		}
		w.destination("a", 0)
		w.put(1)
		defer w.run()()
		w.settle()
		assert.Contains(w.t, w.one().Attempts[0].Response, "Bearer ***")
	})
}
