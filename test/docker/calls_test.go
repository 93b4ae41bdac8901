package docker_test

import (
	"net/http"
	"testing"

	"github.com/aws/aws-sdk-go-v2/service/eventbridge"
	"github.com/aws/aws-sdk-go-v2/service/eventbridge/types"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// TestCompose_calls puts an event, and looks for it in what the endpoint prints.
func TestCompose_calls(t *testing.T) {
	t.Parallel()
	p := up(t, "docker-compose.yml", "docker-compose.calls.yml")
	p.awaitHealthy()
	lead(t, p.events())
	_, err := p.events().PutEvents(t.Context(), &eventbridge.PutEventsInput{Entries: []types.PutEventsRequestEntry{{
		Source: new("shop"), DetailType: new("Placed"), Detail: new(`{"id":1}`),
	}}})
	require.NoError(t, err)
	response, err := http.Get(
		"http://" + p.address() + "/_emulator/deliveries?outcome=delivered&wait=1",
	)
	require.NoError(t, err)
	require.NoError(t, response.Body.Close())
	require.Equal(t, 200, response.StatusCode)
	assert.Contains(
		t, p.compose("logs", "--no-color", "receiver"), `POST api.example.com/orders {"id":1}`,
	)
}

// lead makes an OAuth connection, an API destination, and a rule that leads there.
func lead(t *testing.T, client *eventbridge.Client) {
	connection, err := client.CreateConnection(t.Context(), &eventbridge.CreateConnectionInput{
		Name: new("shop"), AuthorizationType: types.ConnectionAuthorizationTypeOauthClientCredentials,
		AuthParameters: &types.CreateConnectionAuthRequestParameters{OAuthParameters: &types.CreateConnectionOAuthRequestParameters{
			AuthorizationEndpoint: new(
				"https://auth.example.com/token",
			), HttpMethod: types.ConnectionOAuthHttpMethodPost,
			ClientParameters: &types.CreateConnectionOAuthClientRequestParameters{
				ClientID: new("shop"), ClientSecret: new("1234"),
			},
			OAuthHttpParameters: &types.ConnectionHttpParameters{BodyParameters: []types.ConnectionBodyParameter{
				{Key: new("grant_type"), Value: new("client_credentials")},
			}},
		}},
	})
	require.NoError(t, err)
	destination, err := client.CreateApiDestination(t.Context(), &eventbridge.CreateApiDestinationInput{
		Name: new("shop"), ConnectionArn: connection.ConnectionArn, HttpMethod: types.ApiDestinationHttpMethodPost,
		InvocationEndpoint: new("https://api.example.com/orders"),
	})
	require.NoError(t, err)
	_, err = client.PutRule(
		t.Context(),
		&eventbridge.PutRuleInput{Name: new("orders"), EventPattern: new(`{"source":["shop"]}`)},
	)
	require.NoError(t, err)
	_, err = client.PutTargets(t.Context(), &eventbridge.PutTargetsInput{Rule: new("orders"), Targets: []types.Target{{
		Id: new("api"), Arn: destination.ApiDestinationArn, RoleArn: new(
			"arn:aws:iam::000000000000:role/orders",
		),
		InputPath: new("$.detail"),
	}}})
	require.NoError(t, err)
}
