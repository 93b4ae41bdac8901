// Package iam keeps roles and policies of AWS Identity and Access Management, and shows them.
//
// Differs from AWS: no policy is judged, so nobody is refused for want of a permission.
package iam

import (
	"context"

	"github.com/eventbridge-connections/emulator/internal/awsapi"
	"github.com/eventbridge-connections/emulator/internal/page"
	"github.com/eventbridge-connections/emulator/internal/store"
	"github.com/eventbridge-connections/emulator/internal/transaction"
)

// Service is the server of the model.
//
// Differs from AWS: there is no quota of roles (1000) and of managed policies (1500).
type Service struct {
	Store  *store.Store
	Tokens *page.Sealer
}

// view is [transaction.View] on the shelf of the account.
func view[T any](ctx context.Context, s *Service, fn func(*transaction.Tx) (T, error)) (T, error) {
	return transaction.View(ctx, s.Store, func(tx *transaction.Tx) (T, error) {
		return fn(global(tx))
	})
}

// update is [transaction.Update] on the shelf of the account.
func update[T any](
	ctx context.Context,
	s *Service,
	fn func(*transaction.Tx) (T, error),
) (T, error) {
	return transaction.Update(ctx, s.Store, func(tx *transaction.Tx) (T, error) {
		return fn(global(tx))
	})
}

// edit is update for an operation that answers nothing.
func (s *Service) edit(ctx context.Context, fn func(*transaction.Tx) error) (*awsapi.Unit, error) {
	return update(ctx, s, func(tx *transaction.Tx) (*awsapi.Unit, error) { return nil, fn(tx) })
}

// global is the transaction on the one shelf of the account: IAM has no regions.
func global(tx *transaction.Tx) *transaction.Tx {
	c := tx.Caller
	c.Region = ""
	return tx.As(c)
}

const (
	// defaultPage is the length of a page when no limit is given (RECORDED).
	defaultPage = 100
	// maxLooked is how many things one call looks at: with a filter that few pass, a page can be
	// short, even empty, and have a marker, as AWS documents.
	maxLooked = 1000
)

// query asks for a page of the list that bound begins with. A marker is good for another length of
// pages (RECORDED).
func query(tx *transaction.Tx, limit *int, marker *string, bound ...string) page.Query {
	return page.Query{
		Limit:    awsapi.ValueOr(limit, defaultPage),
		Token:    marker,
		Bound:    append(bound, tx.Caller.Account),
		Looked:   maxLooked,
		BadToken: errMarker(),
	}
}
