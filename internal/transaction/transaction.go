// Package transaction is how a service opens a transaction: one that knows its caller, and whose
// tables hold what lies on the shelf of that caller.
package transaction

import (
	"context"

	"github.com/eventbridge-connections/emulator/internal/awsapi"
	"github.com/eventbridge-connections/emulator/internal/store"
)

// A Tx is a transaction of one caller.
type Tx struct {
	*store.Tx
	Caller awsapi.Caller
}

// As returns the same transaction for another caller.
func (tx *Tx) As(c awsapi.Caller) *Tx { return &Tx{tx.Tx, c} }

// shelf is where everything of the caller lies.
func (tx *Tx) shelf() store.Shelf {
	return store.Shelf{Account: tx.Caller.Account, Region: tx.Caller.Region}
}

// on returns the transaction for the owner of a shelf.
func (tx *Tx) on(s store.Shelf) *Tx {
	return tx.As(awsapi.Caller{Account: s.Account, Region: s.Region})
}

// View runs fn in a transaction that reads, for the caller of the context, and returns what fn
// returns.
//
// Errors: those of fn and of [store.Store.View].
func View[T any](ctx context.Context, s *store.Store, fn func(*Tx) (T, error)) (out T, err error) {
	err = s.View(ctx, func(tx *store.Tx) error {
		out, err = fn(&Tx{tx, awsapi.CallerFrom(ctx)})
		return err
	})
	return out, err
}

// Update runs fn in a transaction that writes, for the caller of the context, and returns what fn
// returns.
//
// Errors: those of fn and of [store.Store.Update].
func Update[T any](
	ctx context.Context, s *store.Store, fn func(*Tx) (T, error),
) (out T, err error) {
	err = s.Update(ctx, func(tx *store.Tx) error {
		out, err = fn(&Tx{tx, awsapi.CallerFrom(ctx)})
		return err
	})
	return out, err
}
