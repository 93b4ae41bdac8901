// Package store keeps typed records in one file, ordered by key, and loses nothing that it acknowledged.
//
// A [Table] is declared as a value and used inside a transaction: [Store.View] reads, [Store.Update] writes.
// Every record lies on a [Shelf]; two shelves never see each other's records.
//
// Commits go into a log beside the file first: see log. The file is a bbolt database with one bucket for each table and
// three of the package's own:
//
//	table/NAME   account 0x00 region 0x00 key             -> expiry (8 bytes), checksum (4 bytes), JSON
//	counts       table 0x00 account 0x00 region 0x00      -> number of records on the shelf (8 bytes)
//	expiry       expiry (8 bytes) table 0x00 record's key -> nothing
//	meta         "schema", "key", "sum", "last"
//
// Numbers are big-endian, so that the order of the bytes is the order of the numbers.
package store

import (
	"context"
	"errors"
	"fmt"
	"hash/maphash"
	"os"
	"sync"
	"sync/atomic"
	"time"

	"go.etcd.io/bbolt"
)

// The errors of this package; what the file system says (fs.ErrPermission, fs.ErrNotExist, …) is wrapped as it is.
var (
	ErrClosed      = errors.New("the store is closed")
	ErrLocked      = errors.New("another process holds the data file")
	ErrNotDatabase = errors.New("the data file is not a database of this program")
	ErrNewerSchema = errors.New("the data file was written by a newer version of this program")
	ErrCorrupt     = errors.New("the data file is damaged")
)

// Options say how a store is opened. The zero value is a durable store that reads the system's clock.
type Options struct {
	// Now is the clock that transactions read; nil means time.Now.
	Now func() time.Time

	// Ephemeral keeps the data in a temporary file, without syncing, that is gone once the store is closed
	// or the process has ended in whatever way. Without a folder name it is in memory on Linux, and elsewhere
	// in the system's folder for such files.
	Ephemeral bool
}

// Store is an open data file. It is safe for use by many goroutines.
type Store struct {
	bolt   *bbolt.DB
	dir    string
	now    func() time.Time
	key    []byte
	shared shared
	close  func() error

	// For who has the turn to run a function that writes.
	turn   turn
	group  *group // which the function joins; nil where the next one begins one
	last   *group // the one that was sealed last, if it went into the log
	spare  []byte // a buffer for the changes of the next one
	closed bool   // there is no next one

	// For who has the turn to commit a group.
	committing turn
	log        *log // nil until the first commit, and after it has failed
	marked     bool // the file names a log

	state   atomic.Pointer[state]
	moving  sync.Mutex     // held by who makes the next state
	folding sync.WaitGroup // what brings the file up to date in the background
	through sync.RWMutex   // held while the file gets what the state does not have yet
}

// Open opens the file emulator.db in the folder dir and creates what does not exist: the folder with mode 0700,
// the file with mode 0600. When it answers an error, an existing file is left as it was.
func Open(dir string, o Options) (*Store, error) {
	bolt, err := openFile(dir, o.Ephemeral)
	if err != nil {
		return nil, err
	}
	s := &Store{bolt: bolt, now: o.Now, dir: dir, turn: newTurn(), committing: newTurn()}
	if err := s.read(); err != nil {
		return nil, errors.Join(fmt.Errorf("open %s: %w", bolt.Path(), err), bolt.Close())
	}
	s.shared.seed = maphash.MakeSeed()
	if s.now == nil {
		s.now = time.Now
	}
	s.close = sync.OnceValue(s.shut)
	return s, nil
}

// read finds the last commit, in the file or in its log.
func (s *Store) read() error {
	h, err := prepare(s.bolt)
	if err != nil {
		return err
	}
	s.key, s.marked = h.key, h.last.log != logID{}
	now, top := &state{version: h.last.version, file: h.commit}, newLayer()
	if s.marked {
		commits, err := readLog(s.dir, h.last.log, h.last.version)
		if err != nil {
			return err
		}
		for _, c := range commits {
			if err := top.apply(c.changes); err != nil {
				return err
			}
			now.version = c.version
		}
	}
	now.layers = []layer{top}
	s.state.Store(now)
	return nil
}

// Close waits for the transactions under way and closes the file, which then has all that was committed. Every later
// call answers ErrClosed, but Close itself may be called again.
func (s *Store) Close() error { return s.close() }

func (s *Store) shut() error {
	s.stopWriting()
	s.folding.Wait()
	if s.marked {
		s.removeLog()
	}
	s.log.close()
	s.next(func(next *state) { next.version = 0 })
	path, ephemeral := s.bolt.Path(), s.bolt.NoSync
	if err := s.bolt.Close(); err != nil {
		return fmt.Errorf("close %s: %w", path, err)
	}
	if ephemeral {
		_ = os.Remove(path) // already gone where a file in use can be removed
	}
	return nil
}

// removeLog brings the file up to date and writes down which of its pages are free. To do that in every commit makes
// one ten times as slow when many are free; not to do so at all makes Open read the whole file, as it does when the
// last process was killed. Where it fails, all is in the log for the next Open.
func (s *Store) removeLog() {
	s.bolt.NoFreelistSync = false
	if err := s.writeThrough(s.state.Load().layers[0], nil); err == nil {
		s.log.close()
		removeLogs(s.dir, nil)
	}
}

// Key answers 32 random bytes that were made with the file and stay for as long as it lives.
func (s *Store) Key() []byte { return append([]byte(nil), s.key...) }

// Reset removes every record of every table; the key stays.
func (s *Store) Reset(ctx context.Context) error {
	return s.Update(ctx, (*Tx).Reset)
}
