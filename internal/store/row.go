package store

import (
	"bytes"
	stdjson "encoding/json"
	"errors"
	"fmt"
	"iter"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/go-json-experiment/json"
)

// Row is a record of any table, as it is stored.
type Row struct {
	Table   string             `json:"table"`
	Account string             `json:"account"`
	Region  string             `json:"region"`
	Key     string             `json:"key"`
	Until   time.Time          `json:"until,omitzero"` // when it expires; zero is never
	Value   stdjson.RawMessage `json:"value"`
}

// AnyTable is a [Table] of any type, for those who hold rows to their tables.
type AnyTable interface {
	// TableName returns the name, which is that in a [Row].
	TableName() string

	// IsTransient tells whether the records are left out of snapshots.
	IsTransient() bool

	// RedactRow removes from the row what nobody may see.
	RedactRow(*Row) error

	// CheckRow says why the row is no record of this table: a member that the table does not know,
	// or what its Check says.
	CheckRow(Row) error
}

// TableName returns the name of the table.
func (t Table[T]) TableName() string { return t.Name }

// IsTransient tells whether the records are left out of snapshots.
func (t Table[T]) IsTransient() bool { return t.Transient }

// RedactRow removes from the row what nobody may see.
func (t Table[T]) RedactRow(r *Row) error {
	if t.Redact == nil {
		return nil
	}
	v := new(T)
	err := json.Unmarshal(r.Value, v, anyText)
	if err == nil {
		t.Redact(v)
		r.Value, err = json.Marshal(v, anyText)
	}
	return t.failed("redact "+r.Key, err)
}

// CheckRow says why the row is no record of this table.
func (t Table[T]) CheckRow(r Row) error {
	v := new(T)
	err := json.Unmarshal(r.Value, v, anyText, json.RejectUnknownMembers(true))
	if err == nil && t.Check != nil {
		err = t.Check(Shelf{r.Account, r.Region}, r.Key, v)
	}
	return t.failed("check "+r.Key, err)
}

// Rows yields every record of every table. An error ends it: a record that is damaged, or a key
// that is no text.
func (tx *Tx) Rows() iter.Seq2[Row, error] {
	return func(yield func(Row, error) bool) {
		places := tx.ascend(nil, nil)
		for at, stored := places.next(); at != nil; at, stored = places.next() {
			row, expired, err := tx.row(at, stored)
			if expired {
				continue
			}
			if !yield(row, err) || err != nil {
				return
			}
		}
	}
}

func (tx *Tx) row(at, stored []byte) (r Row, expired bool, err error) {
	prefix := shelfOf(at)
	table, shelf := splitShelf(prefix)
	until, data, err := unpack(at, stored)
	if err == nil && !utf8.Valid(at) {
		err = errors.New("a key that is no text")
	}
	if err != nil {
		return r, false, fmt.Errorf("read table %s: %w", table, err)
	}
	r = Row{
		Table: table, Account: shelf.Account, Region: shelf.Region,
		Key: string(at[len(prefix):]), Value: bytes.Clone(data),
	}
	if until != never {
		r.Until = until.time().UTC()
	}
	return r, tx.passed(until), nil
}

// Check says what keeps the record from being stored.
func (r Row) Check() error {
	_, err := r.place()
	return err
}

func (r Row) place() ([]byte, error) {
	if r.Table == "" || strings.ContainsRune(r.Table, 0) {
		return nil, fmt.Errorf("%q is no name of a table", r.Table)
	}
	if !stdjson.Valid(r.Value) {
		return nil, fmt.Errorf("%s in table %s has no value", r.Key, r.Table)
	}
	at, err := placeOf(r.Table, Shelf{r.Account, r.Region}, r.Key)
	if err == nil {
		err = checkPlace(at)
	}
	return at, err
}

// PutRow stores a record that Rows yielded. It returns ErrTaken where there is one already. A great
// many of them are to come in the order of Rows:
// bbolt takes seconds for 100,000 in another. Its table says what the value has to look like: see
// [AnyTable].
func (tx *Tx) PutRow(r Row) error {
	at, err := r.place()
	if err != nil {
		return err
	}
	if tx.get(records, at) != nil {
		return fmt.Errorf("%s in table %s: %w", r.Key, r.Table, ErrTaken)
	}
	until := never
	if !r.Until.IsZero() {
		until = stampOf(r.Until)
	}
	return tx.put(at, until, r.Value)
}
