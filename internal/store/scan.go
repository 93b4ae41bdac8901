package store

import (
	"bytes"
	"iter"
)

// Scan yields the records of the shelf whose key starts with prefix and comes after the given key,
// in ascending order. An error ends it. The function that ranges over it may write to the table.
func (t Table[T]) Scan(tx *Tx, s Shelf, prefix, after string) iter.Seq2[Item[T], error] {
	within, err := placeOf(t.Name, s, prefix)
	if err != nil {
		return t.none(err)
	}
	from := within
	if last, _ := placeOf(t.Name, s, after); after != "" && bytes.Compare(last, within) >= 0 {
		from = following(last)
	}
	return t.items(tx, tx.ascend(within, from))
}

// All yields every record of every shelf, ordered by account, region and key. An error ends it.
func (t Table[T]) All(tx *Tx) iter.Seq2[Item[T], error] {
	within := append([]byte(t.Name), 0)
	return t.items(tx, tx.ascend(within, within))
}

func (t Table[T]) none(err error) iter.Seq2[Item[T], error] {
	return func(yield func(Item[T], error) bool) { yield(Item[T]{}, t.failed("scan", err)) }
}

// items reads the records that lie at the given places.
func (t Table[T]) items(tx *Tx, places iter.Seq2[[]byte, []byte]) iter.Seq2[Item[T], error] {
	return func(yield func(Item[T], error) bool) {
		var prefix []byte // of the places on the shelf of the last record
		var shelf Shelf
		for at, stored := range places {
			v, err := t.decode(tx, at, stored)
			if err != nil {
				yield(Item[T]{}, t.failed("scan", err))
				return
			}
			if v == nil {
				continue
			}
			if prefix == nil || !bytes.HasPrefix(at, prefix) {
				prefix = bytes.Clone(shelfOf(at))
				_, shelf = splitShelf(prefix)
			}
			if !yield(Item[T]{shelf, string(at[len(prefix):]), v}, nil) {
				return
			}
		}
	}
}

// ascend yields the places that start with a prefix, from one of them on, and what is stored there.
func (tx *Tx) ascend(within, from []byte) iter.Seq2[[]byte, []byte] {
	return func(yield func([]byte, []byte) bool) {
		cursor := tx.open(records).Cursor()
		at, stored := cursor.Seek(from)
		for at != nil && bytes.HasPrefix(at, within) {
			writes := tx.writes
			if !yield(at, stored) {
				return
			}
			if tx.writes == writes {
				at, stored = cursor.Next()
				continue
			}
			cursor = tx.open(records).Cursor() // one does not survive a write
			at, stored = cursor.Seek(following(at))
		}
	}
}
