package secrets_test

import (
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/secretsmanager"
	secrettypes "github.com/aws/aws-sdk-go-v2/service/secretsmanager/types"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// TestOwn_life goes through the life of a secret of the caller's own.
func TestOwn_life(t *testing.T) {
	held(t, 0, func(t *testing.T, s *server) {
		arn := s.madeOwn(t)
		s.rotatedByHand(t, arn)
		s.taggedOwn(t, arn)
		s.deletedAndRestored(t, arn)
	})
}

func (s *server) madeOwn(t *testing.T) (arn string) {
	made, err := s.secrets.CreateSecret(t.Context(), &secretsmanager.CreateSecretInput{
		Name: new("mine"), Description: new("of mine"), SecretBinary: []byte{0, 1, 255}, Tags: []secrettypes.Tag{{Key: new("team"), Value: new("shoes")}},
	})
	require.NoError(t, err)
	assert.Regexp(
		t, `^arn:aws:secretsmanager:eu-west-1:111122223333:secret:mine-[A-Za-z0-9]{6}$`, *made.ARN,
	)
	got, err := s.secrets.GetSecretValue(
		t.Context(), &secretsmanager.GetSecretValueInput{SecretId: new("mine")},
	)
	require.NoError(t, err)
	assert.Equal(t, []byte{0, 1, 255}, got.SecretBinary)
	assert.Nil(t, got.SecretString)
	assert.Equal(t, made.VersionId, got.VersionId)
	return *made.ARN
}

// rotatedByHand puts a pending version, makes it current, and goes back.
func (s *server) rotatedByHand(t *testing.T, arn string) {
	before, err := s.secrets.GetSecretValue(
		t.Context(), &secretsmanager.GetSecretValueInput{SecretId: &arn},
	)
	require.NoError(t, err)
	put, err := s.secrets.PutSecretValue(
		t.Context(),
		&secretsmanager.PutSecretValueInput{
			SecretId: &arn, SecretString: new("next"), VersionStages: []string{"AWSPENDING"},
		},
	)
	require.NoError(t, err)
	assert.Equal(t, "next", s.value(t, arn, "AWSPENDING"))
	_, err = s.secrets.UpdateSecretVersionStage(t.Context(), &secretsmanager.UpdateSecretVersionStageInput{
		SecretId: &arn, VersionStage: new("AWSCURRENT"), RemoveFromVersionId: before.VersionId, MoveToVersionId: put.VersionId,
	})
	require.NoError(t, err)
	assert.Equal(t, "next", s.value(t, arn, "AWSCURRENT"))
	assert.Equal(
		t,
		map[string][]string{
			*put.VersionId: {"AWSCURRENT", "AWSPENDING"}, *before.VersionId: {"AWSPREVIOUS"},
		},
		s.describe(t, arn).VersionIdsToStages,
	)
	_, err = s.secrets.UpdateSecret(
		t.Context(),
		&secretsmanager.UpdateSecretInput{
			SecretId: &arn, SecretString: new("last"), Description: new(""),
		},
	)
	require.NoError(t, err)
	assert.Equal(t, "last", s.value(t, arn, "AWSCURRENT"))
	assert.Nil(t, s.describe(t, arn).Description)
}

func (s *server) taggedOwn(t *testing.T, arn string) {
	_, err := s.secrets.TagResource(
		t.Context(),
		&secretsmanager.TagResourceInput{
			SecretId: &arn, Tags: []secrettypes.Tag{{Key: new("more"), Value: new("")}},
		},
	)
	require.NoError(t, err)
	assert.Len(t, s.describe(t, arn).Tags, 2)
	_, err = s.secrets.UntagResource(
		t.Context(),
		&secretsmanager.UntagResourceInput{SecretId: &arn, TagKeys: []string{"more", "team"}},
	)
	require.NoError(t, err)
	assert.Empty(t, s.describe(t, arn).Tags)
	_, err = s.secrets.PutResourcePolicy(
		t.Context(),
		&secretsmanager.PutResourcePolicyInput{
			SecretId: &arn, ResourcePolicy: new(`{"Statement":[{"Effect":"Allow","Principal":"*"}]}`),
		},
	)
	require.NoError(t, err)
	policy, err := s.secrets.GetResourcePolicy(
		t.Context(), &secretsmanager.GetResourcePolicyInput{SecretId: &arn},
	)
	require.NoError(t, err)
	assert.Equal(
		t, "{\n  \"Statement\" : [ {\n    \"Effect\" : \"Allow\",\n    \"Principal\" : \"*\"\n  } ]\n}",
		*policy.ResourcePolicy,
	)
	password, err := s.secrets.GetRandomPassword(t.Context(), &secretsmanager.GetRandomPasswordInput{})
	require.NoError(t, err)
	assert.Len(t, *password.RandomPassword, 32)
}

func (s *server) deletedAndRestored(t *testing.T, arn string) {
	_, err := s.secrets.DeleteSecret(t.Context(), &secretsmanager.DeleteSecretInput{SecretId: &arn})
	require.NoError(t, err)
	requireMarked(t, s.read(t, arn))
	_, err = s.secrets.CreateSecret(t.Context(), &secretsmanager.CreateSecretInput{Name: new("mine")})
	requireError(
		t, err, "InvalidRequestException",
		"You can't create this secret because a secret with this name is already scheduled for deletion.",
	)
	time.Sleep(29 * 24 * time.Hour)
	_, err = s.secrets.RestoreSecret(t.Context(), &secretsmanager.RestoreSecretInput{SecretId: &arn})
	require.NoError(t, err)
	assert.Equal(t, "last", s.value(t, arn, "AWSCURRENT"))
	_, err = s.secrets.DeleteSecret(
		t.Context(),
		&secretsmanager.DeleteSecretInput{SecretId: &arn, ForceDeleteWithoutRecovery: new(true)},
	)
	require.NoError(t, err)
	requireMissing(t, s.read(t, arn))
}
