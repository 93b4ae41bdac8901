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
// bbolt never overwrites a page that the last commit leads to. A commit writes other pages, syncs
// them, writes the head page that leads to them, and syncs that. The two head pages take turns:
// commit n writes page n%2. So when a commit fails, the one before it is on disk as it was, with
// its head page.
//
// Two things are in doubt then. bbolt shows the commit that failed if its head page was written,
// whether or not that is on disk. And the system may take for written what it could not write.
// Therefore readers see no commit before its sync has succeeded: see begin. And after a failure
// nobody writes before both head pages are those of the last good commit, are synced, and bbolt has
// read the file anew: see repair. The other pages need no trust: bbolt writes a page whole before a
// head page leads to it.
//
// A file that was just opened is in doubt, too: a process that was killed may have left it so.
type file struct {
	ephemeral bool
	path      string
	log       *slog.Logger
	info      os.FileInfo // of the file as it was opened first

	last       atomic.Int64 // number of the last commit that is known to be on disk
	committing sync.RWMutex // locked while bbolt may show a later one

	gate     sync.RWMutex // locked while the next four change; a transaction begins with RLock
	bolt     *bbolt.DB    // nil when the file is not open
	closed   error        // why it is not
	handle   *os.File     // the one that bolt writes to
	pageSize int64

	// For the one who writes.
	sure  bool // the last commit is known to be on disk as it is read
	stale bool // bbolt's memory may not fit the file
	wrote bool // there was a commit since the file was opened first
}

// errInDoubt is what newest returns when bbolt shows a commit that is not known to be on disk.
var errInDoubt = fmt.Errorf("%w: its last commit is in doubt", ErrDisk)

// begin begins a transaction that only reads, on the last commit that is known to be on disk.
func (f *file) begin() (*bbolt.Tx, error) {
	tx, err := f.newest()
	if !errors.Is(err, errInDoubt) {
		return tx, err
	}
	f.committing.RLock() // waits for the end of that commit
	defer f.committing.RUnlock()
	return f.newest()
}

func (f *file) newest() (*bbolt.Tx, error) {
	f.gate.RLock()
	defer f.gate.RUnlock()
	if f.bolt == nil {
		return nil, f.closed
	}
	tx, err := f.bolt.Begin(false)
	if err != nil {
		return nil, fmt.Errorf("begin a transaction: %w", err)
	}
	if int64(tx.ID()) > f.last.Load() {
		return nil, errors.Join(errInDoubt, tx.Rollback())
	}
	return tx, nil
}

// beginWriting begins a transaction that writes. It first repairs what a commit that failed has
// left.
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

// commit ends the transaction. When it returns nil, what that wrote is on disk; else nobody sees
// anything of it, in this process.
func (f *file) commit(tx *bbolt.Tx) error {
	if err := f.inPlace(); err != nil {
		return errors.Join(fmt.Errorf("%w: %w", ErrDisk, err), tx.Rollback())
	}
	f.committing.Lock()
	defer f.committing.Unlock()
	id := tx.ID()
	err := guarded(tx.Commit)
	if err == nil {
		f.last.Store(int64(id))
		f.wrote = true
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
		f.log.Error("the data file cannot be written",
			"path", f.path, "err", failed, "repair", repair)
		return
	}
	f.log.Warn("a commit failed and was undone", "path", f.path, "err", failed)
}

// inPlace returns an error when the file is not where the next process looks for it.
func (f *file) inPlace() error {
	if f.ephemeral {
		return nil
	}
	found, err := os.Stat(f.path)
	if errors.Is(err, fs.ErrNotExist) || err == nil && !os.SameFile(found, f.info) {
		return f.moved()
	}
	return err
}

func (f *file) moved() error {
	return fmt.Errorf("%s was removed or replaced while the store has it open", f.path)
}

// repair makes the last good commit the one that every process finds. The caller has locked
// committing.
func (f *file) repair() error {
	f.gate.Lock()
	defer f.gate.Unlock()
	err := f.inPlace()
	if err == nil && f.bolt != nil {
		err = f.restoreHeads()
	}
	if err == nil && f.stale {
		err = f.reopen()
	}
	if err != nil {
		return fmt.Errorf("%w: %w", ErrDisk, err)
	}
	f.sure = true
	return nil
}

// commitAt is where in a head page bbolt has the number of the commit: behind 16 bytes of the page
// and 48 of the head.
const commitAt = 16 + 48

// restoreHeads writes the head page of the last good commit to the place of both, and syncs it.
func (f *file) restoreHeads() error {
	head, last := make([]byte, f.pageSize), f.last.Load()
	if _, err := f.handle.ReadAt(head, last%2*f.pageSize); err != nil {
		return err
	}
	if found := binary.NativeEndian.Uint64(head[commitAt:]); found != uint64(last) {
		return fmt.Errorf("%w: commit %d has the head page of commit %d", ErrCorrupt, last, found)
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
		_ = f.bolt.Close() // what it may complain of is known
		f.bolt = nil
	}
	if err := f.open(); err != nil {
		f.closed = fmt.Errorf("%w: %w", ErrDisk, err)
		return err
	}
	f.stale = false
	return nil
}

// noteFreePages writes down which pages of the file are free. To do so in every commit makes each
// one many times as slow in a large file; not to do so at all has the next process read the whole
// file, as after a kill. A failure loses nothing.
func (f *file) noteFreePages() {
	f.bolt.NoFreelistSync = false
	_ = guarded(func() error { return f.bolt.Update(func(*bbolt.Tx) error { return nil }) })
}

// close waits for those who read.
func (f *file) close() error {
	f.gate.Lock()
	defer f.gate.Unlock()
	f.closed = ErrClosed
	if f.bolt == nil {
		return nil
	}
	if f.wrote && f.sure && !f.ephemeral {
		f.noteFreePages()
	}
	bolt, path := f.bolt, f.bolt.Path()
	f.bolt = nil
	if err := bolt.Close(); err != nil {
		return fmt.Errorf("close %s: %w", path, err)
	}
	if f.ephemeral {
		_ = os.Remove(path) // already gone where a file in use can be removed
	}
	return nil
}
