package secrets_test

import (
	"context"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/eventbridge-connections/emulator/internal/awsapi"
	"github.com/eventbridge-connections/emulator/internal/page"
	"github.com/eventbridge-connections/emulator/internal/secrets"
	"github.com/eventbridge-connections/emulator/internal/store"
	"github.com/eventbridge-connections/emulator/internal/transaction"
)

var home = awsapi.Caller{Account: "111122223333", Region: "eu-west-1"}

// start is a time with a part that Secrets Manager's milliseconds hold.
var start = time.Date(2026, 9, 24, 7, 14, 48, 344e6, time.UTC)

// room is the service with a store of its own and a clock that is moved by hand.
type room struct {
	*secrets.Service
	vault secrets.Vault
	clock atomic.Int64
}

func open(t testing.TB) *room {
	t.Helper()
	r := new(room)
	r.clock.Store(start.UnixNano())
	data, err := store.Open(t.TempDir(), store.Options{Ephemeral: true, Now: r.now})
	require.NoError(t, err)
	t.Cleanup(func() { _ = data.Close() })
	r.Service = &secrets.Service{Store: data, Tokens: page.NewSealer(data.Key())}
	return r
}

func (r *room) now() time.Time { return time.Unix(0, r.clock.Load()).UTC() }

func (r *room) pass(d time.Duration) { r.clock.Add(int64(d)) }

// as is a context of the caller.
func as(t testing.TB, c awsapi.Caller) context.Context { return awsapi.WithCaller(t.Context(), c) }

// create makes a secret and returns its ARN.
func (r *room) create(t testing.TB, connection, text string) (arn string) {
	t.Helper()
	r.update(t, func(tx *transaction.Tx) (err error) {
		arn, err = r.vault.Create(tx, connection, "", awsapi.NewSecret(text))
		return err
	})
	return arn
}

func (r *room) put(t testing.TB, arn, text string) {
	t.Helper()
	r.update(t, func(tx *transaction.Tx) error { return r.vault.Put(tx, arn, awsapi.NewSecret(text)) })
}

// remove marks the secret for deletion; it is gone after the given time.
func (r *room) remove(t testing.TB, arn string, after time.Duration) {
	t.Helper()
	r.update(t, func(tx *transaction.Tx) error { return r.vault.Delete(tx, arn, tx.Now().Add(after)) })
}

func (r *room) update(t testing.TB, fn func(*transaction.Tx) error) {
	t.Helper()
	_, err := transaction.Update(as(t, home), r.Store, func(
		tx *transaction.Tx,
	) (none awsapi.Unit, err error) {
		return none, fn(tx)
	})
	require.NoError(t, err)
}

// nameOf is the name of the secret with the ARN: without the hyphen and six characters.
func nameOf(arn string) string {
	return arn[len("arn:aws:secretsmanager:eu-west-1:111122223333:secret:") : len(arn)-7]
}

const (
	notFound = "ResourceNotFoundException: Secrets Manager can't find the specified secret."
	marked   = "InvalidRequestException: You can't perform this operation on the secret because it " +
		"was marked for deletion."
	owned = "InvalidRequestException: Operation is not allowed on secret owned by events"
)
