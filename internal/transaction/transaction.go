// Package transaction is how a service opens a transaction: with the caller of
// the context, on the shelf of that caller.
package transaction

import (
	"context"

	"github.com/eventbridge-connections/emulator/internal/awsapi"
	"github.com/eventbridge-connections/emulator/internal/store"
)

// View runs fn in a transaction that reads and returns what it returns.
//
// Errors: those of fn and of [store.Store.View].
func View[T any](ctx context.Context, s *store.Store, fn func(*store.Tx, awsapi.Caller) (T, error)) (out T, err error) {
	err = s.View(ctx, func(tx *store.Tx) error {
		out, err = fn(tx, awsapi.CallerFrom(ctx))
		return err
	})
	return out, err
}

// Read is View for the answer of an operation that follows from its input, the caller's account and region and what fn
// reads, and from nothing else: it may be given again for as long as a transaction would find the same. It is not for
// answers that show a secret.
func Read[T any](ctx context.Context, s *store.Store, fn func(*store.Tx, awsapi.Caller) (T, error)) (T, error) {
	return View(ctx, s, func(tx *store.Tx, c awsapi.Caller) (T, error) {
		out, err := fn(tx, c)
		if r, lasting := tx.Reading(); lasting {
			awsapi.TrueWhile(ctx, func() bool { return s.Holds(r) })
		}
		return out, err
	})
}

// Update runs fn in a transaction that writes and returns what it returns.
//
// Errors: those of fn and of [store.Store.Update].
func Update[T any](ctx context.Context, s *store.Store, fn func(*store.Tx, awsapi.Caller) (T, error)) (out T, err error) {
	err = s.Update(ctx, func(tx *store.Tx) error {
		out, err = fn(tx, awsapi.CallerFrom(ctx))
		return err
	})
	return out, err
}

// Shelf is where everything of the caller lies.
func Shelf(c awsapi.Caller) store.Shelf {
	return store.Shelf{Account: c.Account, Region: c.Region}
}
