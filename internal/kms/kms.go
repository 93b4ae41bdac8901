// Package kms keeps keys and aliases of AWS Key Management Service, as far as a
// connection needs one and Terraform makes one. No key has material: nothing is
// encrypted, and what would use a key is not served.
package kms

import (
	"context"

	"github.com/eventbridge-connections/emulator/internal/awsapi"
	"github.com/eventbridge-connections/emulator/internal/page"
	"github.com/eventbridge-connections/emulator/internal/store"
)

// Service is the server of the model.
type Service struct {
	Store  *store.Store
	Tokens *page.Sealer
}

func shelf(c awsapi.Caller) store.Shelf {
	return store.Shelf{Account: c.Account, Region: c.Region}
}

// view runs fn in a transaction that reads, with the caller of the context.
func view[T any](ctx context.Context, s *Service, fn func(*store.Tx, awsapi.Caller) (T, error)) (out T, err error) {
	err = s.Store.View(ctx, func(tx *store.Tx) error {
		out, err = fn(tx, awsapi.CallerFrom(ctx))
		return err
	})
	return out, err
}

// update runs fn in a transaction that writes, with the caller of the context.
func update[T any](ctx context.Context, s *Service, fn func(*store.Tx, awsapi.Caller) (T, error)) (out T, err error) {
	err = s.Store.Update(ctx, func(tx *store.Tx) error {
		out, err = fn(tx, awsapi.CallerFrom(ctx))
		return err
	})
	return out, err
}

// edit changes a key that is named by its id or ARN and is not about to be deleted.
func (s *Service) edit(ctx context.Context, id *string, change func(*store.Tx, *key) error) (*awsapi.Unit, error) {
	return update(ctx, s, func(tx *store.Tx, caller awsapi.Caller) (*awsapi.Unit, error) {
		k, err := findKey(tx, caller, *id)
		if err != nil {
			return nil, err
		}
		if err := k.kept(); err != nil {
			return nil, err
		}
		if err := change(tx, k); err != nil {
			return nil, err
		}
		return nil, k.put(tx, caller)
	})
}

// valueOr is the member, or the other value where it is absent.
func valueOr[T any](member *T, otherwise T) T {
	if member == nil {
		return otherwise
	}
	return *member
}
