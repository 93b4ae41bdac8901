// Package orders_test runs the emulator's image for a test, by Testcontainers' module for
// LocalStack.
package orders_test

import (
	"cmp"
	"context"
	"os"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/credentials"
	"github.com/aws/aws-sdk-go-v2/service/eventbridge"
	"github.com/testcontainers/testcontainers-go"
	"github.com/testcontainers/testcontainers-go/modules/localstack"
)

func TestConnections(t *testing.T) {
	image := cmp.Or(os.Getenv("EMULATOR_IMAGE"), "ghcr.io/eventbridge-connections/emulator:1.0.0")
	emulator, err := localstack.Run(t.Context(), image)
	testcontainers.CleanupContainer(t, emulator)
	if err != nil {
		t.Fatal(err)
	}
	client := eventbridge.NewFromConfig(config(t.Context(), t, emulator))
	out, err := client.ListConnections(t.Context(), &eventbridge.ListConnectionsInput{})
	if err != nil {
		t.Fatal(err)
	}
	if len(out.Connections) > 0 {
		t.Errorf("a new emulator has %d connections", len(out.Connections))
	}
}

func config(
	ctx context.Context, t *testing.T, emulator *localstack.LocalStackContainer,
) aws.Config {
	t.Helper()
	url, err := emulator.PortEndpoint(ctx, "4566/tcp", "http")
	if err != nil {
		t.Fatal(err)
	}
	return aws.Config{
		Region:       "us-east-1",
		BaseEndpoint: &url,
		Credentials:  credentials.NewStaticCredentialsProvider("test", "test", ""),
	}
}
