package store

import (
	"slices"
	"time"

	"go.etcd.io/bbolt"
	bolterrors "go.etcd.io/bbolt/errors"
)

// Tx is a transaction: what one function given to View or Update reads and writes. It ends with
// that function.
type Tx struct {
	now    time.Time
	bolt   *bbolt.Tx // shared with the others of a group
	opened [3]*bbolt.Bucket
	shared *shared
	writes int      // how often the transaction has written
	undo   []change // what takes back its writes, the last of them first
	after  []func()
}

// A change gives a key the value that it had.
type change struct {
	bucket bucket
	key    []byte
	value  []byte // nil where there was none
}

// A bucket is one of those that hold data.
type bucket int

const (
	records bucket = iota
	counts
	expiry
)

var bucketNames = [...][]byte{[]byte("records"), []byte("counts"), []byte("expiry")}

// Now returns the time of the transaction, read once when it began.
func (tx *Tx) Now() time.Time { return tx.now }

// OnCommit has fn run when what the transaction wrote, which may be nothing, is committed: before
// its call of Update returns, and in the order of the transactions. Every writer waits for it, so
// it must be quick and not use the store.
func (tx *Tx) OnCommit(fn func()) { tx.after = append(tx.after, fn) }

// Reset removes every record of every table.
func (tx *Tx) Reset() error {
	for b := range bucketNames {
		var all [][]byte
		cursor := tx.open(bucket(b)).Cursor()
		for key, _ := cursor.First(); key != nil; key, _ = cursor.Next() {
			all = append(all, key)
		}
		for _, key := range slices.Backward(all) { // the last of a page is the cheapest to take out
			if err := tx.unset(bucket(b), key); err != nil {
				return err
			}
		}
	}
	return nil
}

func (tx *Tx) open(b bucket) *bbolt.Bucket {
	if tx.opened[b] == nil {
		tx.opened[b] = tx.bolt.Bucket(bucketNames[b])
	}
	return tx.opened[b]
}

// get returns what is stored under the key, or nil. It belongs to bbolt: nobody may change it, or
// keep it for longer than the transaction.
func (tx *Tx) get(b bucket, key []byte) []byte { return tx.open(b).Get(key) }

// set stores a value, which must not be empty.
func (tx *Tx) set(b bucket, key, value []byte) error {
	old := tx.get(b, key)
	if err := tx.open(b).Put(key, value); err != nil {
		return err
	}
	tx.wrote(change{b, key, old})
	return nil
}

func (tx *Tx) unset(b bucket, key []byte) error {
	if !tx.bolt.Writable() {
		return bolterrors.ErrTxNotWritable
	}
	old := tx.get(b, key)
	if old == nil {
		return nil
	}
	if err := tx.open(b).Delete(key); err != nil {
		return err
	}
	tx.wrote(change{b, key, old})
	return nil
}

func (tx *Tx) wrote(c change) {
	tx.writes++
	tx.undo = append(tx.undo, c)
}

// takeBack undoes all that the transaction wrote, while the others of its group stay.
func (tx *Tx) takeBack() error {
	for _, c := range slices.Backward(tx.undo) {
		if err := c.apply(tx.open(c.bucket)); err != nil {
			return err
		}
	}
	return nil
}

func (c change) apply(b *bbolt.Bucket) error {
	if c.value == nil {
		return b.Delete(c.key)
	}
	return b.Put(c.key, c.value)
}
