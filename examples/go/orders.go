// Package orders makes the connection to the orders API.
package orders

import (
	"context"
	"errors"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/eventbridge"
	"github.com/aws/aws-sdk-go-v2/service/eventbridge/types"
)

// Connect makes the connection, or gives it the new key where it is there.
func Connect(ctx context.Context, events *eventbridge.Client, key string) error {
	_, err := events.UpdateConnection(ctx, &eventbridge.UpdateConnectionInput{
		Name:              aws.String("orders"),
		AuthorizationType: types.ConnectionAuthorizationTypeApiKey,
		AuthParameters: &types.UpdateConnectionAuthRequestParameters{
			ApiKeyAuthParameters: &types.UpdateConnectionApiKeyAuthRequestParameters{
				ApiKeyName: aws.String("x-api-key"), ApiKeyValue: &key,
			},
		},
	})
	if _, missing := errors.AsType[*types.ResourceNotFoundException](err); !missing {
		return err
	}
	_, err = events.CreateConnection(ctx, &eventbridge.CreateConnectionInput{
		Name:              aws.String("orders"),
		AuthorizationType: types.ConnectionAuthorizationTypeApiKey,
		AuthParameters: &types.CreateConnectionAuthRequestParameters{
			ApiKeyAuthParameters: &types.CreateConnectionApiKeyAuthRequestParameters{
				ApiKeyName: aws.String("x-api-key"), ApiKeyValue: &key,
			},
		},
	})
	return err
}
