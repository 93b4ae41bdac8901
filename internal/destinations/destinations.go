// Package destinations answers the operations on API destinations.
package destinations

import (
	"context"
	"time"

	"github.com/eventbridge-connections/emulator/internal/awsapi"
	"github.com/eventbridge-connections/emulator/internal/page"
	"github.com/eventbridge-connections/emulator/internal/store"
)

// Service is the part of events.Server that is about API destinations.
type Service struct {
	Store       *store.Store
	Connections Connections
	Tokens      *page.Sealer
	Quota       int // API destinations of an account in a region; 0 is no limit
}

// Connections is what API destinations need to know of connections, in their own transactions.
type Connections interface {
	// Activity tells whether the connection with the ARN can be used, and since
	// when that is so: its creation at the earliest, zero when there is no such connection.
	Activity(tx *store.Tx, c awsapi.Caller, arn string) (active bool, since time.Time, err error)
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
