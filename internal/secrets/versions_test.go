package secrets_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/eventbridge-connections/emulator/internal/model/secretsmanager"
)

// versions lists the versions with all that is said of them.
func (r *room) versions(t testing.TB, id string) []secretsmanager.SecretVersionsListEntry {
	t.Helper()
	out, err := r.ListSecretVersionIds(
		as(t, home), &secretsmanager.ListSecretVersionIdsRequest{SecretId: &id},
	)
	require.NoError(t, err)
	return out.Versions
}

func TestService_ListSecretVersionIds(t *testing.T) {
	t.Parallel()
	r := open(t)
	arn := r.create(t, "orders", "1")
	r.pass(time.Second)
	r.put(t, arn, "2")
	list := func(
		in secretsmanager.ListSecretVersionIdsRequest,
	) (*secretsmanager.ListSecretVersionIdsResponse, error) {
		in.SecretId = &arn
		return r.ListSecretVersionIds(as(t, home), &in)
	}
	all, err := list(secretsmanager.ListSecretVersionIdsRequest{IncludeDeprecated: new(true)})
	require.NoError(t, err)
	assert.Equal(t, &secretsmanager.ListSecretVersionIdsResponse{
		ARN: &arn, Name: new(nameOf(arn)),
		Versions: []secretsmanager.SecretVersionsListEntry{
			{
				VersionId: all.Versions[0].VersionId, VersionStages: []string{"AWSPREVIOUS"},
				CreatedDate: start, KmsKeyIds: []string{"DefaultEncryptionKey"},
			},
			{
				VersionId: all.Versions[1].VersionId, VersionStages: []string{"AWSCURRENT"},
				CreatedDate: start.Add(time.Second), KmsKeyIds: []string{"DefaultEncryptionKey"},
			},
		},
	}, all)
	t.Run("a page at a time", func(t *testing.T) {
		t.Parallel()
		first, err := list(secretsmanager.ListSecretVersionIdsRequest{MaxResults: new(1)})
		require.NoError(t, err)
		assert.Equal(t, all.Versions[:1], first.Versions)
		second, err := list(
			secretsmanager.ListSecretVersionIdsRequest{MaxResults: new(1), NextToken: first.NextToken},
		)
		require.NoError(t, err)
		assert.Equal(t, all.Versions[1:], second.Versions)
		assert.Nil(t, second.NextToken)
	})
	t.Run("a token of nobody", func(t *testing.T) {
		t.Parallel()
		_, err := list(secretsmanager.ListSecretVersionIdsRequest{NextToken: new("AAAA")})
		require.EqualError(t, err, badToken)
	})
}

const badToken = "InvalidNextTokenException: The NextToken value is invalid."
