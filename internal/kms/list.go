package kms

import (
	"context"

	"github.com/eventbridge-connections/emulator/internal/awsapi"
	model "github.com/eventbridge-connections/emulator/internal/model/kms"
	"github.com/eventbridge-connections/emulator/internal/page"
	"github.com/eventbridge-connections/emulator/internal/transaction"
)

// pageLength is how long the pages of a list are (DOCUMENTED). A longer one that
// is asked for is cut: what AWS does then is UNKNOWN.
type pageLength struct{ otherwise, most int }

var (
	keysPage    = pageLength{100, 1000}
	aliasesPage = pageLength{50, 100}
	tagsPage    = pageLength{50, 50}
)

// query asks for a page of the operation that bound begins with, and of what it lists of.
func query(
	tx *transaction.Tx, limit *int, length pageLength, marker *string, bound ...string,
) page.Query {
	return page.Query{
		Limit:    min(awsapi.ValueOr(limit, length.otherwise), length.most),
		Token:    marker,
		Bound:    append(bound, tx.Caller.Account, tx.Caller.Region),
		BadToken: errMarker(),
	}
}

// ListKeys lists keys by their ids (UNKNOWN), a page at a time.
//
// Errors: InvalidMarkerException.
func (s *Service) ListKeys(
	ctx context.Context, in *model.ListKeysRequest,
) (*model.ListKeysResponse, error) {
	return transaction.View(ctx, s.Store, func(tx *transaction.Tx) (*model.ListKeysResponse, error) {
		q := query(tx, in.Limit, keysPage, in.Marker, "ListKeys")
		scan := func(after string) page.Items[key] { return keys.Scan(tx, "", after) }
		entry := func(k *key) model.KeyListEntry { return model.KeyListEntry{KeyId: &k.ID, KeyArn: &k.ARN} }
		found, next, err := page.Collect(s.Tokens, q, scan, page.All(entry))
		return &model.ListKeysResponse{Keys: found, NextMarker: next, Truncated: new(next != nil)}, err
	})
}
