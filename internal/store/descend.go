package store

import (
	"bytes"
	"iter"

	"go.etcd.io/bbolt"
)

// ScanDown yields the records of the shelf whose key starts with prefix and comes before the given key, in descending
// order; with no key given it begins at the last one. An error ends it. The function that ranges over it may write to
// the table.
func (t Table[T]) ScanDown(tx *Tx, s Shelf, prefix, before string) iter.Seq2[Item[T], error] {
	within, err := s.key(prefix)
	if err != nil {
		return func(yield func(Item[T], error) bool) { yield(Item[T]{}, t.failed("scan", err)) }
	}
	end := pastAll(within)
	if from, _ := s.key(before); before != "" && bytes.Compare(from, end) < 0 {
		end = from
	}
	return t.items(tx, tx.walkDown(t.Name, within, end))
}

// pastAll is the first key after all that start with the prefix. A prefix has a zero byte: there is such a key.
func pastAll(prefix []byte) []byte {
	end := bytes.TrimRight(prefix, "\xff")
	end = bytes.Clone(end)
	end[len(end)-1]++
	return end
}

// walkDown yields where the records lie and what is stored there, from the last before the given place.
func (tx *Tx) walkDown(table string, within, before []byte) iter.Seq2[[]byte, []byte] {
	return func(yield func([]byte, []byte) bool) {
		bucket := tx.bucket(table)
		if bucket == nil {
			return
		}
		cursor := bucket.Cursor()
		at, stored := seekBefore(cursor, before)
		for at != nil && bytes.HasPrefix(at, within) {
			writes := tx.writes
			if !yield(at, stored) {
				return
			}
			if tx.writes == writes {
				at, stored = cursor.Prev()
				continue
			}
			cursor = bucket.Cursor() // a cursor does not survive a write
			at, stored = seekBefore(cursor, at)
		}
	}
}

func seekBefore(cursor *bbolt.Cursor, key []byte) ([]byte, []byte) {
	if at, _ := cursor.Seek(key); at == nil {
		return cursor.Last()
	}
	return cursor.Prev()
}
