package secrets_test

import (
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/eventbridge-connections/emulator/internal/model/secretsmanager"
)

func TestService_CreateSecret(t *testing.T) {
	t.Parallel()
	t.Run("without a value has no version", func(t *testing.T) {
		t.Parallel()
		r := open(t)
		out, err := r.CreateSecret(
			as(t, home),
			&secretsmanager.CreateSecretRequest{
				Name: new("mine"), ClientRequestToken: request(1), Description: new(""),
			},
		)
		require.NoError(t, err)
		assert.Regexp(
			t, `^arn:aws:secretsmanager:eu-west-1:111122223333:secret:mine-[A-Za-z0-9]{6}$`, *out.ARN,
		)
		assert.Equal(t, &secretsmanager.CreateSecretResponse{ARN: out.ARN, Name: new("mine")}, out)
		assert.Equal(
			t,
			&secretsmanager.DescribeSecretResponse{
				ARN: out.ARN, Name: new("mine"), LastChangedDate: start, CreatedDate: start,
			},
			r.describe(t, "mine"),
		)
		assert.Empty(t, r.versions(t, "mine"))
		_, err = r.value(t, "mine")
		require.EqualError(
			t, err,
			"ResourceNotFoundException: Secrets Manager can't find the specified secret value for staging "+
				"label: AWSCURRENT",
		)
	})
	t.Run("with all that it can have", func(t *testing.T) {
		t.Parallel()
		r := open(t)
		out, err := r.CreateSecret(as(t, home), &secretsmanager.CreateSecretRequest{
			Name: new("team/mine"), ClientRequestToken: request(1), Description: new("of mine"), KmsKeyId: new("alias/mine"),
			SecretString: text("value"), Tags: []secretsmanager.Tag{
				{Key: new("b"), Value: new("1")}, {Key: new("a")},
			},
		})
		require.NoError(t, err)
		assert.Equal(t, request(1), out.VersionId)
		assert.Equal(t, &secretsmanager.DescribeSecretResponse{
			ARN: out.ARN, Name: new("team/mine"), Description: new("of mine"), KmsKeyId: new("alias/mine"), LastChangedDate: start, CreatedDate: start,
			Tags: []secretsmanager.Tag{
				{Key: new("b"), Value: new("1")}, {Key: new("a"), Value: new("")},
			},
			VersionIdsToStages: map[string][]string{*request(1): {"AWSCURRENT"}},
		}, r.describe(t, *out.ARN))
	})
	t.Run("of bytes", func(t *testing.T) {
		t.Parallel()
		r := open(t)
		_, err := r.CreateSecret(
			as(t, home),
			&secretsmanager.CreateSecretRequest{
				Name: new("mine"), ClientRequestToken: request(1), SecretBinary: []byte{0, 255},
			},
		)
		require.NoError(t, err)
		got, err := r.GetSecretValue(
			as(t, home), &secretsmanager.GetSecretValueRequest{SecretId: new("mine")},
		)
		require.NoError(t, err)
		assert.Equal(t, []byte{0, 255}, got.SecretBinary)
		assert.Nil(t, got.SecretString)
	})
	t.Run("of 65536 bytes at most", func(t *testing.T) {
		t.Parallel()
		r := open(t)
		in := &secretsmanager.CreateSecretRequest{
			Name: new("mine"), ClientRequestToken: request(1), SecretString: text(strings.Repeat("é", 32769)),
		}
		_, err := r.CreateSecret(as(t, home), in)
		require.EqualError(t, err, "ValidationException: 1 validation error detected: Value at "+
			"'secretString' failed to satisfy constraint: "+
			"Member must have length less than or equal to 65536")
		in.SecretString = text(strings.Repeat("é", 32768))
		_, err = r.CreateSecret(as(t, home), in)
		require.NoError(t, err)
	})
	t.Run("AWS's own key is not shown", func(t *testing.T) {
		t.Parallel()
		r := open(t)
		_, err := r.CreateSecret(
			as(t, home),
			&secretsmanager.CreateSecretRequest{
				Name: new("mine"), ClientRequestToken: request(1), KmsKeyId: new("alias/aws/secretsmanager"),
			},
		)
		require.NoError(t, err)
		assert.Nil(t, r.describe(t, "mine").KmsKeyId)
	})
}

func TestService_CreateSecret_again(t *testing.T) {
	t.Parallel()
	r := open(t)
	in := secretsmanager.CreateSecretRequest{
		Name: new("mine"), ClientRequestToken: request(1), SecretString: text("value"),
	}
	first, err := r.CreateSecret(as(t, home), &in)
	require.NoError(t, err)
	create := func(token int, value string) (*secretsmanager.CreateSecretResponse, error) {
		in := in
		in.ClientRequestToken, in.SecretString = request(token), nil
		if value != "" {
			in.SecretString = text(value)
		}
		return r.CreateSecret(as(t, home), &in)
	}
	again, err := create(1, "value")
	require.NoError(t, err)
	assert.Equal(t, first, again)
	used := "ResourceExistsException: You can't use ClientRequestToken " + *request(1) +
		" because that value is already in use for a version of secret " + *first.ARN + "."
	_, err = create(1, "another")
	require.EqualError(t, err, used)
	_, err = create(1, "")
	require.EqualError(t, err, used)
	_, err = create(2, "value")
	require.EqualError(
		t, err, "ResourceExistsException: The operation failed because the secret mine already exists.",
	)
	r.schedule(t, "mine")
	_, err = create(1, "value")
	require.EqualError(
		t, err,
		"InvalidRequestException: You can't create this secret because a secret with this name is "+
			"already scheduled for deletion.",
	)
	t.Run("without a value", func(t *testing.T) {
		t.Parallel()
		arn := r.own(t, "empty")
		assert.Equal(t, arn, r.own(t, "empty"))
	})
}

func TestService_CreateSecret_refuses(t *testing.T) {
	t.Parallel()
	many := make([]secretsmanager.Tag, 51)
	for i := range many {
		many[i].Key = new(strconv.Itoa(i))
	}
	for want, in := range map[string]secretsmanager.CreateSecretRequest{
		"ValidationException: " + badName: {Name: new("a b"), ClientRequestToken: request(1)},
		"InvalidRequestException: You must provide a ClientRequestToken value. We recommend a " +
			"UUID-type value.": {Name: new("a")},
		"InvalidParameterException: You can't specify both SecretString and SecretBinary.": {
			Name: new("a"), ClientRequestToken: request(1), SecretString: text("x"),
			SecretBinary: []byte("x"),
		},
		"InvalidRequestException: This emulator does not replicate secrets: create one in each region.": {
			Name: new("a"), ClientRequestToken: request(1),
			AddReplicaRegions: []secretsmanager.ReplicaRegionType{{}},
		},
		"InvalidRequestException: This emulator does not serve external secrets: leave out Type.": {
			Name: new("a"), ClientRequestToken: request(1), Type: new("x"),
		},
		"InvalidParameterException: A tag must have a key.": {
			Name: new("a"), ClientRequestToken: request(1), Tags: []secretsmanager.Tag{{Value: new("x")}},
		},
		"InvalidParameterException: Tag keys that begin with aws: are reserved for AWS.": {
			Name: new("a"), ClientRequestToken: request(1), Tags: []secretsmanager.Tag{{Key: new("AWS:x")}},
		},
		"LimitExceededException: A secret can have no more than 50 tags.": {
			Name: new("a"), ClientRequestToken: request(1), Tags: many,
		},
	} {
		t.Run(want, func(t *testing.T) {
			t.Parallel()
			r := open(t)
			_, err := r.CreateSecret(as(t, home), &in)
			require.EqualError(t, err, want)
			assert.Empty(t, r.names(t))
		})
	}
}

const badName = "Invalid name. Must be a valid name containing alphanumeric characters, or any " +
	"of the following: -/_+=.@!"

// names are those of all secrets.
func (r *room) names(t testing.TB) (names []string) {
	t.Helper()
	out, err := r.ListSecrets(as(t, home), &secretsmanager.ListSecretsRequest{})
	require.NoError(t, err)
	for _, s := range out.SecretList {
		names = append(names, *s.Name)
	}
	return names
}

// The names and ids are those of recordings.
func TestService_find(t *testing.T) {
	t.Parallel()
	r := open(t)
	for _, name := range []string{"Valid/_+=.@-Name-a1b2", "Valid/_+=.@-Name-a1b2c3-"} {
		arn := r.own(t, name)
		for _, id := range []string{name, arn, arn[:len(arn)-7]} {
			assert.Equal(t, arn, *r.describe(t, id).ARN, id)
		}
	}
	arn := r.own(t, "Invalid/_+=.@-Name-a1b2c3")
	assert.Equal(t, arn, *r.describe(t, arn).ARN)
	assert.Equal(t, arn, *r.describe(t, "Invalid/_+=.@-Name-a1b2c3").ARN)
	_, err := r.DescribeSecret(
		as(t, home),
		&secretsmanager.DescribeSecretRequest{SecretId: new(strings.TrimSuffix(arn, arn[len(arn)-7:]))},
	)
	require.EqualError(t, err, notFound, "what looks like random characters is taken for them")
	for _, id := range []string{"a b", "a#b", "ä", "a:b"} {
		_, err := r.DescribeSecret(as(t, home), &secretsmanager.DescribeSecretRequest{SecretId: &id})
		require.EqualError(t, err, "ValidationException: "+badName, id)
	}
}
