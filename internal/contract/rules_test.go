package contract_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/aws/aws-sdk-go-v2/service/eventbridge"
	"github.com/aws/aws-sdk-go-v2/service/eventbridge/types"
	"github.com/stretchr/testify/assert"
)

// The kinds of authorization parameters, whole.
func basicKind() *types.CreateConnectionBasicAuthRequestParameters {
	return &types.CreateConnectionBasicAuthRequestParameters{
		Username: new("owned-user"), Password: new("owned-password"),
	}
}

func keyKind() *types.CreateConnectionApiKeyAuthRequestParameters {
	return &types.CreateConnectionApiKeyAuthRequestParameters{
		ApiKeyName: new("x-owned"), ApiKeyValue: new("owned-key"),
	}
}

func oauthKind(endpoint string) *types.CreateConnectionOAuthRequestParameters {
	return &types.CreateConnectionOAuthRequestParameters{
		ClientParameters: &types.CreateConnectionOAuthClientRequestParameters{
			ClientID: new("owned-client"), ClientSecret: new("owned-secret"),
		},
		AuthorizationEndpoint: &endpoint,
		HttpMethod:            types.ConnectionOAuthHttpMethodPost,
	}
}

// TestCreateConnection_rules are the rules that the model cannot say. That a
// type goes with its parameters is DOCUMENTED; all texts are UNKNOWN.
func TestCreateConnection_rules(t *testing.T) {
	t.Parallel()
	const (
		invalid = "Failed to create the connection(s). Parameter AuthParameters is not " +
			"valid. Reason: "
		wantsBasic = invalid +
			"AuthorizationType 'BASIC' requires BasicAuthParameters and no other authorization parameters."
		wantsKey = invalid +
			"AuthorizationType 'API_KEY' requires ApiKeyAuthParameters and no other authorization " +
			"parameters."
		wantsClient = invalid +
			"AuthorizationType 'OAUTH_CLIENT_CREDENTIALS' requires OAuthParameters and no other " +
			"authorization parameters."
	)
	for name, rule := range map[string]struct {
		of         types.ConnectionAuthorizationType
		parameters types.CreateConnectionAuthRequestParameters
		message    string
	}{
		"no parameters": {
			"BASIC", types.CreateConnectionAuthRequestParameters{}, wantsBasic,
		},
		"HTTP parameters alone": {
			"BASIC",
			types.CreateConnectionAuthRequestParameters{
				InvocationHttpParameters: &types.ConnectionHttpParameters{},
			},
			wantsBasic,
		},
		"parameters of another type": {
			"BASIC", types.CreateConnectionAuthRequestParameters{ApiKeyAuthParameters: keyKind()},
			wantsBasic,
		},
		"two kinds": {
			"API_KEY",
			types.CreateConnectionAuthRequestParameters{
				ApiKeyAuthParameters: keyKind(), BasicAuthParameters: basicKind(),
			},
			wantsKey,
		},
		"three kinds": {"OAUTH_CLIENT_CREDENTIALS", types.CreateConnectionAuthRequestParameters{
			ApiKeyAuthParameters: keyKind(), BasicAuthParameters: basicKind(), OAuthParameters: oauthKind("https://owned.invalid/oauth"),
		}, wantsClient},
		"an endpoint without s": {
			"OAUTH_CLIENT_CREDENTIALS",
			types.CreateConnectionAuthRequestParameters{
				OAuthParameters: oauthKind("http://owned.invalid/oauth"),
			},
			notHTTPS("create", "http://owned.invalid/oauth"),
		},
		"an endpoint with a password": {
			"OAUTH_CLIENT_CREDENTIALS",
			types.CreateConnectionAuthRequestParameters{
				OAuthParameters: oauthKind("https://u:p@owned.invalid"),
			},
			notHTTPS("create", "https://u:p@owned.invalid"),
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			c, in := newClient(t), &eventbridge.CreateConnectionInput{
				Name: new(newName()), AuthorizationType: rule.of, AuthParameters: &rule.parameters,
			}
			t.Cleanup(func() { remove(c, *in.Name) })
			_, err := c.CreateConnection(t.Context(), in)
			code, message := refusal(t, err)
			assert.Equal(t, "ValidationException", code)
			assert.Equal(t, rule.message, message)
		})
	}
}

// TestConnection_tooLarge has parameters that the model allows, and that make a secret of more than
// 65,536 bytes; the text is UNKNOWN.
func TestConnection_tooLarge(t *testing.T) {
	t.Parallel()
	const refused = "Failed to %s the connection(s). Parameter AuthParameters is not valid. Reason: " +
		"The authorization parameters take more than the 65536 bytes of a secret."
	c, name := newClient(t), newName()
	create(t, c, basic(name))
	_, err := c.UpdateConnection(t.Context(), &eventbridge.UpdateConnectionInput{
		Name: &name, AuthorizationType: "BASIC",
		AuthParameters: &types.UpdateConnectionAuthRequestParameters{
			BasicAuthParameters:      &types.UpdateConnectionBasicAuthRequestParameters{Username: new("x")},
			InvocationHttpParameters: bodyOf(100, 1000),
		},
	})
	code, message := refusal(t, err)
	assert.Equal(t, "ValidationException", code)
	assert.Equal(t, fmt.Sprintf(refused, "update"), message)
	assert.NotNil(t, describe(t, c, name).AuthParameters.BasicAuthParameters)

	in := basic(newName())
	in.AuthParameters.InvocationHttpParameters = bodyOf(100, 1000)
	t.Cleanup(func() { remove(c, *in.Name) })
	_, err = c.CreateConnection(t.Context(), in)
	code, message = refusal(t, err)
	assert.Equal(t, "ValidationException", code)
	assert.Equal(t, fmt.Sprintf(refused, "create"), message)
	in.AuthParameters.InvocationHttpParameters = bodyOf(100, 500)
	create(t, c, in)
}

// bodyOf are so many body parameters of that length.
func bodyOf(n, length int) *types.ConnectionHttpParameters {
	out := new(types.ConnectionHttpParameters)
	for i := range n {
		out.BodyParameters = append(
			out.BodyParameters,
			types.ConnectionBodyParameter{Key: new(fmt.Sprint(i)), Value: new(strings.Repeat("x", length))},
		)
	}
	return out
}

func notHTTPS(verb, endpoint string) string {
	return "Failed to " + verb +
		" the connection(s). Parameter AuthorizationEndpoint is not valid. Reason: Endpoint '" +
		endpoint + "' is invalid, please provide a valid HTTPS endpoint URL."
}

// TestUpdateConnection_rules: that nothing to update is refused is RECORDED
// where parameters come without their type; the other texts are UNKNOWN.
func TestUpdateConnection_rules(t *testing.T) {
	t.Parallel()
	const nothing = "Failed to update the connection(s). At least one of the following is required: " +
		"Description, KmsKeyIdentifier, AuthorizationType with BasicAuthParameters, " +
		"ApiKeyAuthParameters, or OAuthParameters."
	password := newPassword("").AuthParameters
	for name, rule := range map[string]struct {
		in      eventbridge.UpdateConnectionInput
		message string
	}{
		"a name alone": {eventbridge.UpdateConnectionInput{}, nothing},
		"a type alone": {
			eventbridge.UpdateConnectionInput{AuthorizationType: "BASIC"}, nothing,
		},
		"parameters without a type": {
			eventbridge.UpdateConnectionInput{AuthParameters: password}, nothing,
		},
		"a type with none": {
			eventbridge.UpdateConnectionInput{
				AuthorizationType: "BASIC", AuthParameters: &types.UpdateConnectionAuthRequestParameters{},
			},
			nothing,
		},
		"a type with HTTP parameters": {
			eventbridge.UpdateConnectionInput{
				AuthorizationType: "BASIC",
				AuthParameters: &types.UpdateConnectionAuthRequestParameters{
					InvocationHttpParameters: &types.ConnectionHttpParameters{},
				},
			},
			nothing,
		},
		"parameters of another type": {eventbridge.UpdateConnectionInput{
			AuthorizationType: "API_KEY", AuthParameters: password,
		},
			"Failed to update the connection(s). Parameter AuthParameters is not valid. Reason: " +
				"AuthorizationType 'API_KEY' requires ApiKeyAuthParameters and no other authorization " +
				"parameters."},
		"half of another type": {eventbridge.UpdateConnectionInput{AuthorizationType: "API_KEY", AuthParameters: &types.UpdateConnectionAuthRequestParameters{
			ApiKeyAuthParameters: &types.UpdateConnectionApiKeyAuthRequestParameters{ApiKeyName: new("x")},
		}}, "Failed to update the connection(s). Parameter AuthParameters is not valid. Reason: " +
			"ApiKeyAuthParameters must be complete when there are none of the same type to merge with."},
		"an endpoint without s": {eventbridge.UpdateConnectionInput{AuthorizationType: "OAUTH_CLIENT_CREDENTIALS", AuthParameters: &types.UpdateConnectionAuthRequestParameters{
			OAuthParameters: &types.UpdateConnectionOAuthRequestParameters{
				AuthorizationEndpoint: new("http://owned.invalid"),
			},
		}}, notHTTPS("update", "http://owned.invalid")},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			c, in := newClient(t), rule.in
			in.Name = new(newName())
			create(t, c, basic(*in.Name))
			_, err := c.UpdateConnection(t.Context(), &in)
			code, message := refusal(t, err)
			assert.Equal(t, "ValidationException", code)
			assert.Equal(t, rule.message, message)
		})
	}
}
