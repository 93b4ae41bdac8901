package secrets_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/eventbridge-connections/emulator/internal/awsapi"
	"github.com/eventbridge-connections/emulator/internal/model/secretsmanager"
	"github.com/eventbridge-connections/emulator/internal/transaction"
)

func TestService_GetSecretValue(t *testing.T) {
	t.Parallel()
	r := open(t)
	arn := r.create(t, "orders", "one")
	r.pass(time.Second)
	r.put(t, arn, "two")
	versions := r.versions(t, arn)
	previous := &secretsmanager.GetSecretValueResponse{
		ARN: &arn, Name: new(nameOf(arn)), VersionId: versions[0].VersionId, SecretString: new(awsapi.NewSecret("one")),
		VersionStages: []string{"AWSPREVIOUS"}, CreatedDate: start,
	}
	current := &secretsmanager.GetSecretValueResponse{
		ARN: &arn, Name: new(nameOf(arn)), VersionId: versions[1].VersionId, SecretString: new(awsapi.NewSecret("two")),
		VersionStages: []string{"AWSCURRENT"}, CreatedDate: start.Add(time.Second),
	}
	nobody := "00000000-0000-4000-8000-000000000000"
	for name, c := range map[string]struct {
		id, stage *string
		want      *secretsmanager.GetSecretValueResponse
		err       string
	}{
		"the current version":  {want: current},
		"a stage":              {stage: new("AWSPREVIOUS"), want: previous},
		"an id":                {id: previous.VersionId, want: previous},
		"an id with its stage": {id: current.VersionId, stage: new("AWSCURRENT"), want: current},
		"an id and another stage": {
			id: current.VersionId, stage: new("AWSPREVIOUS"),
			err: "InvalidRequestException: You provided a VersionStage that is not associated to the " +
				"provided VersionId.",
		},
		"a stage of nothing": {
			stage: new("AWSPENDING"),
			err: "ResourceNotFoundException: Secrets Manager can't find the specified secret value for " +
				"staging label: AWSPENDING",
		},
		"an id of nothing": {
			id: &nobody,
			err: "ResourceNotFoundException: Secrets Manager can't find the specified secret value for " +
				"VersionId: " + nobody,
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			out, err := r.GetSecretValue(
				as(t, home),
				&secretsmanager.GetSecretValueRequest{SecretId: &arn, VersionId: c.id, VersionStage: c.stage},
			)
			if c.err != "" {
				require.EqualError(t, err, c.err)
				return
			}
			require.NoError(t, err)
			assert.Equal(t, c.want, out)
		})
	}
}

func TestService_GetSecretValue_deletion(t *testing.T) {
	t.Parallel()
	r := open(t)
	arn := r.create(t, "orders", "{}")
	read := func() error {
		_, err := r.GetSecretValue(as(t, home), &secretsmanager.GetSecretValueRequest{SecretId: &arn})
		return err
	}
	require.NoError(t, read())
	r.remove(t, arn, 2*time.Second)
	require.EqualError(t, read(), marked)
	r.pass(2*time.Second - 1)
	require.EqualError(t, read(), marked)
	r.pass(1)
	require.EqualError(t, read(), notFound)
	t.Run("no previous version of a secret with one", func(t *testing.T) {
		t.Parallel()
		arn := r.create(t, "orders", "{}")
		_, err := r.GetSecretValue(
			as(t, home),
			&secretsmanager.GetSecretValueRequest{SecretId: &arn, VersionStage: new("AWSPREVIOUS")},
		)
		require.EqualError(
			t, err,
			"ResourceNotFoundException: Secrets Manager can't find the specified secret value for staging "+
				"label: AWSPREVIOUS",
		)
	})
	t.Run("gone at once without settling", func(t *testing.T) {
		t.Parallel()
		arn := r.create(t, "orders", "{}")
		r.remove(t, arn, 0)
		_, err := r.GetSecretValue(as(t, home), &secretsmanager.GetSecretValueRequest{SecretId: &arn})
		require.EqualError(t, err, notFound)
	})
}

func TestService_GetSecretValue_access(t *testing.T) {
	t.Parallel()
	r := open(t)
	arn := r.create(t, "orders", "one")
	r.put(t, arn, "two")
	day := time.Date(2026, 9, 24, 0, 0, 0, 0, time.UTC)
	assert.Zero(t, r.describe(t, arn).LastAccessedDate)
	r.update(t, func(tx *transaction.Tx) error {
		_, err := r.vault.Value(tx, arn)
		return err
	})
	assert.Zero(t, r.describe(t, arn).LastAccessedDate, "the owner's own reads do not count")
	_, err := r.GetSecretValue(as(t, home), &secretsmanager.GetSecretValueRequest{SecretId: &arn})
	require.NoError(t, err)
	assert.Equal(t, day, r.describe(t, arn).LastAccessedDate)
	assert.Equal(t, start, r.describe(t, arn).LastChangedDate)
	versions := r.versions(t, arn)
	assert.Zero(t, versions[0].LastAccessedDate)
	assert.Equal(t, day, versions[1].LastAccessedDate)
	r.pass(24 * time.Hour)
	_, err = r.GetSecretValue(
		as(t, home),
		&secretsmanager.GetSecretValueRequest{SecretId: &arn, VersionStage: new("AWSPREVIOUS")},
	)
	require.NoError(t, err)
	assert.Equal(t, day.Add(24*time.Hour), r.describe(t, arn).LastAccessedDate)
	versions = r.versions(t, arn)
	assert.Equal(t, day.Add(24*time.Hour), versions[0].LastAccessedDate)
	assert.Equal(t, day, versions[1].LastAccessedDate)
}
