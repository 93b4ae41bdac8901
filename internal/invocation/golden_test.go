package invocation_test

import (
	"flag"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/eventbridge-connections/emulator/internal/awsapi"
	"github.com/eventbridge-connections/emulator/internal/invocation"
)

var update = flag.Bool("update", false, "write the requests into testdata")

// The files hold requests as they are sent and as they are shown, with the headers sorted.
// token-post, api-destination and the body of body are RECORDED, up to the names of hosts and to
// what the receivers did not keep.
func TestNew_golden(t *testing.T) {
	t.Parallel()
	for name, build := range map[string]func() (*invocation.Request, error){
		"token-post":      tokenPost,
		"token-get":       tokenGet,
		"api-destination": apiDestination,
		"body":            mergedBody,
		"basic":           basic,
		"oauth":           oauth,
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			r, err := build()
			require.NoError(t, err)
			golden(t, name+".sent.http", text(r.Reveal()))
			golden(t, name+".shown.http", text(r.Masked()))
		})
	}
}

func golden(t *testing.T, name, got string) {
	if *update {
		require.NoError(t, os.WriteFile("testdata/"+name, []byte(got), 0o644))
	}
	want, err := os.ReadFile("testdata/" + name)
	require.NoError(t, err)
	assert.Equal(t, string(want), got)
}

// text writes the message with its headers in the order of their names.
func text(m invocation.Message) string {
	var lines []string
	for _, f := range m.Headers {
		lines = append(lines, f.Name+": "+f.Value+"\n")
	}
	slices.Sort(lines)
	return fmt.Sprintf("%s %s\n%s\n%s", m.Method, m.URL, strings.Join(lines, ""), m.Body)
}

var ownedOAuth = invocation.OAuthParameters{
	ClientID: "owned-client", ClientSecret: awsapi.NewSecret("owned-client-secret"),
	AuthorizationEndpoint: "https://receiver.invalid/oauth", HTTPMethod: "POST",
	HTTPParameters: invocation.HTTPParameters{
		Header: list(shown("x-owned-oauth", "token-request")),
		Body:   list(shown("grant_type", "client_credentials"), shown("scope", "owned-echo")),
	},
}

func tokenPost() (*invocation.Request, error) {
	return invocation.NewTokenRequest(invocation.Connection{OAuth: ownedOAuth})
}

func tokenGet() (*invocation.Request, error) {
	o := ownedOAuth
	o.HTTPMethod = "GET"
	o.AuthorizationEndpoint += "?tenant=1"
	o.HTTPParameters.QueryString = list(shown("resource", "a b"), hidden("key", "owned-inert-key"))
	return invocation.NewTokenRequest(invocation.Connection{OAuth: o})
}

func apiDestination() (*invocation.Request, error) {
	return invocation.New(
		invocation.Endpoint{URL: "https://receiver.invalid/capture/*", Method: "POST"},
		apiKey(invocation.HTTPParameters{
			Header:      list(shown("x-shared", "connection")),
			QueryString: list(shown("shared", "connection")),
		}),
		invocation.Target{
			PathParameterValues: []string{"original-route"},
			HeaderParameters: map[string]string{
				"x-dynamic": "original-route", "x-shared": "pipe",
			},
			QueryStringParameters: map[string]string{
				"dynamic": "original-query", "shared": "pipe",
			},
		},
		[]byte(`{"route":"template-route","query":"template-query"}`))
}

// mergedBody is the body that Step Functions merged.
func mergedBody() (*invocation.Request, error) {
	return invocation.New(receiver,
		apiKey(invocation.HTTPParameters{
			Body: list(shown("shared", "connection-body"), hidden("connectionOnly", "body-only")),
		}),
		invocation.Target{},
		[]byte(`{"shared":"task","taskOnly":[1,"two"],"nested":{"a":1}}`))
}

func basic() (*invocation.Request, error) {
	return invocation.New(
		invocation.Endpoint{URL: "receiver.invalid:8443/a%20b?own=1", Method: "PUT"},
		invocation.Connection{
			AuthorizationType: invocation.Basic,
			Basic: invocation.BasicParameters{
				Username: "owned-user", Password: awsapi.NewSecret("owned-inert-password"),
			},
			InvocationHTTPParameters: invocation.HTTPParameters{
				Header:      list(hidden("x-private", "owned-inert-header")),
				QueryString: list(hidden("private", "owned inert+query")),
			},
		},
		invocation.Target{HeaderParameters: map[string]string{"content-type": "text/plain"}},
		[]byte("not json"))
}

func oauth() (*invocation.Request, error) {
	r, err := invocation.New(receiver,
		invocation.Connection{
			AuthorizationType: invocation.OAuthClientCredentials, OAuth: ownedOAuth,
		},
		invocation.Target{}, []byte(`{}`))
	if err != nil {
		return nil, err
	}
	return r.WithToken(awsapi.NewSecret("owned-token")), nil
}
