package secrets_test

import (
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/eventbridge"
	"github.com/aws/aws-sdk-go-v2/service/eventbridge/types"
	"github.com/aws/aws-sdk-go-v2/service/secretsmanager"
	secrettypes "github.com/aws/aws-sdk-go-v2/service/secretsmanager/types"
	"github.com/aws/smithy-go/middleware"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

const (
	first  = `{"username":"owned-user","password":"owned-inert-password","invocation_http_parameters":{}}`
	second = `{"username":"owned-user","password":"another-password","invocation_http_parameters":{}}`
	third  = `{"api_key_name":"x-owned-key","api_key_value":"owned-inert-api-key","invocation_http_parameters":{}}`
	fourth = `{"api_key_name":"x-owned-key","api_key_value":"owned-inert-api-key"}`
)

// TestSecret_life goes through every step that a connection's secret can take.
// Where nothing settles, the steps that wait are over at once.
func TestSecret_life(t *testing.T) {
	t.Parallel()
	for _, settle := range []time.Duration{0, 2 * time.Second} {
		t.Run(settle.String(), func(t *testing.T) {
			held(t, settle, func(t *testing.T, s *server) {
				old := s.created(t)
				s.partlyUpdated(t, old)
				s.described(t, old)
				s.kindChanged(t, old)
				s.deauthorized(t, old, settle)
				s.authorizedAgain(t, old, settle)
			})
		})
	}
}

// created has one version, and nothing that is not recorded.
func (s *server) created(t *testing.T) (arn string) {
	auth := basic(&types.ConnectionHttpParameters{})
	_, err := s.events.CreateConnection(t.Context(), &eventbridge.CreateConnectionInput{
		Name: new("orders"), AuthorizationType: types.ConnectionAuthorizationTypeBasic, AuthParameters: &auth,
	})
	require.NoError(t, err)
	arn = s.secretOf(t, "orders")
	require.Regexp(
		t,
		`^arn:aws:secretsmanager:eu-west-1:111122223333:secret:events!connection/orders/[0-9a-f-]{36}-[A-Za-z0-9]{6}$`,
		arn,
	)
	got := s.describe(t, arn)
	require.Len(t, got.VersionIdsToStages, 1)
	versions := got.VersionIdsToStages
	got.ResultMetadata, got.VersionIdsToStages = middleware.Metadata{}, nil
	assert.Equal(t, &secretsmanager.DescribeSecretOutput{
		ARN: &arn, Name: new(nameOf(arn)), CreatedDate: &s.start, LastChangedDate: &s.start, OwningService: new("events"),
		Tags: []secrettypes.Tag{{Key: new("aws:secretsmanager:owningService"), Value: new("events")}},
	}, got)
	for id, stages := range versions {
		assert.Regexp(t, `^[0-9A-F]{8}(-[0-9A-F]{4}){3}-[0-9A-F]{12}$`, id)
		assert.Equal(t, []string{"AWSCURRENT"}, stages)
	}
	assert.Equal(t, first, s.value(t, arn, "AWSCURRENT"))
	assert.Equal(t, first, s.value(t, nameOf(arn), "AWSCURRENT"))
	assert.Equal(t, first, s.value(t, arn[:len(arn)-7], "AWSCURRENT"))
	assert.Equal(t, s.today(), *s.describe(t, arn).LastAccessedDate)
	return arn
}

func nameOf(arn string) string {
	_, name, _ := strings.Cut(arn, ":secret:")
	return name[:len(name)-7]
}

// partlyUpdated has a new version of the same secret, merged with the one before.
func (s *server) partlyUpdated(t *testing.T, arn string) {
	time.Sleep(time.Second)
	s.update(t, types.ConnectionAuthorizationTypeBasic, &types.UpdateConnectionAuthRequestParameters{
		BasicAuthParameters: &types.UpdateConnectionBasicAuthRequestParameters{
			Password: new("another-password"),
		},
	})
	require.Equal(t, arn, s.secretOf(t, "orders"))
	assert.Equal(t, second, s.value(t, arn, "AWSCURRENT"))
	assert.Equal(t, first, s.value(t, arn, "AWSPREVIOUS"))
	assert.Equal(t, s.start.Add(time.Second), *s.describe(t, arn).LastChangedDate)
	out, err := s.secrets.ListSecretVersionIds(
		t.Context(), &secretsmanager.ListSecretVersionIdsInput{SecretId: &arn},
	)
	require.NoError(t, err)
	require.Len(t, out.Versions, 2)
	for i, stage := range []string{"AWSPREVIOUS", "AWSCURRENT"} {
		v := out.Versions[i]
		assert.Equal(t, secrettypes.SecretVersionsListEntry{
			VersionId: v.VersionId, VersionStages: []string{stage}, KmsKeyIds: []string{"DefaultEncryptionKey"},
			CreatedDate: new(s.start.Add(time.Duration(i) * time.Second)), LastAccessedDate: new(s.today()),
		}, v)
	}
}

// described has no new version: a description is nothing of the secret's.
func (s *server) described(t *testing.T, arn string) {
	time.Sleep(time.Second)
	before := s.describe(t, arn)
	_, err := s.events.UpdateConnection(
		t.Context(),
		&eventbridge.UpdateConnectionInput{Name: new("orders"), Description: new("of shoes")},
	)
	require.NoError(t, err)
	after := s.describe(t, arn)
	before.ResultMetadata, after.ResultMetadata = middleware.Metadata{}, middleware.Metadata{}
	assert.Equal(t, before, after)
}

func (s *server) kindChanged(t *testing.T, arn string) {
	time.Sleep(time.Second)
	s.update(t, types.ConnectionAuthorizationTypeApiKey, newKey())
	require.Equal(t, arn, s.secretOf(t, "orders"))
	assert.Equal(t, third, s.value(t, arn, "AWSCURRENT"))
	assert.Equal(t, second, s.value(t, arn, "AWSPREVIOUS"))
	assert.Len(t, s.describe(t, arn).VersionIdsToStages, 2)
}

func newKey() *types.UpdateConnectionAuthRequestParameters {
	return &types.UpdateConnectionAuthRequestParameters{
		ApiKeyAuthParameters: &types.UpdateConnectionApiKeyAuthRequestParameters{
			ApiKeyName: new("x-owned-key"), ApiKeyValue: new("owned-inert-api-key"),
		},
	}
}

func (s *server) deauthorized(t *testing.T, arn string, settle time.Duration) {
	time.Sleep(time.Second)
	_, err := s.events.DeauthorizeConnection(
		t.Context(), &eventbridge.DeauthorizeConnectionInput{Name: new("orders")},
	)
	require.NoError(t, err)
	s.leaves(t, arn, settle)
	assert.Empty(t, s.secretOf(t, "orders"))
}

// leaves is marked for deletion while its connection settles, then gone.
func (s *server) leaves(t *testing.T, arn string, settle time.Duration) {
	if settle > 0 {
		assert.Equal(t, arn, s.secretOf(t, "orders"))
		assert.Equal(t, time.Now(), s.describe(t, arn).DeletedDate.Local())
		requireMarked(t, s.read(t, arn))
		assert.Empty(t, s.listed(t, false))
		assert.Equal(t, []string{arn}, s.listed(t, true))
		time.Sleep(settle)
	}
	requireMissing(t, s.read(t, arn))
	_, err := s.secrets.DescribeSecret(
		t.Context(), &secretsmanager.DescribeSecretInput{SecretId: &arn},
	)
	requireMissing(t, err)
	assert.Empty(t, s.listed(t, true))
}

// listed are the ARNs of all secrets.
func (s *server) listed(t *testing.T, deleted bool) (arns []string) {
	out, err := s.secrets.ListSecrets(
		t.Context(), &secretsmanager.ListSecretsInput{IncludePlannedDeletion: &deleted},
	)
	require.NoError(t, err)
	for _, e := range out.SecretList {
		arns = append(arns, *e.ARN)
	}
	return arns
}

// authorizedAgain has another secret, without anything of the old one, until the connection is
// deleted.
func (s *server) authorizedAgain(t *testing.T, old string, settle time.Duration) {
	time.Sleep(time.Second)
	s.update(t, types.ConnectionAuthorizationTypeApiKey, newKey())
	arn := s.secretOf(t, "orders")
	require.NotEqual(t, nameOf(old), nameOf(arn))
	assert.Equal(t, fourth, s.value(t, arn, "AWSCURRENT"))
	assert.Len(t, s.describe(t, arn).VersionIdsToStages, 1)
	requireMissing(t, s.read(t, old))
	assert.Equal(t, []string{arn}, s.listed(t, false))
	time.Sleep(time.Second)
	_, err := s.events.DeleteConnection(
		t.Context(), &eventbridge.DeleteConnectionInput{Name: new("orders")},
	)
	require.NoError(t, err)
	s.leaves(t, arn, settle)
}

func (s *server) update(
	t *testing.T, kind types.ConnectionAuthorizationType,
	auth *types.UpdateConnectionAuthRequestParameters,
) {
	t.Helper()
	_, err := s.events.UpdateConnection(
		t.Context(),
		&eventbridge.UpdateConnectionInput{
			Name: new("orders"), AuthorizationType: kind, AuthParameters: auth,
		},
	)
	require.NoError(t, err)
}

func TestSecret_refusals(t *testing.T) {
	held(t, 0, refusals)
}

func refusals(t *testing.T, s *server) {
	arn := s.created(t)
	owned := "Operation is not allowed on secret owned by events"
	_, err := s.secrets.PutSecretValue(
		t.Context(), &secretsmanager.PutSecretValueInput{SecretId: &arn, SecretString: new("mine")},
	)
	requireError(t, err, "InvalidRequestException", owned)
	_, err = s.secrets.DeleteSecret(
		t.Context(),
		&secretsmanager.DeleteSecretInput{SecretId: &arn, ForceDeleteWithoutRecovery: new(true)},
	)
	requireError(t, err, "InvalidRequestException", owned)
	_, err = s.secrets.TagResource(
		t.Context(),
		&secretsmanager.TagResourceInput{
			SecretId: &arn, Tags: []secrettypes.Tag{{Key: new("a"), Value: new("b")}},
		},
	)
	requireError(t, err, "InvalidRequestException", owned)
	assert.Equal(t, first, s.value(t, arn, "AWSCURRENT"))
	_, err = s.secrets.GetSecretValue(
		t.Context(), &secretsmanager.GetSecretValueInput{SecretId: new("")},
	)
	requireError(
		t, err, "ValidationException",
		"1 validation error detected: Value '' at 'secretId' failed to satisfy constraint: Member must "+
			"have length greater than or equal to 1",
	)
}

// TestSecret_scheduled deletes the secret of a connection with a recovery window.
func TestSecret_scheduled(t *testing.T) {
	held(t, 0, func(t *testing.T, s *server) {
		arn := s.created(t)
		out, err := s.secrets.DeleteSecret(
			t.Context(),
			&secretsmanager.DeleteSecretInput{SecretId: &arn, RecoveryWindowInDays: new(int64(7))},
		)
		require.NoError(t, err)
		assert.Equal(t, s.start.Add(7*24*time.Hour), *out.DeletionDate)
		requireMarked(t, s.read(t, arn))
		c, err := s.events.DescribeConnection(
			t.Context(), &eventbridge.DescribeConnectionInput{Name: new("orders")},
		)
		require.NoError(t, err)
		assert.Equal(t, types.ConnectionStateDeauthorized, c.ConnectionState)
		assert.Equal(t, "The secret of this connection was deleted.", *c.StateReason)
		_, err = s.secrets.RestoreSecret(t.Context(), &secretsmanager.RestoreSecretInput{SecretId: &arn})
		requireError(
			t, err, "InvalidRequestException", "Operation is not allowed on secret owned by events",
		)
		time.Sleep(7 * 24 * time.Hour)
		requireMissing(t, s.read(t, arn))
	})
}
