// Package store keeps typed records in one file, ordered by key, and loses nothing that it acknowledged.
//
// A [Table] is declared as a value and used inside a transaction: [Store.View] reads, [Store.Update] writes.
// Every record lies on a [Shelf]; two shelves never see each other's records.
//
// The file is a bbolt database with one bucket for each table and three of the package's own:
//
//	table/NAME   account 0x00 region 0x00 key             -> expiry (8 bytes), checksum (4 bytes), JSON
//	counts       table 0x00 account 0x00 region 0x00      -> number of records on the shelf (8 bytes)
//	expiry       expiry (8 bytes) table 0x00 record's key -> nothing
//	meta         "schema", "key"
//
// Numbers are big-endian, so that the order of the bytes is the order of the numbers.
package store

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strconv"
	"sync"
	"syscall"
	"time"

	"go.etcd.io/bbolt"
	bolterrors "go.etcd.io/bbolt/errors"
)

// The errors of this package; what the file system says (fs.ErrPermission, fs.ErrNotExist, …) is wrapped as it is.
var (
	ErrClosed      = errors.New("the store is closed")
	ErrLocked      = errors.New("another process holds the data file")
	ErrNotDatabase = errors.New("the data file is not a database of this program")
	ErrNewerSchema = errors.New("the data file was written by a newer version of this program")
	ErrCorrupt     = errors.New("the data file is damaged")
)

const (
	fileName = "emulator.db"

	// lockTimeout is how long Open waits for a process that is about to end.
	lockTimeout = 200 * time.Millisecond

	// growth is the step in which the file grows: each step costs one more sync, and its unused part no disk space.
	growth = 4 << 20
)

// Options say how a store is opened. The zero value is a durable store that reads the system's clock.
type Options struct {
	// Now is the clock that transactions read; nil means time.Now.
	Now func() time.Time

	// Ephemeral keeps the data in a temporary file, without syncing, that is gone once the store is closed
	// or the process has ended in whatever way. An empty folder name means the system's folder for such files.
	Ephemeral bool
}

// Store is an open data file. It is safe for use by many goroutines.
type Store struct {
	bolt    *bbolt.DB
	now     func() time.Time
	key     []byte
	writes  chan *write   // hands a write to the writer; unbuffered: who is not taken may still walk away
	closing chan struct{} // closed when no further write is taken
	stopped chan struct{} // closed when the writer has ended
	close   func() error
}

// Open opens the file emulator.db in the folder dir and creates what does not exist: the folder with mode 0700,
// the file with mode 0600. When it answers an error, an existing file is left as it was.
func Open(dir string, o Options) (*Store, error) {
	bolt, err := open(dir, o.Ephemeral)
	if err != nil {
		return nil, err
	}
	path := bolt.Path()
	key, err := prepare(bolt)
	if err != nil {
		return nil, errors.Join(fmt.Errorf("open %s: %w", path, err), bolt.Close())
	}
	s := &Store{
		bolt:    bolt,
		now:     o.Now,
		key:     key,
		writes:  make(chan *write),
		closing: make(chan struct{}),
		stopped: make(chan struct{}),
	}
	if s.now == nil {
		s.now = time.Now
	}
	s.close = sync.OnceValue(s.shut)
	go s.commitGroups()
	return s, nil
}

func open(dir string, ephemeral bool) (*bbolt.DB, error) {
	if dir != "" {
		if err := os.MkdirAll(dir, 0o700); err != nil {
			return nil, fmt.Errorf("create folder: %w", err)
		}
	}
	path := filepath.Join(dir, fileName)
	options := &bbolt.Options{
		Timeout:         lockTimeout,
		NoFreelistSync:  true,
		FreelistType:    bbolt.FreelistMapType,
		InitialMmapSize: mapped(),
		NoStatistics:    true,
	}
	if ephemeral {
		options.NoSync, options.NoGrowSync = true, true
		options.OpenFile = openUnlinked(dir)
	}
	bolt, err := bbolt.Open(path, 0o600, options)
	if err != nil {
		return nil, fmt.Errorf("open %s: %w", path, openError(err))
	}
	bolt.AllocSize = growth
	return bolt, nil
}

// mapped is how much of the address space is set aside for the file. As long as the file is smaller, a growing file
// never makes a reader wait. Windows would give the file that size at once, and 32 bits have no room to spare.
func mapped() int {
	var size int64 = 16 << 30
	if strconv.IntSize < 64 || runtime.GOOS == "windows" {
		size = 0
	}
	return int(size)
}

// openUnlinked opens a new file and removes its name, so that the file ends with the process even when it is killed.
func openUnlinked(dir string) func(string, int, os.FileMode) (*os.File, error) {
	return func(string, int, os.FileMode) (*os.File, error) {
		file, err := os.CreateTemp(dir, "emulator-*.db")
		if err != nil {
			return nil, err
		}
		_ = os.Remove(file.Name()) // a system that refuses leaves the file to Close
		return file, nil
	}
}

// openError tells the file system's errors, which stay as they are, from what bbolt thinks of the content.
func openError(err error) error {
	if errors.Is(err, bolterrors.ErrTimeout) {
		return ErrLocked
	}
	if _, ok := errors.AsType[*fs.PathError](err); ok {
		return err
	}
	if _, ok := errors.AsType[syscall.Errno](err); ok {
		return err
	}
	return fmt.Errorf("%w: %w", ErrNotDatabase, err)
}

// Close waits for the transactions under way and closes the file. Every later call answers ErrClosed,
// but Close itself may be called again.
func (s *Store) Close() error { return s.close() }

func (s *Store) shut() error {
	close(s.closing)
	<-s.stopped
	path := s.bolt.Path()
	if err := s.bolt.Close(); err != nil {
		return fmt.Errorf("close %s: %w", path, err)
	}
	return nil
}

// Key answers 32 random bytes that were made with the file and stay for as long as it lives.
func (s *Store) Key() []byte { return append([]byte(nil), s.key...) }

// Reset removes every record of every table; the key stays.
func (s *Store) Reset(ctx context.Context) error {
	return s.Update(ctx, (*Tx).Reset)
}
