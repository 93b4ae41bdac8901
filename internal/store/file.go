package store

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"strconv"
	"syscall"
	"time"

	"go.etcd.io/bbolt"
	bolterrors "go.etcd.io/bbolt/errors"
)

const (
	fileName = "emulator.db"

	// lockTimeout is how long Open waits for a process that is about to end.
	lockTimeout = 200 * time.Millisecond

	// growth is the step in which the file grows: each costs one more sync, and its unused part no disk space.
	growth = 4 << 20
)

func openFile(dir string, ephemeral bool) (*bbolt.DB, error) {
	if dir != "" {
		if err := os.MkdirAll(dir, 0o700); err != nil {
			return nil, fmt.Errorf("create the data folder: %w", err)
		}
	}
	options := &bbolt.Options{
		Timeout:         lockTimeout,
		NoFreelistSync:  true,                    // see removeLog
		FreelistType:    bbolt.FreelistArrayType, // the maps of the other type would be most of a start where many pages are free here and there
		InitialMmapSize: mapped(),
		NoStatistics:    true,
	}
	open := openDurable
	if ephemeral {
		open = openEphemeral
	}
	bolt, err := open(dir, options)
	if err == nil {
		bolt.AllocSize = growth
	}
	return bolt, err
}

func openDurable(dir string, options *bbolt.Options) (*bbolt.DB, error) {
	path := filepath.Join(dir, fileName)
	exists, err := inspect(path)
	if err != nil {
		return nil, fmt.Errorf("open %s: %w", path, err)
	}
	var bolt *bbolt.DB
	err = guarded(func() error {
		bolt, err = bbolt.Open(path, 0o600, options)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("open %s: %w", path, openError(err))
	}
	if exists {
		return bolt, nil
	}
	if err := syncFolder(dir); err != nil {
		return nil, errors.Join(fmt.Errorf("sync the data folder: %w", err), bolt.Close())
	}
	return bolt, nil
}

// syncFolder makes sure that a new file is found again after a power cut: its own sync does not put its name on disk.
func syncFolder(dir string) error {
	if runtime.GOOS == "windows" { // knows no such thing
		return nil
	}
	folder, err := os.Open(filepath.Clean(dir))
	if err != nil {
		return err
	}
	return errors.Join(folder.Sync(), folder.Close())
}

// openEphemeral makes a file that ends with the process even when that is killed: in memory where the system
// can and no folder is asked for, else one that loses its name at once.
func openEphemeral(dir string, options *bbolt.Options) (*bbolt.DB, error) {
	options.NoSync, options.NoGrowSync = true, true
	options.OpenFile = func(string, int, os.FileMode) (*os.File, error) {
		if dir == "" {
			if file, err := inMemory(); err == nil {
				return file, nil
			}
		}
		file, err := os.CreateTemp(dir, "emulator-*.db")
		if err == nil {
			_ = os.Remove(file.Name()) // a system that refuses leaves it to Close
		}
		return file, err
	}
	bolt, err := bbolt.Open("", 0o600, options)
	if err != nil {
		return nil, fmt.Errorf("open a temporary file: %w", openError(err))
	}
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

// inspect says whether there is a file with any content. It looks without the means to change it, and answers an
// error when it must not be opened for writing. A small file that is found whole needs no lock for that; where anything
// is wrong, somebody may be writing or the file none of ours, and bbolt knows.
func inspect(path string) (exists bool, err error) {
	info, err := os.Stat(path)
	if errors.Is(err, fs.ErrNotExist) || err == nil && info.Size() == 0 {
		return false, nil
	}
	if err != nil {
		return false, err
	}
	if info.Size() <= checked && inspectPages(path) == nil {
		return true, nil
	}
	bolt, err := bbolt.Open(path, 0, &bbolt.Options{ReadOnly: true, Timeout: lockTimeout})
	if err != nil {
		return false, openError(err)
	}
	err = guarded(func() error {
		return bolt.View(func(tx *bbolt.Tx) error {
			if _, err := versionOf(tx); err != nil {
				return err
			}
			return inspectPages(path)
		})
	})
	return true, errors.Join(err, bolt.Close())
}

// checked is the size of the largest file, in bytes, that is read in whole at each start.
const checked = 8 << 20

// inspectPages reads the whole file, when it is small or bbolt is about to do so anyway: after a process that was
// killed it looks for the free pages, and ends the program when it finds something else.
func inspectPages(path string) error {
	file, err := os.Open(path)
	if err != nil {
		return err
	}
	defer file.Close()
	info, err := file.Stat()
	if err != nil {
		return err
	}
	m, err := readMeta(file)
	switch {
	case err != nil:
		return err
	case m.high*m.pageSize > uint64(info.Size()):
		return fmt.Errorf("%w: its end is missing", ErrCorrupt)
	case info.Size() > checked && m.freelist != noFreelist:
		return nil
	}
	return verify(file, m)
}

// openError tells the file system's errors, which stay as they are, from what bbolt thinks of the content.
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

// faultsPanic lets this goroutine panic, rather than the process end, when a damaged file leads to where it has no
// data. What it answers ends that.
func faultsPanic() func() {
	before := debug.SetPanicOnFault(true)
	return func() { debug.SetPanicOnFault(before) }
}
