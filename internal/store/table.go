package store

import (
	"bytes"
	"errors"
	"fmt"
	"iter"
	"strings"
	"time"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"
)

// anyText lets a text be no UTF-8: what is broken in it is replaced rather than refused.
var anyText = jsontext.AllowInvalidUTF8(true)

// Shelf is what one account and region own; two callers never see each other's shelf.
type Shelf struct{ Account, Region string }

// Table is an ordered collection of records of type T, which are stored as JSON. Declare it as a value:
//
//	var connections = store.Table[record]{Name: "connections"}
//
// It costs nothing and needs no opening. Two tables of the same name are the same table.
type Table[T any] struct {
	Name string

	// Shared lets the transactions that only read answer the same record to several readers, who then must not change
	// it. That saves reading its JSON again and again.
	Shared bool
}

// Item is a record and where it lies.
type Item[T any] struct {
	Shelf Shelf
	Key   string
	Value *T
}

// Get answers the record, or nil when there is none.
func (t Table[T]) Get(tx *Tx, s Shelf, key string) (*T, error) {
	at, err := s.key(key)
	if err != nil {
		return nil, t.failed("get", err)
	}
	stored := tx.view.get(bucketOf(t.Name), at)
	if stored == nil {
		return nil, nil
	}
	v, err := t.decode(tx, at, stored)
	return v, t.failed("get", err)
}

// Put stores the record for good: an expiry that it had is cleared.
func (t Table[T]) Put(tx *Tx, s Shelf, key string, v *T) error {
	return t.failed("put", t.put(tx, s, key, v, never))
}

// PutUntil stores the record until the given time: it is gone for everyone whose tx.Now() is not before it.
func (t Table[T]) PutUntil(tx *Tx, s Shelf, key string, v *T, until time.Time) error {
	return t.failed("put", t.put(tx, s, key, v, stampOf(until)))
}

func (t Table[T]) put(tx *Tx, s Shelf, key string, v *T, until stamp) error {
	at, err := s.key(key)
	if err != nil {
		return err
	}
	data, err := json.Marshal(v, anyText)
	if err != nil {
		return err
	}
	return tx.put(t.Name, at, until, data)
}

// Delete removes the record; it is no error when there is none.
func (t Table[T]) Delete(tx *Tx, s Shelf, key string) error {
	at, err := s.key(key)
	if err == nil {
		err = tx.delete(t.Name, at)
	}
	return t.failed("delete", err)
}

// Count answers how many records the shelf has. It reads a counter, not the records.
func (t Table[T]) Count(tx *Tx, s Shelf) (int, error) {
	shelf, err := s.key("")
	if err != nil {
		return 0, t.failed("count", err)
	}
	return tx.count(t.Name, shelf) - tx.countExpired(t.Name, shelf), nil
}

// Scan yields the records of the shelf whose key starts with prefix and comes after the given key, in ascending order.
// An error ends it. The function that ranges over it may write to the table.
func (t Table[T]) Scan(tx *Tx, s Shelf, prefix, after string) iter.Seq2[Item[T], error] {
	within, err := s.key(prefix)
	if err != nil {
		return func(yield func(Item[T], error) bool) { yield(Item[T]{}, t.failed("scan", err)) }
	}
	var from []byte
	if after != "" {
		from, _ = s.key(after)
	}
	return t.walk(tx, within, from)
}

// All yields every record of every shelf, ordered by account, region and key. An error ends it.
func (t Table[T]) All(tx *Tx) iter.Seq2[Item[T], error] {
	return t.walk(tx, nil, nil)
}

func (t Table[T]) walk(tx *Tx, within, after []byte) iter.Seq2[Item[T], error] {
	return t.items(tx, tx.walk(t.Name, within, after))
}

// items reads the records that lie at the given places.
func (t Table[T]) items(tx *Tx, places iter.Seq2[[]byte, []byte]) iter.Seq2[Item[T], error] {
	return func(yield func(Item[T], error) bool) {
		var shelf Shelf // of the records that start with within
		var within []byte
		for at, stored := range places {
			v, err := t.decode(tx, at, stored)
			if err != nil {
				yield(Item[T]{}, t.failed("scan", err))
				return
			}
			if v == nil {
				continue
			}
			if within == nil || !bytes.HasPrefix(at, within) {
				within = bytes.Clone(shelfOf(at))
				shelf, _ = split(at)
			}
			if !yield(Item[T]{shelf, string(at[len(within):]), v}, nil) {
				return
			}
		}
	}
}

// decode answers nil when the record has expired.
func (t Table[T]) decode(tx *Tx, at, stored []byte) (*T, error) {
	if !t.Shared || tx.draft != nil {
		return t.read(tx, at, stored)
	}
	if v, ok := tx.shared.find(t.Name, at, stored).(*T); ok {
		if tx.passed(expiryIn(stored)) {
			return nil, nil
		}
		return v, nil
	}
	v, err := t.read(tx, at, stored)
	if v != nil {
		tx.shared.keep(t.Name, at, stored, v)
	}
	return v, err
}

func (t Table[T]) read(tx *Tx, at, stored []byte) (*T, error) {
	until, data, err := unpack(at, stored)
	if err != nil || tx.passed(until) {
		return nil, err
	}
	v := new(T)
	if err := json.Unmarshal(data, v, anyText); err != nil {
		return nil, err
	}
	return v, nil
}

func (t Table[T]) failed(what string, err error) error {
	if err == nil {
		return nil
	}
	return fmt.Errorf("%s in table %s: %w", what, t.Name, err)
}

var errShelf = errors.New("an account or region with a zero byte")

// key is where the record lies in its table. The zero bytes keep shelves apart whose names begin alike.
func (s Shelf) key(name string) ([]byte, error) {
	if strings.ContainsRune(s.Account, 0) || strings.ContainsRune(s.Region, 0) {
		return nil, errShelf
	}
	at := make([]byte, 0, len(s.Account)+len(s.Region)+len(name)+2)
	at = append(append(at, s.Account...), 0)
	at = append(append(at, s.Region...), 0)
	return append(at, name...), nil
}

// split is the inverse of key.
func split(at []byte) (Shelf, string) {
	account, rest, _ := bytes.Cut(at, []byte{0})
	region, name, _ := bytes.Cut(rest, []byte{0})
	return Shelf{string(account), string(region)}, string(name)
}

// walk yields where the records lie and what is stored there, from the first after the given place.
func (tx *Tx) walk(table string, within, after []byte) iter.Seq2[[]byte, []byte] {
	return func(yield func([]byte, []byte) bool) {
		from := within
		if bytes.Compare(after, within) >= 0 {
			from = following(after)
		}
		cursor := tx.view.ascend(bucketOf(table), from)
		for at, stored := cursor.next(); at != nil && bytes.HasPrefix(at, within); at, stored = cursor.next() {
			writes := tx.writes
			if !yield(at, stored) {
				return
			}
			if tx.writes != writes { // a cursor does not survive a write
				cursor = tx.view.ascend(bucketOf(table), following(at))
			}
		}
	}
}

// following is the first key after another.
func following(key []byte) []byte { return append(bytes.Clone(key), 0) }

// shelfOf is the part of a record's place that it shares with all others on its shelf.
func shelfOf(at []byte) []byte {
	account := bytes.IndexByte(at, 0) + 1
	return at[:account+bytes.IndexByte(at[account:], 0)+1]
}
