package store

import (
	"fmt"
	"time"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"
)

// anyText lets a text be no UTF-8: what is broken in it is replaced rather than refused.
var anyText = jsontext.AllowInvalidUTF8(true)

// Table is an ordered collection of records of type T, which are stored as JSON. Declare it as a
// value:
//
//	var connections = store.Table[record]{Name: "connections"}
//
// It costs nothing and needs no opening. Two tables of the same name are the same table.
type Table[T any] struct {
	Name string

	// Shared lets transactions that only read return the same record to several readers, who then
	// must not change it. That saves reading its JSON again and again.
	Shared bool

	// Transient leaves the records out of snapshots. A restore removes them.
	Transient bool

	// Redact removes from a record what nobody may see; nil says that there is nothing of the kind.
	Redact func(*T)

	// Check says why a record that is restored cannot be; nil takes every record of type T.
	Check func(s Shelf, key string, v *T) error
}

// Item is a record and where it lies.
type Item[T any] struct {
	Shelf Shelf
	Key   string
	Value *T
}

// Get returns the record, or nil when there is none.
func (t Table[T]) Get(tx *Tx, s Shelf, key string) (*T, error) {
	at, err := placeOf(t.Name, s, key)
	if err != nil {
		return nil, t.failed("get", err)
	}
	stored := tx.get(records, at)
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

// PutUntil stores the record until the given time: it is gone for everyone whose tx.Now() is not
// before it.
func (t Table[T]) PutUntil(tx *Tx, s Shelf, key string, v *T, until time.Time) error {
	return t.failed("put", t.put(tx, s, key, v, stampOf(until)))
}

func (t Table[T]) put(tx *Tx, s Shelf, key string, v *T, until stamp) error {
	at, err := placeOf(t.Name, s, key)
	if err != nil {
		return err
	}
	data, err := json.Marshal(v, anyText)
	if err != nil {
		return err
	}
	return tx.put(at, until, data)
}

// Delete removes the record; it is no error when there is none.
func (t Table[T]) Delete(tx *Tx, s Shelf, key string) error {
	at, err := placeOf(t.Name, s, key)
	if err == nil {
		err = tx.delete(at)
	}
	return t.failed("delete", err)
}

// Count returns how many records the shelf has. It reads a counter, not the records.
func (t Table[T]) Count(tx *Tx, s Shelf) (int, error) {
	shelf, err := placeOf(t.Name, s, "")
	if err != nil {
		return 0, t.failed("count", err)
	}
	return tx.count(shelf) - tx.countExpired(shelf), nil
}

// decode returns nil when the record has expired.
func (t Table[T]) decode(tx *Tx, at, stored []byte) (*T, error) {
	if !t.Shared || tx.bolt.Writable() {
		return t.read(tx, at, stored)
	}
	if v, ok := tx.shared.find(at, stored).(*T); ok {
		if tx.passed(expiryIn(stored)) {
			return nil, nil
		}
		return v, nil
	}
	v, err := t.read(tx, at, stored)
	if v != nil {
		tx.shared.keep(at, stored, v)
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
