// Package store keeps typed records in one bbolt file, ordered by key, and loses nothing that it
// acknowledged.
//
// A [Table] is declared as a value and used inside a transaction: [Store.View] reads,
// [Store.Update] writes. Every record lies on a [Shelf]; two shelves never see each other's
// records.
//
// The file emulator.db has four buckets. Here a name that comes before others ends with a zero
// byte:
//
//	records  table account region key         -> expiry (8 bytes), checksum (4 bytes), JSON
//	counts   table account region             -> number of records on the shelf (8 bytes)
//	expiry   expiry table account region key  -> one zero byte
//	meta     "schema", "key", "sum"
//
// Numbers are big-endian, so that the order of the bytes is the order of the numbers.
package store

import (
	"context"
	"errors"
	"hash/maphash"
	"log/slog"
	"sync"
	"time"
)

// The errors of this package. An error of the file system, such as fs.ErrPermission, is wrapped as
// it is.
var (
	ErrClosed      = errors.New("the store is closed")
	ErrLocked      = errors.New("another process holds the data file")
	ErrNotDatabase = errors.New("the data file is not a database of this program")
	ErrSchema      = errors.New("the data file was written by another version of this program")
	ErrCorrupt     = errors.New("the data file is damaged")
	ErrDisk        = errors.New("the data file cannot be written")
	ErrTaken       = errors.New("there is a record of that key already")
)

// Options say how a store is opened. The zero value is a durable store that reads the system's
// clock.
type Options struct {
	// Now is the clock that transactions read; nil means time.Now.
	Now func() time.Time

	// Ephemeral keeps the data in a temporary file, without syncing. The file is gone once the
	// store is closed or the process has ended in whatever way. Without a folder name it is in
	// memory on Linux, and elsewhere in the system's folder for such files.
	Ephemeral bool

	// Log is told when a commit failed and what became of the file; nil discards that.
	Log *slog.Logger
}

// Store is an open data file. It is safe for use by many goroutines.
type Store struct {
	now    func() time.Time
	key    []byte
	latest time.Time
	file   *file
	shared shared
	close  func() error

	turn   turn   // whoever has it runs a function that writes, or commits
	group  *group // the functions that have run since the last commit; nil when there are none
	closed bool
}

// Open opens the file emulator.db in the folder dir and creates what does not exist: the folder
// with mode 0700, the file with mode 0600. A file of a looser mode is tightened, and a folder that
// others may write to is logged as a warning. When it returns an error, an existing file is left as
// it was.
func Open(dir string, o Options) (*Store, error) {
	file, key, err := openFile(dir, o)
	if err != nil {
		return nil, err
	}
	s := &Store{now: o.Now, key: key, file: file, turn: make(turn, 1)}
	s.shared.seed = maphash.MakeSeed()
	if s.now == nil {
		s.now = time.Now
	}
	s.close = sync.OnceValue(s.shut)
	if s.latest, err = file.latest(); err != nil {
		return nil, errors.Join(err, file.close())
	}
	return s, nil
}

// Close waits for the transactions that have begun and closes the file. Every later call returns
// ErrClosed, but Close itself may be called again.
func (s *Store) Close() error { return s.close() }

func (s *Store) shut() error {
	_ = s.turn.take(context.Background()) // never fails
	defer s.turn.pass()
	if s.group != nil {
		s.commit()
	}
	s.closed = true
	return s.file.close()
}

// Key returns 32 random bytes that were made with the file and stay for as long as it lives.
func (s *Store) Key() []byte { return append([]byte(nil), s.key...) }

// Latest returns the time of the last commit before the store was opened, zero where there was
// none. A clock that begins before it would bring back what had expired.
func (s *Store) Latest() time.Time { return s.latest }

// Reset removes every record of every table; the key stays.
func (s *Store) Reset(ctx context.Context) error {
	return s.Update(ctx, (*Tx).Reset)
}

// View runs fn on the data as the last commit left it. It waits for a commit only in the moment in
// which that is written and not yet known to be on disk, and while the file grows.
//
// A call of View or Update inside fn may wait for ever: use the transaction.
func (s *Store) View(ctx context.Context, fn func(*Tx) error) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	defer faultsPanic()()
	bolt, err := s.file.begin()
	if err != nil {
		return err
	}
	defer func() { _ = bolt.Rollback() }()
	// The clock is read after the data is fixed: what a commit found expired is expired for whoever
	// sees that commit.
	return fn(&Tx{now: s.now(), bolt: bolt, shared: &s.shared})
}
