package store

import (
	"context"
	"time"

	bolterrors "go.etcd.io/bbolt/errors"
)

// Tx is a transaction: what one function given to View or Update reads and writes. It ends with that function.
type Tx struct {
	now     time.Time
	view    *view
	draft   *draft // the view again, of a transaction that may write
	shared  *shared
	counted map[string]int // by how much the counters are to change at the commit
	writes  int            // how often the transaction has written
	after   []func()
}

// OnCommit has fn run when what the transaction wrote is committed: before its caller is answered, and in the order of
// the transactions. Every writer waits for it, so it must be quick and not use the store.
func (tx *Tx) OnCommit(fn func()) { tx.after = append(tx.after, fn) }

// View runs fn on the data as the last commit left it. It does not wait for writers, but for one whose commit is the first,
// or too large for the log.
func (s *Store) View(ctx context.Context, fn func(*Tx) error) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	defer faultsPanic()()
	v, err := s.look()
	if err != nil {
		return err
	}
	defer func() { _ = v.bolt.Rollback() }()
	return fn(s.transaction(v))
}

// transaction reads the clock after the data is fixed: what a commit found expired is expired for whoever sees that commit.
func (s *Store) transaction(v *view) *Tx {
	return &Tx{now: s.now(), view: v, shared: &s.shared}
}

// Now is the time of the transaction, read once when it began.
func (tx *Tx) Now() time.Time { return tx.now }

// Reset removes every record of every table.
func (tx *Tx) Reset() error {
	if tx.draft == nil {
		return bolterrors.ErrTxNotWritable
	}
	tx.writes++
	clear(tx.counted)
	tx.draft.clear()
	return nil
}

// bucketOf is where the records of a table lie.
func bucketOf(table string) string { return tablePrefix + table }

const tablePrefix = "table/"
