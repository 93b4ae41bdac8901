package invocation_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/eventbridge-connections/emulator/internal/awsapi"
	"github.com/eventbridge-connections/emulator/internal/invocation"
)

func TestNew_errors(t *testing.T) {
	t.Parallel()
	const prefix = "Unable to invoke ApiDestination endpoint: "
	notJSON := invocation.Error{Code: "INVALID_JSON", Text: "Invalid input for target."}
	notObject := invocation.Error{Code: "INVALID_JSON", Text: prefix +
		"Cannot merge the body parameters of the connection with a body that is no JSON object."}
	tooLarge := invocation.Error{Code: "INVALID_PARAMETER", Text: prefix +
		"The payload with the body parameters of the connection is larger than 64 KB."}
	for body, want := range map[string]invocation.Error{
		`{"a":1,}`: notJSON,
		``:         notJSON,
		`{}{}`:     notJSON,
		` [1]`:     notObject,
		`"x"`:      notObject,
		`null`:     notObject,
		`{"b":"` + strings.Repeat("x", 64<<10-15) + `"}`: tooLarge,
	} {
		c := apiKey(invocation.HTTPParameters{Body: list(shown("a", "1"))})
		refuses(t, want, receiver, c, invocation.Target{}, body)
	}
	for url, text := range map[string]string{
		"/events":              "The endpoint '/events' is not a URL.",
		"https://h.invalid:x/": "The endpoint 'https://h.invalid:x/' is not a URL.",
	} {
		want := invocation.Error{Code: "INVALID_PARAMETER", Text: prefix + text}
		e := invocation.Endpoint{URL: url, Method: "POST"}
		refuses(t, want, e, apiKey(invocation.HTTPParameters{}), invocation.Target{}, "{}")
	}
}

func TestNew_unsendableHeaders(t *testing.T) {
	t.Parallel()
	refused := func(quoted string) invocation.Error {
		return invocation.Error{Code: "INVALID_PARAMETER",
			Text: "Unable to invoke ApiDestination endpoint: " +
				"The name or the value of the header " + quoted + " cannot be sent."}
	}
	for _, c := range []struct{ name, value, quoted string }{
		{"a\nb", "1", `"a\nb"`},
		{"a,b", "1", `"a,b"`},
		{"", "1", `""`},
		{"x", "one\ntwo", `"x"`},
		{"x", "one\rtwo", `"x"`},
		{"x", "one\x00two", `"x"`},
		{"x", "one\x7ftwo", `"x"`},
	} {
		target := invocation.Target{HeaderParameters: map[string]string{c.name: c.value}}
		refuses(t, refused(c.quoted), receiver, invocation.Connection{}, target, "{}")
	}
	spaced := invocation.Connection{AuthorizationType: invocation.APIKey,
		APIKey: invocation.APIKeyParameters{Name: "my key", Value: awsapi.NewSecret("v")}}
	refuses(t, refused(`"my key"`), receiver, spaced, invocation.Target{}, "{}")

	tab := invocation.Target{HeaderParameters: map[string]string{"x": "one\ttwo"}}
	assert.Equal(t, []string{"one\ttwo"},
		valuesOf(built(t, receiver, invocation.Connection{}, tab, "{}").Reveal(), "x"))
}

func refuses(
	t *testing.T, want invocation.Error,
	e invocation.Endpoint, c invocation.Connection, to invocation.Target, body string,
) {
	t.Helper()
	r, err := invocation.New(e, c, to, []byte(body))
	assert.Nil(t, r)
	var got *invocation.Error
	require.ErrorAs(t, err, &got)
	assert.Equal(t, want, *got)
	assert.Equal(t, want.Text, err.Error())
}
