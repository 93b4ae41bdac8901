package secrets_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/eventbridge-connections/emulator/internal/model/secretsmanager"
)

func TestService_RotateSecret(t *testing.T) {
	t.Parallel()
	r := open(t)
	arn := r.own(t, "mine")
	for want, in := range map[string]secretsmanager.RotateSecretRequest{
		"InvalidRequestException: You must provide a ClientRequestToken value. We recommend a " +
			"UUID-type value.": {},
		"InvalidRequestException: No Lambda rotation function ARN is associated with this secret.": {
			ClientRequestToken: request(1),
		},
		"InvalidRequestException: This emulator does not rotate secrets: put a new version with PutSecretValue.": {
			ClientRequestToken: request(1), RotationLambdaARN: new(
				"arn:aws:lambda:eu-west-1:111122223333:function:rotate",
			),
		},
	} {
		in.SecretId = &arn
		_, err := r.RotateSecret(as(t, home), &in)
		assert.EqualError(t, err, want)
	}
	assert.Nil(t, r.describe(t, arn).RotationEnabled)
	out, err := r.CancelRotateSecret(
		as(t, home), &secretsmanager.CancelRotateSecretRequest{SecretId: &arn},
	)
	require.NoError(t, err)
	assert.Equal(t, &secretsmanager.CancelRotateSecretResponse{ARN: &arn, Name: new("mine")}, out)
	assert.Equal(t, new(false), r.describe(t, arn).RotationEnabled)
}

func TestService_ReplicateSecretToRegions(t *testing.T) {
	t.Parallel()
	r := open(t)
	arn := r.own(t, "mine")
	const refused = "InvalidRequestException: This emulator does not replicate secrets: create one " +
		"in each region."
	_, err := r.ReplicateSecretToRegions(
		as(t, home), &secretsmanager.ReplicateSecretToRegionsRequest{SecretId: &arn},
	)
	require.EqualError(t, err, refused)
	_, err = r.RemoveRegionsFromReplication(
		as(t, home), &secretsmanager.RemoveRegionsFromReplicationRequest{SecretId: &arn},
	)
	require.EqualError(t, err, refused)
	_, err = r.StopReplicationToReplica(
		as(t, home), &secretsmanager.StopReplicationToReplicaRequest{SecretId: &arn},
	)
	require.EqualError(t, err, refused)
}
