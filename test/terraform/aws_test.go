package terraform_test

import (
	"testing"

	"github.com/aws/aws-sdk-go-v2/service/eventbridge"
	"github.com/aws/aws-sdk-go-v2/service/eventbridge/types"
	"github.com/stretchr/testify/require"

	"github.com/eventbridge-connections/emulator/test/machine"
)

func deleteConnection(t *testing.T, endpoint, region, name string) {
	t.Helper()
	_, err := machine.Events(endpoint, region).DeleteConnection(
		t.Context(), &eventbridge.DeleteConnectionInput{Name: &name},
	)
	require.NoError(t, err)
}

func requireGone(t *testing.T, endpoint, region, name string) {
	t.Helper()
	_, err := machine.Events(endpoint, region).DescribeConnection(
		t.Context(), &eventbridge.DescribeConnectionInput{Name: &name},
	)
	require.ErrorAs(t, err, new(*types.ResourceNotFoundException))
}
