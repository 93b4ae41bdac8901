package store

import (
	"bytes"
	"context"
	"errors"
	"time"

	"go.etcd.io/bbolt"
	bolterrors "go.etcd.io/bbolt/errors"
)

// Tx is a transaction: what one function given to View or Update reads and writes. It ends with that function.
type Tx struct {
	now     time.Time
	timed   bool    // somebody has asked for the time
	reading Reading // what was found rests on
	bolt    *bbolt.Tx
	shared  *shared
	counted map[string]int // by how much the counters are to change at the commit; all of a group have the same
	writes  int            // how often the transaction has written
	lookups []lookup       // of a transaction that only reads
	after   []func()
}

// OnCommit has fn run when what the transaction wrote is committed: before its caller is answered, and in the order of
// the transactions. Every writer waits for it, so it must be quick and not use the store.
func (tx *Tx) OnCommit(fn func()) { tx.after = append(tx.after, fn) }

// View runs fn on the data as the last commit left it. It never waits for a writer.
func (s *Store) View(ctx context.Context, fn func(*Tx) error) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	defer faultsPanic()()
	version := s.version.now.Load() // before the data is fixed: a commit that comes between makes it wrong, and never too new
	err := s.bolt.View(func(bolt *bbolt.Tx) error {
		tx := s.transaction(bolt, nil)
		tx.reading.version = version
		return fn(tx)
	})
	if errors.Is(err, bolterrors.ErrDatabaseNotOpen) {
		return ErrClosed
	}
	return err
}

// transaction reads the clock after the data is fixed: what a commit found expired is expired for whoever sees that commit.
func (s *Store) transaction(bolt *bbolt.Tx, counted map[string]int) *Tx {
	return &Tx{now: s.now(), bolt: bolt, shared: &s.shared, counted: counted}
}

// Reset removes every record of every table.
func (tx *Tx) Reset() error {
	tx.writes++
	clear(tx.counted)
	for _, name := range tx.tables() {
		if err := tx.bolt.DeleteBucket(name); err != nil {
			return err
		}
	}
	for _, name := range [][]byte{countsBucket, expiryBucket} {
		if err := tx.bolt.DeleteBucket(name); err != nil {
			return err
		}
		if _, err := tx.bolt.CreateBucket(name); err != nil {
			return err
		}
	}
	return nil
}

var tablePrefix = []byte("table/")

// lookup is a table in which a transaction has looked for a record.
type lookup struct {
	table  string
	cursor *bbolt.Cursor
}

// get answers what is stored in a place, or nil. Who only reads looks for each table once.
func (tx *Tx) get(table string, at []byte) []byte {
	if tx.bolt.Writable() {
		if bucket := tx.bucket(table); bucket != nil {
			return bucket.Get(at)
		}
		return nil
	}
	if cursor := tx.cursor(table); cursor != nil {
		if found, stored := cursor.Seek(at); bytes.Equal(found, at) {
			return stored
		}
	}
	return nil
}

// cursor answers one that the transaction uses again, or nil when the table has never had a record.
func (tx *Tx) cursor(table string) *bbolt.Cursor {
	for _, l := range tx.lookups {
		if l.table == table {
			return l.cursor
		}
	}
	bucket := tx.bucket(table)
	if bucket == nil {
		return nil
	}
	cursor := bucket.Cursor()
	tx.lookups = append(tx.lookups, lookup{table, cursor})
	return cursor
}

// bucket answers where the records of the table lie, or nil when it has never had any.
func (tx *Tx) bucket(table string) *bbolt.Bucket {
	var name [64]byte // keeps most names off the heap
	return tx.bolt.Bucket(append(append(name[:0], tablePrefix...), table...))
}

// createBucket is bucket for a writer, which makes it where it is missing.
func (tx *Tx) createBucket(table string) (*bbolt.Bucket, error) {
	if bucket := tx.bucket(table); bucket != nil {
		return bucket, nil
	}
	return tx.bolt.CreateBucket(append(bytes.Clone(tablePrefix), table...))
}

func (tx *Tx) tables() (names [][]byte) {
	cursor := tx.bolt.Cursor()
	for name, _ := cursor.Seek(tablePrefix); bytes.HasPrefix(name, tablePrefix); name, _ = cursor.Next() {
		names = append(names, bytes.Clone(name))
	}
	return names
}
