package transaction

import (
	"context"
	"iter"
	"time"

	"github.com/eventbridge-connections/emulator/internal/page"
	"github.com/eventbridge-connections/emulator/internal/store"
)

// A Table is a [store.Table] on the shelf of the transaction's caller. Declare it as a value:
//
//	var table = transaction.Table[connection]{Name: "connections"}
type Table[T any] store.Table[T]

// Stored is the table with the records of every caller.
func (t Table[T]) Stored() store.Table[T] { return store.Table[T](t) }

// Get returns the record, or nil when there is none.
func (t Table[T]) Get(tx *Tx, key string) (*T, error) {
	return t.Stored().Get(tx.Tx, tx.shelf(), key)
}

// Put stores the record for good.
func (t Table[T]) Put(tx *Tx, key string, v *T) error {
	return t.Stored().Put(tx.Tx, tx.shelf(), key, v)
}

// PutUntil stores the record until the given time. A zero time is for good.
func (t Table[T]) PutUntil(tx *Tx, key string, v *T, until time.Time) error {
	if until.IsZero() {
		return t.Put(tx, key, v)
	}
	return t.Stored().PutUntil(tx.Tx, tx.shelf(), key, v, until)
}

// Delete removes the record; it is no error when there is none.
func (t Table[T]) Delete(tx *Tx, key string) error {
	return t.Stored().Delete(tx.Tx, tx.shelf(), key)
}

// Count returns how many records the caller has. It reads a counter, not the records.
func (t Table[T]) Count(tx *Tx) (int, error) {
	return t.Stored().Count(tx.Tx, tx.shelf())
}

// Scan yields the caller's records whose key starts with prefix and comes after the given key, in
// ascending order.
func (t Table[T]) Scan(tx *Tx, prefix, after string) page.Items[T] {
	return func(yield func(page.Item[T], error) bool) {
		for item, err := range t.Stored().Scan(tx.Tx, tx.shelf(), prefix, after) {
			if !yield(page.Item[T]{Key: item.Key, Value: item.Value}, err) {
				return
			}
		}
	}
}

// All yields the records of all callers, each with the transaction for its owner. An error comes
// with the transaction that All was given, and ends it.
func (t Table[T]) All(tx *Tx) iter.Seq2[Owned[T], error] {
	return func(yield func(Owned[T], error) bool) {
		for item, err := range t.Stored().All(tx.Tx) {
			owned := Owned[T]{tx.on(item.Shelf), page.Item[T]{Key: item.Key, Value: item.Value}}
			if !yield(owned, err) {
				return
			}
		}
	}
}

// List returns what show makes of every record of a table, of all callers, in the order of
// [Table.All].
//
// Errors: those of show and of [store.Store.View].
func List[T, Shown any](
	ctx context.Context, s *store.Store, t Table[T], show func(Owned[T]) (Shown, error),
) ([]Shown, error) {
	return View(ctx, s, func(tx *Tx) ([]Shown, error) {
		all := []Shown{}
		for item, err := range t.All(tx) {
			if err != nil {
				return nil, err
			}
			shown, err := show(item)
			if err != nil {
				return nil, err
			}
			all = append(all, shown)
		}
		return all, nil
	})
}

// An Owned is a record with the transaction for the caller that owns it.
type Owned[T any] struct {
	Tx *Tx
	page.Item[T]
}
