package secrets_test

import (
	"testing"

	"github.com/aws/aws-sdk-go-v2/service/eventbridge"
	"github.com/aws/aws-sdk-go-v2/service/eventbridge/types"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// The parameters and texts are those of recordings of AWS.
func TestSecret_value(t *testing.T) {
	t.Parallel()
	s := start(t, 0)
	for name, c := range map[string]struct {
		kind types.ConnectionAuthorizationType
		auth types.CreateConnectionAuthRequestParameters
		want string
	}{
		"basic": {
			types.ConnectionAuthorizationTypeBasic, basic(invocation()),
			`{"username":"owned-user","password":"owned-inert-password","invocation_http_parameters":{"header_parameters":[{"key":"x-public","value":"visible","is_value_secret":false},{"key":"x-private","value":"owned-inert-header","is_value_secret":true}],"query_string_parameters":[{"key":"query","value":"connection-query","is_value_secret":false}],"body_parameters":[{"key":"body","value":"connection-body","is_value_secret":false}]}}`,
		},
		"api-key": {
			types.ConnectionAuthorizationTypeApiKey, apiKey(nil),
			`{"api_key_name":"x-owned-key","api_key_value":"owned-inert-api-key"}`,
		},
		"oauth": {
			types.ConnectionAuthorizationTypeOauthClientCredentials, oauth(),
			`{"client_id":"owned-client","client_secret":"owned-inert-secret","authorization_endpoint":"https://owned.invalid/oauth","http_method":"POST","oauth_http_parameters":{"header_parameters":[{"key":"x-owned-public","value":"public","is_value_secret":false},{"key":"x-owned-private","value":"owned-private","is_value_secret":true}],"body_parameters":[{"key":"grant_type","value":"client_credentials","is_value_secret":false}]}}`,
		},
		"no-invocation-parameters": {
			types.ConnectionAuthorizationTypeApiKey, apiKey(&types.ConnectionHttpParameters{}),
			`{"api_key_name":"x-owned-key","api_key_value":"owned-inert-api-key","invocation_http_parameters":{}}`,
		},
		"characters-of-other-texts": {
			types.ConnectionAuthorizationTypeBasic, basicOf("ü<&>'", "p/\"\\"),
			`{"username":"ü<&>'","password":"p/\"\\"}`,
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			_, err := s.events.CreateConnection(
				t.Context(),
				&eventbridge.CreateConnectionInput{
					Name: &name, AuthorizationType: c.kind, AuthParameters: &c.auth,
				},
			)
			require.NoError(t, err)
			assert.Equal(t, c.want, s.value(t, s.secretOf(t, name), "AWSCURRENT"))
		})
	}
}

func invocation() *types.ConnectionHttpParameters {
	return &types.ConnectionHttpParameters{
		HeaderParameters: []types.ConnectionHeaderParameter{
			{Key: new("x-public"), Value: new("visible")},
			{Key: new("x-private"), Value: new("owned-inert-header"), IsValueSecret: true},
		},
		BodyParameters: []types.ConnectionBodyParameter{
			{Key: new("body"), Value: new("connection-body")},
		},
		QueryStringParameters: []types.ConnectionQueryStringParameter{
			{Key: new("query"), Value: new("connection-query")},
		},
	}
}

func basic(invocation *types.ConnectionHttpParameters) types.CreateConnectionAuthRequestParameters {
	out := basicOf("owned-user", "owned-inert-password")
	out.InvocationHttpParameters = invocation
	return out
}

func basicOf(username, password string) types.CreateConnectionAuthRequestParameters {
	return types.CreateConnectionAuthRequestParameters{
		BasicAuthParameters: &types.CreateConnectionBasicAuthRequestParameters{
			Username: &username, Password: &password,
		},
	}
}

func apiKey(
	invocation *types.ConnectionHttpParameters,
) types.CreateConnectionAuthRequestParameters {
	return types.CreateConnectionAuthRequestParameters{
		ApiKeyAuthParameters: &types.CreateConnectionApiKeyAuthRequestParameters{
			ApiKeyName: new("x-owned-key"), ApiKeyValue: new("owned-inert-api-key"),
		},
		InvocationHttpParameters: invocation,
	}
}

func oauth() types.CreateConnectionAuthRequestParameters {
	return types.CreateConnectionAuthRequestParameters{
		OAuthParameters: &types.CreateConnectionOAuthRequestParameters{
			AuthorizationEndpoint: new("https://owned.invalid/oauth"),
			HttpMethod:            types.ConnectionOAuthHttpMethodPost,
			ClientParameters: &types.CreateConnectionOAuthClientRequestParameters{
				ClientID: new("owned-client"), ClientSecret: new("owned-inert-secret"),
			},
			OAuthHttpParameters: &types.ConnectionHttpParameters{
				HeaderParameters: []types.ConnectionHeaderParameter{
					{Key: new("x-owned-public"), Value: new("public")},
					{Key: new("x-owned-private"), Value: new("owned-private"), IsValueSecret: true},
				},
				BodyParameters: []types.ConnectionBodyParameter{
					{Key: new("grant_type"), Value: new("client_credentials")},
				},
			},
		},
	}
}
