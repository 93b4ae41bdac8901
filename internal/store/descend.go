package store

import (
	"bytes"
	"iter"
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
		cursor := tx.view.descend(bucketOf(table), before)
		for at, stored := cursor.next(); at != nil && bytes.HasPrefix(at, within); at, stored = cursor.next() {
			writes := tx.writes
			if !yield(at, stored) {
				return
			}
			if tx.writes != writes { // a cursor does not survive a write
				cursor = tx.view.descend(bucketOf(table), at)
			}
		}
	}
}
