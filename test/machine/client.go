package machine

import (
	"context"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/eventbridge"
	"github.com/aws/aws-sdk-go-v2/service/secretsmanager"
)

// Events is an SDK client that finds nothing but what it is given here.
func Events(endpoint, region string) *eventbridge.Client {
	return eventbridge.New(
		eventbridge.Options{BaseEndpoint: &endpoint, Region: region, Credentials: keys},
	)
}

// Secrets is the same for Secrets Manager.
func Secrets(endpoint, region string) *secretsmanager.Client {
	return secretsmanager.New(
		secretsmanager.Options{BaseEndpoint: &endpoint, Region: region, Credentials: keys},
	)
}

var keys = aws.CredentialsProviderFunc(func(context.Context) (aws.Credentials, error) {
	return aws.Credentials{AccessKeyID: "test", SecretAccessKey: "test"}, nil
})
