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
