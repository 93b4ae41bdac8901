package invocation_test

import (
	"bytes"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"log/slog"
	"net/url"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/eventbridge-connections/emulator/internal/awsapi"
	"github.com/eventbridge-connections/emulator/internal/invocation"
)

func TestRequest_WithToken(t *testing.T) {
	t.Parallel()
	c := invocation.Connection{AuthorizationType: invocation.OAuthClientCredentials}
	blank := built(t, receiver, c,
		invocation.Target{HeaderParameters: given("authorization", "t")}, "{}")
	require.True(t, blank.NeedsToken)

	t.Run("changes one header", func(t *testing.T) {
		t.Parallel()
		sent := blank.WithToken(awsapi.NewSecret("the-token"))
		assert.False(t, sent.NeedsToken)
		assert.Equal(t, []string{"Bearer the-token"}, valuesOf(sent.Reveal(), "Authorization"))
		assert.Equal(t, blank.Masked(), sent.Masked())
	})
	t.Run("leaves the blank as it is", func(t *testing.T) {
		t.Parallel()
		blank.WithToken(awsapi.NewSecret("other"))
		assert.Equal(t, []string{"Bearer "}, valuesOf(blank.Reveal(), "Authorization"))
	})
	t.Run("does nothing where none is needed", func(t *testing.T) {
		t.Parallel()
		r := built(t, receiver, apiKey(invocation.HTTPParameters{}), invocation.Target{}, "{}")
		assert.Same(t, r, r.WithToken(awsapi.NewSecret("the-token")))
	})
}

const canary = `can"ary +/\é`

// everySecret are requests with the canary wherever a secret can be.
func everySecret(t *testing.T) map[string]*invocation.Request {
	secret := awsapi.NewSecret(canary)
	parameters := invocation.HTTPParameters{
		Header:      list(hidden("x", canary)),
		QueryString: list(hidden("q", canary)),
		Body:        list(hidden("a", canary), hidden("b", canary)),
	}
	c := invocation.Connection{
		Basic:                    invocation.BasicParameters{Username: "user", Password: secret},
		APIKey:                   invocation.APIKeyParameters{Name: "key", Value: secret},
		InvocationHTTPParameters: parameters,
		OAuth: invocation.OAuthParameters{
			ClientID: "id", ClientSecret: secret, AuthorizationEndpoint: "https://h.invalid",
			HTTPParameters: parameters,
		},
	}
	out := map[string]*invocation.Request{}
	for _, kind := range []string{
		invocation.Basic, invocation.APIKey, invocation.OAuthClientCredentials,
	} {
		c.AuthorizationType = kind
		r := built(t, receiver, c, invocation.Target{HeaderParameters: given("x", "t")}, `{"a":1}`)
		out[kind] = r.WithToken(secret)
	}
	for _, method := range []string{"GET", "POST"} {
		c.OAuth.HTTPMethod = method
		r, err := invocation.NewTokenRequest(c)
		require.NoError(t, err)
		out["token "+method] = r
	}
	return out
}

// spellings are what the canary can look like in a request.
var spellings = []string{
	canary, url.QueryEscape(canary), `can\"ary +/\\é`, `ary`,
	base64.StdEncoding.EncodeToString([]byte("user:" + canary)),
}

func TestRequest_secrets(t *testing.T) {
	t.Parallel()
	for name, r := range everySecret(t) {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			assert.Contains(t, fmt.Sprint(r.Reveal()), "ary", "the secret is sent")
			for how, shown := range shownAs(t, r) {
				for _, spelling := range spellings {
					assert.NotContains(t, shown, spelling, how)
				}
				assert.Contains(t, shown, awsapi.Redacted, how)
			}
		})
	}
}

// shownAs lists the ways to show a request.
func shownAs(t *testing.T, r *invocation.Request) map[string]string {
	out := map[string]string{"masked": fmt.Sprintf("%+v", r.Masked())}
	for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q", "%d"} {
		out[verb] = fmt.Sprintf(verb, r)
		out[verb+" of the value"] = fmt.Sprintf(verb, *r)
		out[verb+" of fields"] = fmt.Sprintf(verb+verb+verb, r.URL, r.Headers, r.Body)
		out[verb+" of parts"] = fmt.Sprintf(verb+verb, []invocation.Part(r.URL),
			[]invocation.Part(r.Body))
	}
	asJSON, err := json.Marshal(r)
	require.NoError(t, err)
	out["JSON"] = string(asJSON)
	var log bytes.Buffer
	handlers := []slog.Handler{slog.NewJSONHandler(&log, nil), slog.NewTextHandler(&log, nil)}
	for _, h := range handlers {
		slog.New(h).Info("request", "request", r, "value", *r, "url", r.URL, "part", r.URL[0])
	}
	out["slog"] = log.String()
	return out
}

// An unexported field is where fmt cannot call a method.
func TestRequest_inUnexportedField(t *testing.T) {
	t.Parallel()
	for name, r := range everySecret(t) {
		holder := struct{ request invocation.Request }{*r}
		assert.NotContains(t, fmt.Sprintf("%+v", holder), "ary", name)
	}
}

func TestText_Format(t *testing.T) {
	t.Parallel()
	r := everySecret(t)[invocation.Basic]
	assert.Equal(t, "https://receiver.invalid/events?q=***", fmt.Sprint(r.URL))
}

func TestRequest_Masked(t *testing.T) {
	t.Parallel()
	m := everySecret(t)[invocation.Basic].Masked()
	assert.Equal(t, "https://receiver.invalid/events?q=***", m.URL)
	assert.Equal(t, `{"a":"***","b":"***"}`, m.Body)
	assert.Equal(t, []string{"Basic ***"}, valuesOf(m, "Authorization"))
	assert.Equal(t, []string{"***"}, valuesOf(m, "x"))
}

func TestRequest_MarshalJSON(t *testing.T) {
	t.Parallel()
	r := built(t, invocation.Endpoint{URL: "https://h.invalid", Method: "POST"},
		apiKey(invocation.HTTPParameters{QueryString: list(hidden("q", "canary"))}),
		invocation.Target{}, "{}")
	r.Headers = r.Headers[:1]
	text, err := json.Marshal(r)
	require.NoError(t, err)
	assert.JSONEq(t, `{
		"method": "POST",
		"url": [
			{"origin": "endpoint", "secret": false, "text": "https://h.invalid"},
			{"origin": "connection", "secret": false, "text": "?q="},
			{"origin": "connection", "secret": true, "text": "***"}
		],
		"headers": [{"name": "Host", "origin": "EventBridge", "value": [
			{"origin": "EventBridge", "secret": false, "text": "h.invalid"}
		]}],
		"body": [{"origin": "target", "secret": false, "text": "{}"}],
		"needsToken": false
	}`, string(text))
}
