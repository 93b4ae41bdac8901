// Package secrets keeps the managed secrets that EventBridge makes for its
// connections, and answers the operations of Secrets Manager on them. They are
// the only secrets there are: a caller reads them and can change none.
package secrets

import (
	"context"

	"github.com/eventbridge-connections/emulator/internal/awsapi"
	"github.com/eventbridge-connections/emulator/internal/page"
	"github.com/eventbridge-connections/emulator/internal/store"
)

// Service is the secretsmanager.Server.
type Service struct {
	Store  *store.Store
	Tokens *page.Sealer
}

// view runs fn in a transaction that reads, with the caller of the context.
func view[T any](ctx context.Context, s *Service, fn func(*store.Tx, awsapi.Caller) (T, error)) (out T, err error) {
	err = s.Store.View(ctx, func(tx *store.Tx) error {
		out, err = fn(tx, awsapi.CallerFrom(ctx))
		return err
	})
	return out, err
}

// valueOf is the empty value for a member that is absent.
func valueOf[T any](member *T) (value T) {
	if member != nil {
		value = *member
	}
	return value
}
