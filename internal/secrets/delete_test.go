package secrets_test

import (
	"errors"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/eventbridge-connections/emulator/internal/model/secretsmanager"
	"github.com/eventbridge-connections/emulator/internal/transaction"
)

const day = 24 * time.Hour

func (r *room) restore(t testing.TB, id string) error {
	out, err := r.RestoreSecret(as(t, home), &secretsmanager.RestoreSecretRequest{SecretId: &id})
	if err == nil {
		assert.Equal(t, r.describe(t, id).ARN, out.ARN)
	}
	return err
}

func (r *room) force(t testing.TB, id string) (*secretsmanager.DeleteSecretResponse, error) {
	return r.DeleteSecret(
		as(t, home),
		&secretsmanager.DeleteSecretRequest{SecretId: &id, ForceDeleteWithoutRecovery: new(true)},
	)
}

func TestService_DeleteSecret(t *testing.T) {
	t.Parallel()
	t.Run("is gone after the window", func(t *testing.T) {
		t.Parallel()
		r := open(t)
		arn := r.own(t, "mine")
		r.write(t, arn, 1)
		r.pass(time.Second)
		marking := start.Add(time.Second)
		assert.Equal(
			t,
			&secretsmanager.DeleteSecretResponse{
				ARN: &arn, Name: new("mine"), DeletionDate: marking.Add(7 * day),
			},
			r.schedule(t, arn),
		)
		assert.Equal(t, marking, r.describe(t, arn).DeletedDate)
		assert.Equal(t, marking, r.describe(t, arn).LastChangedDate)
		assert.Len(t, r.versions(t, arn), 1)
		assert.Empty(t, r.names(t))
		_, err := r.value(t, arn)
		require.EqualError(t, err, marked)
		_, err = r.DeleteSecret(as(t, home), &secretsmanager.DeleteSecretRequest{SecretId: &arn})
		require.EqualError(t, err, marked, "a second time")
		r.pass(7*day - 1)
		require.EqualError(t, r.readError(t, arn), marked)
		r.pass(1)
		require.EqualError(t, r.readError(t, arn), notFound)
		assert.NotEqual(t, arn, r.own(t, "mine"), "the name is free")
		assert.Equal(t, []string{"mine"}, r.names(t))
	})
	t.Run("has a window of thirty days when none is given", func(t *testing.T) {
		t.Parallel()
		r := open(t)
		out, err := r.DeleteSecret(
			as(t, home), &secretsmanager.DeleteSecretRequest{SecretId: new(r.own(t, "mine"))},
		)
		require.NoError(t, err)
		assert.Equal(t, start.Add(30*day), out.DeletionDate)
	})
	t.Run("without a window it is gone at once, also when it was to go", func(t *testing.T) {
		t.Parallel()
		r := open(t)
		for _, scheduled := range []bool{false, true} {
			arn := r.own(t, "mine")
			if scheduled {
				r.schedule(t, arn)
			}
			out, err := r.force(t, arn)
			require.NoError(t, err)
			assert.Equal(
				t, &secretsmanager.DeleteSecretResponse{ARN: &arn, Name: new("mine"), DeletionDate: start}, out,
			)
			require.EqualError(t, r.readError(t, arn), notFound)
			assert.Empty(t, r.names(t))
		}
		_, err := r.force(t, "nothing")
		require.NoError(t, err, "what is not there")
	})
	t.Run("not both, and not out of range", func(t *testing.T) {
		t.Parallel()
		r := open(t)
		arn := r.own(t, "mine")
		_, err := r.DeleteSecret(
			as(t, home),
			&secretsmanager.DeleteSecretRequest{
				SecretId: &arn, ForceDeleteWithoutRecovery: new(true), RecoveryWindowInDays: new(int64(7)),
			},
		)
		require.EqualError(
			t, err,
			"InvalidParameterException: You can't use ForceDeleteWithoutRecovery in conjunction with "+
				"RecoveryWindowInDays.",
		)
		for _, days := range []int64{-1, 0, 6, 31} {
			_, err := r.DeleteSecret(
				as(t, home), &secretsmanager.DeleteSecretRequest{SecretId: &arn, RecoveryWindowInDays: &days},
			)
			require.EqualError(
				t, err,
				"InvalidParameterException: The RecoveryWindowInDays value must be between 7 and 30 days "+
					"(inclusive).",
			)
		}
	})
}

func (r *room) readError(t testing.TB, id string) error {
	_, err := r.value(t, id)
	return err
}

func TestService_RestoreSecret(t *testing.T) {
	t.Parallel()
	r := open(t)
	arn := r.own(t, "mine")
	r.write(t, arn, 1)
	before := r.describe(t, arn)
	require.NoError(t, r.restore(t, arn), "one that stays anyway")
	assert.Equal(t, before, r.describe(t, arn))
	r.schedule(t, arn)
	r.pass(time.Second)
	require.NoError(t, r.restore(t, arn))
	before.LastChangedDate = start.Add(time.Second)
	assert.Equal(t, before, r.describe(t, arn))
	r.pass(31 * day)
	assert.Equal(t, []string{"mine"}, r.names(t), "it stays")
	require.EqualError(t, r.restore(t, "nothing"), notFound)
}

// A listener is an owner that notes what it is told, or fails.
type listener struct {
	told []string
	err  error
}

func (l *listener) SecretDeleted(_ *transaction.Tx, arn string) error {
	l.told = append(l.told, arn)
	return l.err
}

func TestService_DeleteSecret_managed(t *testing.T) {
	t.Parallel()
	r, l := open(t), new(listener)
	r.Owner = l
	arn := r.create(t, "orders", "{}")
	_, err := r.force(t, arn)
	require.EqualError(t, err, owned)
	r.schedule(t, r.own(t, "mine"))
	assert.Empty(t, l.told, "nothing of the caller's own secrets")
	l.err = errors.New("broken")
	_, err = r.DeleteSecret(as(t, home), &secretsmanager.DeleteSecretRequest{SecretId: &arn})
	require.EqualError(t, err, "broken")
	assert.Zero(t, r.describe(t, arn).DeletedDate, "nothing was done")
	l.err = nil
	assert.Equal(t, start.Add(7*day), r.schedule(t, arn).DeletionDate)
	assert.Equal(t, []string{arn, arn}, l.told)
	require.EqualError(t, r.readError(t, arn), marked)
	require.EqualError(t, r.restore(t, arn), owned)
	r.pass(7 * day)
	require.EqualError(t, r.readError(t, arn), notFound)
}
