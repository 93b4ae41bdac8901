package kms

import (
	"context"
	"fmt"
	"iter"

	"github.com/eventbridge-connections/emulator/internal/awsapi"
	model "github.com/eventbridge-connections/emulator/internal/model/kms"
	"github.com/eventbridge-connections/emulator/internal/store"
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

// listing is the page that a list is asked for.
type listing struct {
	*Service
	limit  int
	marker *string
	bound  []string // what a marker is good for
}

// listing is bound to the operation, what it lists of, and the caller.
func (s *Service) listing(c awsapi.Caller, limit *int, length pageLength, marker *string, bound ...string) listing {
	return listing{s, min(awsapi.ValueOr(limit, length.otherwise), length.most), marker, append(bound, c.Account, c.Region)}
}

type items[T any] = iter.Seq2[store.Item[T], error]

// collect shows one page of what scan yields after a key, and seals where the next one begins.
//
// Errors: InvalidMarkerException.
func collect[T, Entry any](l listing, scan func(after string) items[T], show func(*T) Entry) (found []Entry, next *string, err error) {
	after, err := l.Tokens.Continue(l.marker, l.bound...)
	if err != nil {
		return nil, nil, errMarker()
	}
	found = []Entry{}
	last := ""
	for item, err := range scan(after) {
		if err != nil {
			return nil, nil, fmt.Errorf("%s: %w", l.bound[0], err)
		}
		if len(found) == l.limit {
			return found, new(l.Tokens.Seal(last, l.bound...)), nil
		}
		found, last = append(found, show(item.Value)), item.Key
	}
	return found, nil, nil
}

// ListKeys lists keys by their ids (UNKNOWN), a page at a time.
//
// Errors: InvalidMarkerException.
func (s *Service) ListKeys(ctx context.Context, in *model.ListKeysRequest) (*model.ListKeysResponse, error) {
	return transaction.View(ctx, s.Store, func(tx *store.Tx, caller awsapi.Caller) (*model.ListKeysResponse, error) {
		l := s.listing(caller, in.Limit, keysPage, in.Marker, "ListKeys")
		entry := func(k *key) model.KeyListEntry { return model.KeyListEntry{KeyId: &k.ID, KeyArn: &k.ARN} }
		found, next, err := collect(l, func(after string) items[key] { return keys.Scan(tx, transaction.Shelf(caller), "", after) }, entry)
		return &model.ListKeysResponse{Keys: found, NextMarker: next, Truncated: new(next != nil)}, err
	})
}
