package secrets_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/eventbridge-connections/emulator/internal/model/secretsmanager"
)

func TestService_PutSecretValue(t *testing.T) {
	t.Parallel()
	r := open(t)
	arn := r.own(t, "mine")
	r.pass(time.Second)
	assert.Equal(t, &secretsmanager.PutSecretValueResponse{
		ARN: &arn, Name: new("mine"), VersionId: request(1), VersionStages: []string{"AWSCURRENT"},
	}, r.write(t, arn, 1))
	assert.Equal(t, start.Add(time.Second), r.describe(t, arn).LastChangedDate)
	assert.Equal(t, start, r.describe(t, arn).CreatedDate)
	r.write(t, arn, 2)
	r.write(t, arn, 3)
	assert.Equal(t, map[int][]string{3: {"AWSCURRENT"}, 2: {"AWSPREVIOUS"}}, r.stages(t, arn))
	t.Run("a version without a label is listed only when asked for, and can be read", func(
		t *testing.T,
	) {
		t.Parallel()
		assert.Len(t, r.versions(t, arn), 2)
		out, err := r.ListSecretVersionIds(
			as(t, home),
			&secretsmanager.ListSecretVersionIdsRequest{SecretId: &arn, IncludeDeprecated: new(true)},
		)
		require.NoError(t, err)
		require.Len(t, out.Versions, 3)
		assert.Equal(t, request(1), out.Versions[0].VersionId)
		assert.Nil(t, out.Versions[0].VersionStages)
		got, err := r.GetSecretValue(
			as(t, home), &secretsmanager.GetSecretValueRequest{SecretId: &arn, VersionId: request(1)},
		)
		require.NoError(t, err)
		assert.Equal(t, "1", got.SecretString.Reveal())
		assert.Nil(t, got.VersionStages)
	})
}

func TestService_PutSecretValue_again(t *testing.T) {
	t.Parallel()
	r := open(t)
	arn := r.own(t, "mine")
	r.write(t, arn, 1)
	r.write(t, arn, 2)
	assert.Equal(t, []string{"AWSPREVIOUS"}, r.write(t, arn, 1).VersionStages, "nothing moves")
	assert.Equal(
		t, []string{"REPLAY", "AWSCURRENT"}, r.write(t, arn, 2, "REPLAY").VersionStages,
		"labels are added",
	)
	_, err := r.PutSecretValue(
		as(t, home),
		&secretsmanager.PutSecretValueRequest{
			SecretId: &arn, ClientRequestToken: request(2), SecretString: text("3"),
		},
	)
	require.EqualError(
		t, err,
		"ResourceExistsException: You can't use ClientRequestToken "+*request(2)+
			" because that value is already in use for a version of secret "+arn+".",
	)
	_, err = r.PutSecretValue(
		as(t, home),
		&secretsmanager.PutSecretValueRequest{
			SecretId: &arn, ClientRequestToken: request(2), SecretBinary: []byte("2"),
		},
	)
	require.Error(t, err, "bytes are not the text")
}

func TestService_PutSecretValue_refuses(t *testing.T) {
	t.Parallel()
	r := open(t)
	arn := r.own(t, "mine")
	for want, in := range map[string]secretsmanager.PutSecretValueRequest{
		"InvalidRequestException: You must provide a ClientRequestToken value. We recommend a " +
			"UUID-type value.": {SecretString: text("x")},
		"InvalidRequestException: You must provide either SecretString or SecretBinary.": {
			ClientRequestToken: request(1),
		},
		"InvalidParameterException: You can't specify both SecretString and SecretBinary.": {
			ClientRequestToken: request(1), SecretString: text("x"), SecretBinary: []byte("x"),
		},
	} {
		in.SecretId = &arn
		_, err := r.PutSecretValue(as(t, home), &in)
		assert.EqualError(t, err, want)
	}
	r.schedule(t, arn)
	_, err := r.PutSecretValue(
		as(t, home),
		&secretsmanager.PutSecretValueRequest{
			SecretId: &arn, ClientRequestToken: request(1), SecretString: text("x"),
		},
	)
	assert.EqualError(t, err, marked)
}

func TestService_PutSecretValue_limits(t *testing.T) {
	t.Parallel()
	t.Run("keeps a hundred versions", func(t *testing.T) {
		t.Parallel()
		r := open(t)
		arn := r.own(t, "mine")
		r.write(t, arn, 1, "KEPT")
		for n := range 110 {
			r.write(t, arn, 2+n)
		}
		out, err := r.ListSecretVersionIds(
			as(t, home),
			&secretsmanager.ListSecretVersionIdsRequest{SecretId: &arn, IncludeDeprecated: new(true)},
		)
		require.NoError(t, err)
		require.Len(t, out.Versions, 100)
		assert.Equal(t, request(1), out.Versions[0].VersionId, "the one with a label")
		assert.Equal(t, request(13), out.Versions[1].VersionId)
	})
	t.Run("not more than a hundred with labels", func(t *testing.T) {
		t.Parallel()
		r := open(t)
		arn := r.own(t, "mine")
		for n := range 100 {
			r.write(t, arn, 1+n, fmt.Sprint("L", n))
		}
		_, err := r.PutSecretValue(
			as(t, home),
			&secretsmanager.PutSecretValueRequest{
				SecretId: &arn, ClientRequestToken: request(101), SecretString: text("x"),
			},
		)
		require.EqualError(t, err, "LimitExceededException: A secret can have no more than 100 versions.")
		assert.Contains(t, r.stages(t, arn)[1], "AWSCURRENT", "nothing has changed")
	})
	t.Run("not more than twenty labels", func(t *testing.T) {
		t.Parallel()
		r := open(t)
		arn := r.own(t, "mine")
		for n := range 19 {
			r.write(t, arn, 1, fmt.Sprint("L", n))
		}
		assert.Len(t, r.stages(t, arn)[1], 20)
		_, err := r.PutSecretValue(
			as(t, home),
			&secretsmanager.PutSecretValueRequest{
				SecretId: &arn, ClientRequestToken: request(1), SecretString: text("1"),
				VersionStages: []string{"X"},
			},
		)
		require.EqualError(
			t, err, "LimitExceededException: A version can have no more than 20 staging labels.",
		)
		require.EqualError(
			t, r.move(t, arn, "X", 0, 1),
			"LimitExceededException: A version can have no more than 20 staging labels.",
		)
	})
}
