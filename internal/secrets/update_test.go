package secrets_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/eventbridge-connections/emulator/internal/model/secretsmanager"
)

func TestService_UpdateSecret(t *testing.T) {
	t.Parallel()
	r := open(t)
	arn := r.own(t, "mine")
	update := func(
		in secretsmanager.UpdateSecretRequest,
	) (*secretsmanager.UpdateSecretResponse, error) {
		r.pass(time.Second)
		in.SecretId = &arn
		return r.UpdateSecret(as(t, home), &in)
	}
	out, err := update(
		secretsmanager.UpdateSecretRequest{
			ClientRequestToken: request(1), Description: new("of mine"), KmsKeyId: new("alias/mine"),
		},
	)
	require.NoError(t, err)
	assert.Equal(t, &secretsmanager.UpdateSecretResponse{ARN: &arn, Name: new("mine")}, out)
	got := r.describe(t, arn)
	assert.Equal(t, new("of mine"), got.Description)
	assert.Equal(t, new("alias/mine"), got.KmsKeyId)
	assert.Equal(t, start.Add(time.Second), got.LastChangedDate)

	for _, token := range []int{2, 3} {
		out, err = update(
			secretsmanager.UpdateSecretRequest{ClientRequestToken: request(token), SecretString: text("x")},
		)
		require.NoError(t, err)
		assert.Equal(
			t, &secretsmanager.UpdateSecretResponse{ARN: &arn, Name: new("mine"), VersionId: request(token)},
			out,
		)
	}
	assert.Equal(t, map[int][]string{3: {"AWSCURRENT"}, 2: {"AWSPREVIOUS"}}, r.stages(t, arn))
	assert.Equal(t, new("of mine"), r.describe(t, arn).Description)
	_, err = update(
		secretsmanager.UpdateSecretRequest{ClientRequestToken: request(2), SecretString: text("x")},
	)
	require.NoError(t, err)
	assert.Equal(
		t, map[int][]string{3: {"AWSCURRENT"}, 2: {"AWSPREVIOUS"}}, r.stages(t, arn),
		"a request that is repeated",
	)
	_, err = update(
		secretsmanager.UpdateSecretRequest{ClientRequestToken: request(2), SecretString: text("y")},
	)
	require.EqualError(
		t, err,
		"ResourceExistsException: You can't use ClientRequestToken "+*request(2)+
			" because that value is already in use for a version of secret "+arn+".",
	)

	_, err = update(
		secretsmanager.UpdateSecretRequest{
			ClientRequestToken: request(4), Description: new(""), KmsKeyId: new(""),
		},
	)
	require.NoError(t, err)
	assert.Nil(t, r.describe(t, arn).Description)
	assert.Nil(t, r.describe(t, arn).KmsKeyId)
}

func TestService_UpdateSecret_refuses(t *testing.T) {
	t.Parallel()
	r := open(t)
	arn := r.own(t, "mine")
	r.schedule(t, arn)
	for want, in := range map[string]secretsmanager.UpdateSecretRequest{
		"InvalidRequestException: You must provide a ClientRequestToken value. We recommend a " +
			"UUID-type value.": {},
		"InvalidParameterException: You can't specify both SecretString and SecretBinary.": {
			ClientRequestToken: request(1), SecretString: text("x"), SecretBinary: []byte("x"),
		},
		"InvalidRequestException: This emulator does not serve external secrets: leave out Type.": {
			ClientRequestToken: request(1), Type: new("x"),
		},
		marked: {ClientRequestToken: request(1)},
	} {
		in.SecretId = &arn
		_, err := r.UpdateSecret(as(t, home), &in)
		assert.EqualError(t, err, want)
	}
}
