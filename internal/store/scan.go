package store

import (
	"bytes"
	"iter"

	"go.etcd.io/bbolt"
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
	return t.items(tx, within, from)
}

// All yields every record of every shelf, ordered by account, region and key. An error ends it.
func (t Table[T]) All(tx *Tx) iter.Seq2[Item[T], error] {
	within := append([]byte(t.Name), 0)
	return t.items(tx, within, within)
}

func (t Table[T]) none(err error) iter.Seq2[Item[T], error] {
	return func(yield func(Item[T], error) bool) { yield(Item[T]{}, t.failed("scan", err)) }
}

// items reads the records at the places that start with a prefix, from one of them on.
func (t Table[T]) items(tx *Tx, within, from []byte) iter.Seq2[Item[T], error] {
	return func(yield func(Item[T], error) bool) {
		places := tx.ascend(within, from)
		var prefix []byte // of the places on the shelf of the last record
		var shelf Shelf
		for at, stored := places.next(); at != nil; at, stored = places.next() {
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

// A cursor goes over the places that start with a prefix, in their order. Its transaction may write
// meanwhile.
type cursor struct {
	tx     *Tx
	within []byte // the prefix
	from   []byte // the place to start from
	last   []byte // the place that next returned; nil before the first
	writes int    // of the transaction, as many as bbolt's cursor has seen
	bolt   *bbolt.Cursor
}

// ascend returns a cursor over the places that start with a prefix, from one of them on.
func (tx *Tx) ascend(within, from []byte) *cursor {
	return &cursor{tx: tx, within: within, from: from}
}

// next returns a place and what is stored there, and nil after the last.
func (c *cursor) next() (at, stored []byte) {
	switch {
	case c.last == nil:
		at, stored = c.seek(c.from)
	case c.writes != c.tx.writes: // bbolt's cursor does not survive a write
		at, stored = c.seek(following(c.last))
	default:
		at, stored = c.bolt.Next()
	}
	if !bytes.HasPrefix(at, c.within) {
		return nil, nil
	}
	c.last = at
	return at, stored
}

func (c *cursor) seek(from []byte) (at, stored []byte) {
	c.bolt, c.writes = c.tx.open(records).Cursor(), c.tx.writes
	return c.bolt.Seek(from)
}
