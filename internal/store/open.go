package store

import (
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"syscall"
	"time"

	"go.etcd.io/bbolt"
	bolterrors "go.etcd.io/bbolt/errors"
)

const (
	fileName = "emulator.db"

	// lockTimeout is how long Open waits for a process that is about to end.
	lockTimeout = 200 * time.Millisecond

	// mapped is the size that the file has at least, in bytes. A growing file makes readers wait;
	// what is not used of it takes no room on the disk.
	mapped = 1 << 20
)

// openFile opens the file and reads its key. Where there is none it creates one.
func openFile(dir string, o Options) (*file, []byte, error) {
	f := &file{ephemeral: o.Ephemeral, path: filepath.Join(dir, fileName), log: o.Log}
	if f.log == nil {
		f.log = slog.New(slog.DiscardHandler)
	}
	if dir != "" {
		if err := os.MkdirAll(dir, 0o700); err != nil {
			return nil, nil, fmt.Errorf("create the data folder: %w", err)
		}
	}
	if f.ephemeral {
		f.path = dir
	}
	key, err := f.start()
	if err != nil {
		return nil, nil, fmt.Errorf("open %s: %w", cmp.Or(f.path, "a file in memory"), err)
	}
	return f, key, nil
}

func (f *file) start() (key []byte, err error) {
	if !f.ephemeral {
		if err := inspect(f.path); err != nil && !errors.Is(err, errEmpty) {
			return nil, err
		}
	}
	if err := f.open(); err != nil {
		f.removeUnfinished(err)
		return nil, err
	}
	if key, err = f.prepare(); err != nil {
		return nil, errors.Join(err, f.close())
	}
	f.tighten()
	return key, nil
}

// removeUnfinished removes what is left of a new file that could not be written: it would be taken
// for somebody else's. A file that was there before has more than that, or was not opened.
func (f *file) removeUnfinished(err error) {
	if f.ephemeral || f.info == nil || f.info.Size() > 0 || errors.Is(err, ErrLocked) {
		return
	}
	if found, err := os.Stat(f.path); err == nil && found.Size() < int64(4*os.Getpagesize()) {
		_ = os.Remove(f.path)
	}
}

// inspect looks at the file without the means to change it. It returns errEmpty when there is none
// with any content.
func inspect(path string) error {
	info, err := os.Stat(path)
	if errors.Is(err, fs.ErrNotExist) || err == nil && info.Size() == 0 {
		return errEmpty
	}
	if err != nil {
		return err
	}
	bolt, err := bbolt.Open(path, 0, &bbolt.Options{ReadOnly: true, Timeout: lockTimeout})
	if err != nil {
		return openError(err)
	}
	err = guarded(func() error {
		return bolt.View(func(tx *bbolt.Tx) error {
			if tx.Size() > info.Size() {
				return fmt.Errorf("%w: its end is missing", ErrCorrupt)
			}
			return checkSchema(tx)
		})
	})
	return errors.Join(err, bolt.Close())
}

// open has bbolt open the file, which becomes handle.
func (f *file) open() error {
	var bolt *bbolt.DB
	err := guarded(func() (err error) {
		bolt, err = bbolt.Open(f.path, 0o600, &bbolt.Options{
			Timeout:         lockTimeout,
			InitialMmapSize: mapped,
			NoFreelistSync:  true, // see noteFreePages
			NoStatistics:    true,
			NoSync:          f.ephemeral,
			NoGrowSync:      f.ephemeral,
			OpenFile:        f.openHandle,
		})
		return err
	})
	if err != nil {
		return openError(err)
	}
	f.bolt, f.pageSize = bolt, int64(bolt.Info().PageSize)
	return nil
}

func (f *file) openHandle(path string, flag int, mode os.FileMode) (*os.File, error) {
	if f.ephemeral {
		return openEphemeral(path)
	}
	if f.info != nil { // the file exists, or is gone for good
		flag &^= os.O_CREATE
	}
	handle, err := os.OpenFile(path, flag, mode)
	if err != nil {
		return nil, err
	}
	info, err := handle.Stat()
	if err == nil && f.info != nil && !os.SameFile(info, f.info) {
		err = f.moved()
	}
	if err != nil {
		return nil, errors.Join(err, handle.Close())
	}
	f.handle, f.info = handle, info
	return handle, nil
}

// openEphemeral makes a file that ends with the process even when that is killed: in memory where
// the system can and no folder is asked for, else one that loses its name at once.
func openEphemeral(dir string) (*os.File, error) {
	if dir == "" {
		if file, err := inMemory(); err == nil {
			return file, nil
		}
	}
	file, err := os.CreateTemp(dir, "emulator-*.db")
	if err == nil {
		_ = os.Remove(file.Name()) // a system that refuses leaves it to close
	}
	return file, err
}

// prepare reads the key of a file that was just opened. An empty one first becomes one of this
// package.
func (f *file) prepare() (key []byte, err error) {
	err = guarded(func() error { return f.bolt.View(checkSchema) })
	if errors.Is(err, errEmpty) {
		f.sure, f.wrote = true, true
		err = f.create()
	}
	if err != nil {
		return nil, err
	}
	err = guarded(func() error {
		return f.bolt.View(func(tx *bbolt.Tx) error {
			f.last.Store(int64(tx.ID()))
			key, err = readKey(tx)
			return err
		})
	})
	return key, err
}

// latest returns the time of the last commit.
func (f *file) latest() (at time.Time, err error) {
	err = guarded(func() error {
		return f.bolt.View(func(tx *bbolt.Tx) error {
			at = readTime(tx)
			return nil
		})
	})
	return at, err
}

func (f *file) create() error {
	if err := f.bolt.Update(createBuckets); err != nil {
		return fmt.Errorf("create the data file: %w", err)
	}
	if err := f.syncFolder(); err != nil {
		return fmt.Errorf("sync the data folder: %w", err)
	}
	return nil
}

// syncFolder makes sure that a new file is found again after a power cut: its own sync does not put
// its name on disk.
func (f *file) syncFolder() error {
	if f.ephemeral || runtime.GOOS == "windows" { // which knows no such thing
		return nil
	}
	folder, err := os.Open(filepath.Dir(f.path))
	if err != nil {
		return err
	}
	return errors.Join(folder.Sync(), folder.Close())
}

// openError tells the file system's errors, which stay as they are, from what bbolt thinks of the
// content.
func openError(err error) error {
	if errors.Is(err, ErrCorrupt) {
		return err
	}
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

// guarded turns the panics with which bbolt finds a file damaged into ErrCorrupt.
func guarded(fn func() error) (err error) {
	defer faultsPanic()()
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("%w: %v", ErrCorrupt, p)
		}
	}()
	return fn()
}

// faultsPanic lets this goroutine panic, rather than the process end, when a damaged file leads to
// where it has no data. The function that it returns ends that.
func faultsPanic() func() {
	before := debug.SetPanicOnFault(true)
	return func() { debug.SetPanicOnFault(before) }
}
