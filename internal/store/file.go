package store

import (
	"encoding/binary"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"os"
	"sync"
	"sync/atomic"

	"go.etcd.io/bbolt"
)

// A file is the data file, and what is known to be on disk of it.
//
// bbolt never overwrites a page that the last commit leads to. A commit writes other pages, syncs them, writes the head
// page that leads to them, and syncs that. The two head pages take turns: commit n writes page n%2. So when a commit
// fails, the one before it is on disk as it was, with its head page.
//
// Two things are in doubt then. bbolt shows the commit that failed if its head page was written, whether or not that is
// on disk. And the system may take for written what it could not write. Therefore:
//
//   - Readers see no commit whose sync has not succeeded: see begin.
//   - After a failure nobody writes before both head pages are again those of the last good commit, and synced, and bbolt
//     has read the file anew: see repair. Pages that no head page leads to need no trust: bbolt writes a page
//     whole before a head page leads to it.
type file struct {
	ephemeral bool
	path      string
	log       *slog.Logger
	info      os.FileInfo // of the file as it was opened first

	last       atomic.Int64 // number of the last commit that is known to be on disk
	committing sync.RWMutex // held while bbolt may show a later one

	gate     sync.RWMutex // held for reading while a transaction begins, for writing while what follows changes
	bolt     *bbolt.DB    // nil when the file is not open
	handle   *os.File     // the one that bolt writes to
	pageSize int64
	broken   error // why the file is not open, or shows a commit that is in doubt

	// For whoever may write.
	sure  bool // the last commit is known to be on disk as it is read
	stale bool // bbolt's memory may not fit the file
}

// begin begins a transaction that only reads, on the last commit that is known to be on disk.
func (f *file) begin() (*bbolt.Tx, error) {
	if tx, err := f.newest(); tx != nil || err != nil {
		return tx, err
	}
	f.committing.RLock()
	defer f.committing.RUnlock()
	tx, err := f.newest()
	if tx == nil && err == nil {
		err = f.broken
	}
	return tx, err
}

// newest returns nil when what bbolt shows is not known to be on disk.
func (f *file) newest() (*bbolt.Tx, error) {
	f.gate.RLock()
	defer f.gate.RUnlock()
	if f.bolt == nil {
		return nil, f.broken
	}
	tx, err := f.bolt.Begin(false)
	if err != nil {
		return nil, fmt.Errorf("begin a transaction: %w", err)
	}
	if int64(tx.ID()) > f.last.Load() {
		return nil, tx.Rollback()
	}
	return tx, nil
}

// beginWriting begins a transaction that writes. It first repairs what a commit that failed has left.
func (f *file) beginWriting() (*bbolt.Tx, error) {
	if !f.sure {
		f.committing.Lock()
		err := f.repair()
		f.committing.Unlock()
		if err != nil {
			return nil, err
		}
	}
	tx, err := f.bolt.Begin(true)
	if err != nil {
		return nil, fmt.Errorf("begin a transaction: %w", err)
	}
	return tx, nil
}

// commit ends the transaction. When it returns nil, what that wrote is on disk; else nobody sees anything of it, in
// this process.
func (f *file) commit(tx *bbolt.Tx) error {
	if err := f.inPlace(); err != nil {
		return errors.Join(err, tx.Rollback())
	}
	f.committing.Lock()
	defer f.committing.Unlock()
	id := tx.ID()
	err := guarded(tx.Commit)
	if err == nil {
		f.last.Store(int64(id))
		return nil
	}
	_ = guarded(tx.Rollback) // where Commit has panicked
	if !f.ephemeral {        // there is no disk to doubt
		f.sure, f.stale = false, true
		f.report(err, f.repair())
	}
	return fmt.Errorf("commit: %w", err)
}

func (f *file) report(failed, repair error) {
	if repair != nil {
		f.log.Error("the data file cannot be written", "path", f.path, "err", failed, "repair", repair)
		return
	}
	f.log.Warn("a commit failed, and the data file is as it was before", "path", f.path, "err", failed)
}

// inPlace returns an error when the file is not where the next process looks for it.
func (f *file) inPlace() error {
	if f.ephemeral {
		return nil
	}
	found, err := os.Stat(f.path)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("%w: %w", ErrDisk, err)
	}
	if err != nil || !os.SameFile(found, f.info) {
		return fmt.Errorf("%w: %w", ErrDisk, f.moved())
	}
	return nil
}

func (f *file) moved() error {
	return fmt.Errorf("%s was removed or replaced while the store has it open", f.path)
}

// repair makes the last good commit the one that every process finds. The caller holds committing.
func (f *file) repair() (err error) {
	f.gate.Lock()
	defer f.gate.Unlock()
	defer func() {
		if err != nil {
			err = fmt.Errorf("%w: %w", ErrDisk, err)
		}
		f.broken, f.sure = err, err == nil
	}()
	if err := f.inPlace(); err != nil {
		return err
	}
	if f.bolt != nil {
		if err := f.restoreHeads(); err != nil {
			return err
		}
	}
	if !f.stale {
		return nil
	}
	return f.reopen()
}

// commitAt is where in a head page bbolt has the number of the commit: behind 16 bytes of the page and 48 of the head.
const commitAt = 16 + 48

// restoreHeads writes the head page of the last good commit to the place of both, and syncs it.
func (f *file) restoreHeads() error {
	head, last := make([]byte, f.pageSize), f.last.Load()
	if _, err := f.handle.ReadAt(head, last%2*f.pageSize); err != nil {
		return err
	}
	if found := binary.NativeEndian.Uint64(head[commitAt:]); found != uint64(last) {
		return fmt.Errorf("%w: the head page of commit %d is that of commit %d", ErrCorrupt, last, found)
	}
	for page := range int64(2) {
		binary.NativeEndian.PutUint64(head, uint64(page)) // each page begins with its own number
		if _, err := f.handle.WriteAt(head, page*f.pageSize); err != nil {
			return err
		}
	}
	return f.handle.Sync()
}

// reopen has bbolt read the file anew. It waits for those who read.
func (f *file) reopen() error {
	if f.bolt != nil {
		_ = f.bolt.Close() // all that it has to say of the file is known
		f.bolt = nil
	}
	if err := f.open(); err != nil {
		return err
	}
	err := f.bolt.View(func(tx *bbolt.Tx) error {
		if found := int64(tx.ID()); found != f.last.Load() {
			return fmt.Errorf("%w: it shows commit %d after commit %d", ErrCorrupt, found, f.last.Load())
		}
		return nil
	})
	if err != nil {
		err = errors.Join(err, f.bolt.Close())
		f.bolt = nil
		return err
	}
	f.stale = false
	return nil
}

// close waits for those who read.
func (f *file) close() error {
	f.gate.Lock()
	defer f.gate.Unlock()
	bolt := f.bolt
	f.bolt, f.broken = nil, ErrClosed
	if bolt == nil {
		return nil
	}
	path := bolt.Path()
	if err := bolt.Close(); err != nil {
		return fmt.Errorf("close %s: %w", path, err)
	}
	if f.ephemeral {
		_ = os.Remove(path) // already gone where a file in use can be removed
	}
	return nil
}
