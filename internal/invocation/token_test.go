package invocation_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/eventbridge-connections/emulator/internal/awsapi"
	"github.com/eventbridge-connections/emulator/internal/invocation"
)

func tokenRequest(t *testing.T, change func(*invocation.OAuthParameters)) *invocation.Request {
	o := ownedOAuth
	change(&o)
	r, err := invocation.NewTokenRequest(invocation.Connection{OAuth: o})
	require.NoError(t, err)
	return r
}

func TestNewTokenRequest(t *testing.T) {
	t.Parallel()
	const body = "grant_type=client_credentials&scope=owned-echo" +
		"&client_secret=owned-client-secret&client_id=owned-client"
	t.Run("puts as it posts", func(t *testing.T) {
		t.Parallel()
		m := tokenRequest(t, func(o *invocation.OAuthParameters) { o.HTTPMethod = "PUT" }).Reveal()
		assert.Equal(t, "PUT", m.Method)
		assert.Equal(t, body, m.Body)
	})
	t.Run("escapes as a form", func(t *testing.T) {
		t.Parallel()
		m := tokenRequest(t, func(o *invocation.OAuthParameters) {
			o.ClientSecret = awsapi.NewSecret("a b+c")
			o.HTTPParameters.Body = list(shown("scope s", "x/y&z"))
		}).Reveal()
		assert.Equal(t, "scope+s=x%2Fy%26z&client_secret=a+b%2Bc&client_id=owned-client", m.Body)
	})
	t.Run("appends its query string to the endpoint's", func(t *testing.T) {
		t.Parallel()
		m := tokenRequest(t, func(o *invocation.OAuthParameters) {
			o.AuthorizationEndpoint = "receiver.invalid/oauth?own=1"
			o.HTTPParameters.QueryString = list(shown("audience", "a b"), shown("audience", "c"))
		}).Reveal()
		assert.Equal(t, "https://receiver.invalid/oauth?own=1&audience=a+b&audience=c", m.URL)
		assert.Equal(t, body, m.Body)
	})
	t.Run("keeps the headers of the connection", func(t *testing.T) {
		t.Parallel()
		r := tokenRequest(t, func(o *invocation.OAuthParameters) {
			o.HTTPParameters.Header = list(hidden("Authorization", "Basic eA=="),
				shown("content-type", "a/b"), shown("Host", "x"))
		})
		assert.Equal(t, []invocation.Field{
			{Name: "Host", Value: "receiver.invalid"},
			{Name: "User-Agent", Value: "Apache-HttpClient/UNAVAILABLE (Java/1.8.0_504)"},
			{Name: "Accept-Encoding", Value: "gzip,deflate"},
			{Name: "Content-Length", Value: "103"},
			{Name: "Authorization", Value: "Basic eA=="},
			{Name: "content-type", Value: "a/b"},
		}, r.Reveal().Headers)
		assert.Equal(t, notes(invocation.NoteHeaderRemoved, "Host",
			"EventBridge removes the header Host of the connection."), r.Notes)
	})
	t.Run("needs no token", func(t *testing.T) {
		t.Parallel()
		assert.False(t, tokenRequest(t, func(*invocation.OAuthParameters) {}).NeedsToken)
	})
}

func TestNewTokenRequest_grantType(t *testing.T) {
	t.Parallel()
	missing := notes(invocation.NoteGrantTypeMissing, "grant_type",
		"EventBridge adds no grant_type to the token request: a body parameter has to.")
	type parameters = invocation.HTTPParameters
	for name, c := range map[string]struct {
		given parameters
		want  []invocation.Note
	}{
		"nowhere":       {want: missing},
		"another case":  {given: parameters{Body: list(shown("Grant_Type", "x"))}, want: missing},
		"in the header": {given: parameters{Header: list(shown("grant_type", "x"))}, want: missing},
		"in the body":   {given: parameters{Body: list(shown("grant_type", "x"))}},
		"in the query":  {given: parameters{QueryString: list(shown("grant_type", "x"))}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			r := tokenRequest(t, func(o *invocation.OAuthParameters) { o.HTTPParameters = c.given })
			assert.Equal(t, c.want, r.Notes)
		})
	}
}

func TestNewTokenRequest_errors(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		change func(*invocation.OAuthParameters)
		want   string
	}{
		"no host": {func(o *invocation.OAuthParameters) { o.AuthorizationEndpoint = "https://" },
			"Unable to request a token: The endpoint 'https://' is not a URL."},
		"header": {func(o *invocation.OAuthParameters) {
			o.HTTPParameters.Header = list(hidden("x", "canary\n"))
		}, `Unable to request a token: The name or the value of the header "x" cannot be sent.`},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			o := ownedOAuth
			c.change(&o)
			_, err := invocation.NewTokenRequest(invocation.Connection{OAuth: o})
			assert.EqualError(t, err, c.want)
		})
	}
}
