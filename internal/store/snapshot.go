package store

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"iter"
	"strings"
	"time"
	"unicode/utf8"
)

// Row is a record of any table, as it is stored.
type Row struct {
	Table   string          `json:"table"`
	Account string          `json:"account"`
	Region  string          `json:"region"`
	Key     string          `json:"key"`
	Until   time.Time       `json:"until,omitzero"` // when it expires; zero is never
	Value   json.RawMessage `json:"value"`
}

// Rows yields every record of every table. An error ends it: a record that is damaged, or a key that is no text.
func (tx *Tx) Rows() iter.Seq2[Row, error] {
	return func(yield func(Row, error) bool) {
		for _, bucket := range tx.view.buckets(tablePrefix) {
			table := strings.TrimPrefix(bucket, tablePrefix)
			for at, stored := range tx.walk(table, nil, nil) {
				row, expired, err := tx.row(table, at, stored)
				if expired {
					continue
				}
				if !yield(row, err) || err != nil {
					return
				}
			}
		}
	}
}

func (tx *Tx) row(table string, at, stored []byte) (r Row, expired bool, err error) {
	until, data, err := unpack(at, stored)
	if err == nil && !utf8.Valid(at) {
		err = errors.New("a key that is no text")
	}
	if err != nil {
		return r, false, fmt.Errorf("read table %s: %w", table, err)
	}
	shelf, key := split(at)
	r = Row{Table: table, Account: shelf.Account, Region: shelf.Region, Key: key, Value: bytes.Clone(data)}
	if until != never {
		r.Until = until.time().UTC()
	}
	return r, tx.passed(until), nil
}

// Check says what keeps the record from being stored.
func (r Row) Check() error {
	if r.Table == "" || strings.ContainsRune(r.Table, 0) {
		return fmt.Errorf("%q is no name of a table", r.Table)
	}
	if !json.Valid(r.Value) {
		return fmt.Errorf("%s in table %s has no value", r.Key, r.Table)
	}
	_, err := Shelf{r.Account, r.Region}.key(r.Key)
	return err
}

// PutRow stores a record that Rows yielded. What the value has to look like is known to the owner of the table alone.
func (tx *Tx) PutRow(r Row) error {
	if err := r.Check(); err != nil {
		return err
	}
	at, err := Shelf{r.Account, r.Region}.key(r.Key)
	if err != nil {
		return err
	}
	until := never
	if !r.Until.IsZero() {
		until = stampOf(r.Until)
	}
	return tx.put(r.Table, at, until, r.Value)
}
