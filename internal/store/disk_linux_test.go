package store_test

import (
	"bytes"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"golang.org/x/sys/unix"

	"github.com/eventbridge-connections/emulator/internal/store"
)

// blocks returns how many bytes of the disk a file takes.
func blocks(t *testing.T, path string) int {
	t.Helper()
	info, err := os.Stat(path)
	require.NoError(t, err)
	return int(info.Sys().(*syscall.Stat_t).Blocks) * 512
}

// breakDisk has every write and every sync of the store fail until mend is called.
func breakDisk(t *testing.T, s *store.Store) (mend func()) {
	t.Helper()
	var fd, kept int
	s.WithFile(func(file *os.File) {
		fd = int(file.Fd())
		full, err := os.OpenFile("/dev/full", os.O_RDWR, 0)
		require.NoError(t, err)
		defer full.Close()
		kept, err = unix.Dup(fd)
		require.NoError(t, err)
		require.NoError(t, unix.Dup3(int(full.Fd()), fd, unix.O_CLOEXEC))
	})
	return func() {
		require.NoError(t, unix.Dup3(kept, fd, unix.O_CLOEXEC))
		require.NoError(t, unix.Close(kept))
	}
}

func TestStore_brokenDisk(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	var log bytes.Buffer
	s := open(t, dir, store.Options{Log: slog.New(slog.NewTextHandler(&log, nil))})
	put(t, s, home, "apple")
	mend := breakDisk(t, s)

	for range 3 {
		err := s.Update(t.Context(), putting("pear"))
		require.Error(t, err)
		assert.Equal(t, []string{"apple"}, scan(t, s, home, "", ""), "reads go on")
	}
	require.ErrorIs(t, s.Update(t.Context(), putting("pear")), store.ErrDisk)
	told := strings.Count(log.String(), `level=ERROR msg="the data file cannot be written"`)
	assert.Equal(t, 1, told)
	mend()
	put(t, s, home, "plum")
	assert.Equal(t, []string{"apple", "plum"}, scan(t, s, home, "", ""))
	require.NoError(t, s.Close())
	assert.Equal(t, []string{"apple", "plum"}, scan(t, open(t, dir, store.Options{}), home, "", ""))
}

// TestStore_brokenDisk_crowd has many write at once while the disk breaks again and again: what was
// acknowledged is there, and nothing else is.
func TestStore_brokenDisk_crowd(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	s := open(t, dir, store.Options{})
	put(t, s, home, "apple")
	counters := make([]*counter, 8)
	var wait sync.WaitGroup
	var stop atomic.Bool
	for n := range counters {
		counters[n] = &counter{name: fmt.Sprint(n)}
		wait.Go(func() {
			for !stop.Load() {
				counters[n].increment(t, s)
			}
		})
	}
	for range 20 {
		mend := breakDisk(t, s)
		require.Error(t, s.Update(t.Context(), putting("fig")))
		mend()
		put(t, s, home, "apple")
	}
	stop.Store(true)
	wait.Wait()
	check := func(s *store.Store) {
		for _, c := range counters {
			c.check(t, s)
		}
		assert.Nil(t, get(t, s, home, "fig"))
	}
	check(s)
	require.NoError(t, s.Close())
	check(open(t, dir, store.Options{}))
}

// counter is a record that one writer increments. It is always what the last acknowledged write
// left.
type counter struct {
	name string
	is   int
}

func (c *counter) increment(t *testing.T, s *store.Store) {
	err := s.Update(t.Context(), func(tx *store.Tx) error {
		old, err := fruits.Get(tx, home, c.name)
		if err != nil {
			return err
		}
		if old != nil {
			assert.Equal(t, fmt.Sprint(c.is), old.Name)
		}
		return fruits.Put(tx, home, c.name, &fruit{Name: fmt.Sprint(c.is + 1)})
	})
	if err == nil {
		c.is++
	}
}

func (c *counter) check(t *testing.T, s *store.Store) {
	t.Helper()
	if found := get(t, s, home, c.name); c.is > 0 && assert.NotNil(t, found) {
		assert.Equal(t, fmt.Sprint(c.is), found.Name)
	}
}

// TestOpen_firstWrite holds the first write into an empty folder to what it needs of the disk.
func TestOpen_firstWrite(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	put(t, open(t, dir, store.Options{}), home, "apple")
	assert.LessOrEqual(t, blocks(t, filepath.Join(dir, "emulator.db")), 64<<10)
}
