package secrets_test

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/eventbridge-connections/emulator/internal/awsapi"
	"github.com/eventbridge-connections/emulator/internal/model/secretsmanager"
)

// request is a token: the nth that requests can have.
func request(n int) *string { return new(fmt.Sprintf("00000000-0000-4000-8000-%012d", n)) }

func text(s string) *awsapi.Secret { return new(awsapi.NewSecret(s)) }

// own makes a secret of the caller's own, without a value, and returns its ARN.
func (r *room) own(t testing.TB, name string) string {
	t.Helper()
	out, err := r.CreateSecret(
		as(t, home), &secretsmanager.CreateSecretRequest{Name: &name, ClientRequestToken: request(0)},
	)
	require.NoError(t, err)
	return *out.ARN
}

// write puts the nth version of a secret, with the labels.
func (r *room) write(
	t testing.TB, id string, n int, labels ...string,
) *secretsmanager.PutSecretValueResponse {
	t.Helper()
	out, err := r.PutSecretValue(as(t, home), &secretsmanager.PutSecretValueRequest{
		SecretId: &id, ClientRequestToken: request(n), SecretString: text(fmt.Sprint(n)), VersionStages: labels,
	})
	require.NoError(t, err)
	return out
}

// move moves a label from one version to another; 0 is none.
func (r *room) move(t testing.TB, id, label string, from, to int) error {
	in := &secretsmanager.UpdateSecretVersionStageRequest{SecretId: &id, VersionStage: &label}
	if from > 0 {
		in.RemoveFromVersionId = request(from)
	}
	if to > 0 {
		in.MoveToVersionId = request(to)
	}
	_, err := r.UpdateSecretVersionStage(as(t, home), in)
	return err
}

// stages are the labels of each version, by its number.
func (r *room) stages(t testing.TB, id string) map[int][]string {
	t.Helper()
	out := map[int][]string{}
	for version, labels := range r.describe(t, id).VersionIdsToStages {
		var n int
		_, err := fmt.Sscanf(version, "00000000-0000-4000-8000-%d", &n)
		require.NoError(t, err)
		out[n] = labels
	}
	return out
}

func (r *room) value(t testing.TB, id string) (string, error) {
	out, err := r.GetSecretValue(as(t, home), &secretsmanager.GetSecretValueRequest{SecretId: &id})
	if err != nil {
		return "", err
	}
	return out.SecretString.Reveal(), nil
}

// schedule marks a secret for deletion in seven days.
func (r *room) schedule(t testing.TB, id string) *secretsmanager.DeleteSecretResponse {
	t.Helper()
	out, err := r.DeleteSecret(
		as(t, home),
		&secretsmanager.DeleteSecretRequest{SecretId: &id, RecoveryWindowInDays: new(int64(7))},
	)
	require.NoError(t, err)
	return out
}
