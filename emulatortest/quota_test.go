package emulatortest_test

import (
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/eventbridge"
	"github.com/aws/aws-sdk-go-v2/service/eventbridge/types"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/eventbridge-connections/emulator/emulatortest"
)

func TestWithQuotas(t *testing.T) {
	t.Parallel()
	srv := emulatortest.Start(t, emulatortest.WithQuotas(emulatortest.Quotas{
		Connections: 1, Destinations: 1, Buses: 1, Rules: 1, Targets: 1,
	}))
	client := eventbridge.NewFromConfig(srv.Config(), func(o *eventbridge.Options) {
		o.Retryer = aws.NopRetryer{}
	})
	var connection *string
	create := func(name string) error {
		out, err := client.CreateConnection(t.Context(), &eventbridge.CreateConnectionInput{
			Name:              &name,
			AuthorizationType: types.ConnectionAuthorizationTypeBasic,
			AuthParameters: &types.CreateConnectionAuthRequestParameters{
				BasicAuthParameters: &types.CreateConnectionBasicAuthRequestParameters{
					Username: aws.String("me"), Password: aws.String("hunter2"),
				},
			},
		})
		if err == nil {
			connection = out.ConnectionArn
		}
		return err
	}
	destination := func(name string) error {
		_, err := client.CreateApiDestination(t.Context(), &eventbridge.CreateApiDestinationInput{
			Name: &name, ConnectionArn: connection, HttpMethod: types.ApiDestinationHttpMethodPost,
			InvocationEndpoint: aws.String("https://api.example.com"),
		})
		return err
	}
	bus := func(name string) error {
		_, err := client.CreateEventBus(t.Context(), &eventbridge.CreateEventBusInput{Name: &name})
		return err
	}
	rule := func(name string) error {
		_, err := client.PutRule(t.Context(), &eventbridge.PutRuleInput{
			Name: &name, EventPattern: aws.String(`{"source":["shop"]}`),
		})
		return err
	}
	target := func(id string) error {
		_, err := client.PutTargets(t.Context(), &eventbridge.PutTargetsInput{
			Rule: aws.String("a"),
			Targets: []types.Target{
				{Id: &id, Arn: aws.String("arn:aws:sqs:us-east-1:000000000000:orders")},
			},
		})
		return err
	}
	for _, put := range []func(string) error{create, destination, bus, rule, target} {
		require.NoError(t, put("a"))
		var full *types.LimitExceededException
		assert.ErrorAs(t, put("b"), &full)
	}
}
