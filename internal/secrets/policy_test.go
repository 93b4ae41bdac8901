package secrets_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/eventbridge-connections/emulator/internal/model/secretsmanager"
)

func TestService_GetResourcePolicy(t *testing.T) {
	t.Parallel()
	r := open(t)
	arn := r.create(t, "orders", "{}")
	out, err := r.GetResourcePolicy(as(t, home), &secretsmanager.GetResourcePolicyRequest{SecretId: &arn})
	require.NoError(t, err)
	assert.Equal(t, &secretsmanager.GetResourcePolicyResponse{ARN: &arn, Name: new(nameOf(arn))}, out)
	r.remove(t, arn, time.Second)
	_, err = r.GetResourcePolicy(as(t, home), &secretsmanager.GetResourcePolicyRequest{SecretId: &arn})
	require.EqualError(t, err, marked)
	r.pass(time.Second)
	_, err = r.GetResourcePolicy(as(t, home), &secretsmanager.GetResourcePolicyRequest{SecretId: &arn})
	require.EqualError(t, err, notFound)
}
