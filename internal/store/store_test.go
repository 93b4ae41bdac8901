package store_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.etcd.io/bbolt"

	"github.com/eventbridge-connections/emulator/internal/store"
)

type fruit struct {
	Name   string
	Colour string `json:",omitempty"`
}

var (
	fruits = store.Table[fruit]{Name: "fruits"}
	home   = store.Shelf{Account: "000000000000", Region: "eu-central-1"}
)

// open opens a store that the test closes at its end.
func open(t testing.TB, dir string, o store.Options) *store.Store {
	t.Helper()
	s, err := store.Open(dir, o)
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, s.Close()) })
	return s
}

func ephemeral(t testing.TB) *store.Store {
	t.Helper()
	return open(t, t.TempDir(), store.Options{Ephemeral: true})
}

func put(t testing.TB, s *store.Store, shelf store.Shelf, keys ...string) {
	t.Helper()
	err := s.Update(t.Context(), func(tx *store.Tx) error {
		var errs []error
		for _, key := range keys {
			errs = append(errs, fruits.Put(tx, shelf, key, &fruit{Name: key}))
		}
		return errors.Join(errs...)
	})
	require.NoError(t, err)
}

func get(t testing.TB, s *store.Store, shelf store.Shelf, key string) (v *fruit) {
	t.Helper()
	err := s.View(t.Context(), func(tx *store.Tx) (err error) {
		v, err = fruits.Get(tx, shelf, key)
		return err
	})
	require.NoError(t, err)
	return v
}

func count(t testing.TB, s *store.Store, shelf store.Shelf) (n int) {
	t.Helper()
	err := s.View(t.Context(), func(tx *store.Tx) (err error) {
		n, err = fruits.Count(tx, shelf)
		return err
	})
	require.NoError(t, err)
	return n
}

// raw opens the file of a closed store as bbolt sees it.
func raw(t *testing.T, dir string, fn func(*bbolt.Tx) error) {
	t.Helper()
	db, err := bbolt.Open(filepath.Join(dir, "emulator.db"), 0o600, &bbolt.Options{Timeout: time.Second})
	require.NoError(t, err)
	require.NoError(t, db.Update(fn))
	require.NoError(t, db.Close())
}

func contents(t *testing.T, path string) []byte {
	t.Helper()
	data, err := os.ReadFile(path)
	require.NoError(t, err)
	return data
}

// files are all files of a folder, as a process leaves them that is killed while it does nothing.
func files(t *testing.T, dir string) map[string][]byte {
	t.Helper()
	entries, err := os.ReadDir(dir)
	require.NoError(t, err)
	all := map[string][]byte{}
	for _, e := range entries {
		all[e.Name()] = contents(t, filepath.Join(dir, e.Name()))
	}
	return all
}

// folder is a new one with these files.
func folder(t *testing.T, files map[string][]byte) (dir string) {
	t.Helper()
	dir = t.TempDir()
	for name, data := range files {
		path := filepath.Join(dir, name)
		require.NoError(t, os.WriteFile(path, bytes.TrimRight(data, "\x00"), 0o600))
		require.NoError(t, os.Truncate(path, int64(len(data)))) // zeros need no writing
	}
	return dir
}

func TestOpen(t *testing.T) {
	t.Parallel()

	t.Run("creates the folder and the file for their owner alone", func(t *testing.T) {
		t.Parallel()
		dir := filepath.Join(t.TempDir(), "a", "b")
		open(t, dir, store.Options{})
		folder, err := os.Stat(dir)
		require.NoError(t, err)
		file, err := os.Stat(filepath.Join(dir, "emulator.db"))
		require.NoError(t, err)
		assert.Equal(t, fs.FileMode(0o700), folder.Mode().Perm())
		assert.Equal(t, fs.FileMode(0o600), file.Mode().Perm())
	})

	t.Run("finds what was acknowledged before", func(t *testing.T) {
		t.Parallel()
		dir := t.TempDir()
		first := open(t, dir, store.Options{})
		put(t, first, home, "apple", "pear")
		key := first.Key()
		require.NoError(t, first.Close())

		second := open(t, dir, store.Options{})
		assert.Equal(t, &fruit{Name: "apple"}, get(t, second, home, "apple"))
		assert.Equal(t, 2, count(t, second, home))
		assert.Equal(t, key, second.Key())
	})

	t.Run("is refused while another holds the file", func(t *testing.T) {
		t.Parallel()
		dir := t.TempDir()
		open(t, dir, store.Options{})
		_, err := store.Open(dir, store.Options{})
		require.ErrorIs(t, err, store.ErrLocked)
	})

	t.Run("takes an empty file for a new one", func(t *testing.T) {
		t.Parallel()
		dir := t.TempDir()
		require.NoError(t, os.WriteFile(filepath.Join(dir, "emulator.db"), nil, 0o600))
		put(t, open(t, dir, store.Options{}), home, "apple")
	})

	t.Run("says what the file system says", func(t *testing.T) {
		t.Parallel()
		dir := t.TempDir()
		file := filepath.Join(dir, "file")
		require.NoError(t, os.WriteFile(file, nil, 0o600))
		_, err := store.Open(filepath.Join(file, "data"), store.Options{})
		_, ok := errors.AsType[*fs.PathError](err)
		assert.True(t, ok, "%v", err)
	})
}

func TestOpen_leavesAForeignFileAsItWas(t *testing.T) {
	t.Parallel()
	foreign := map[string]struct {
		make func(t *testing.T, dir string)
		want error
	}{
		"a short text":         {write([]byte("hello")), store.ErrNotDatabase},
		"a long text":          {write(bytes.Repeat([]byte("hello "), 10_000)), store.ErrNotDatabase},
		"one page of zeros":    {write(make([]byte, 4096)), store.ErrNotDatabase},
		"somebody else's file": {bucket("users", "schema", []byte("1")), store.ErrNotDatabase},
		"an unreadable schema": {bucket("meta", "schema", []byte("1")), store.ErrNotDatabase},
		"a newer schema":       {bucket("meta", "schema", []byte{0, 0, 0, 0, 0, 0, 0, 9}), store.ErrSchema},
		"an older schema":      {bucket("meta", "schema", []byte{0, 0, 0, 0, 0, 0, 0, 2}), store.ErrSchema},
	}
	for name, f := range foreign {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			dir := t.TempDir()
			path := filepath.Join(dir, "emulator.db")
			f.make(t, dir)
			before := contents(t, path)
			_, err := store.Open(dir, store.Options{})
			require.ErrorIs(t, err, f.want)
			assert.True(t, bytes.Equal(before, contents(t, path)), "the file was written to")
		})
	}
}

func TestOpen_damaged(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	path := filepath.Join(dir, "emulator.db")
	s := open(t, dir, store.Options{})
	for n := range 100 {
		put(t, s, home, fmt.Sprint(n))
	}
	killed := files(t, dir)
	whole := killed["emulator.db"]
	require.NoError(t, s.Close())

	for _, size := range []int{1, 4095, 4096, 8191, 8192, 8193, 12288, 20000} {
		require.NoError(t, os.WriteFile(path, whole[:size], 0o600))
		_, err := store.Open(dir, store.Options{})
		want := store.ErrCorrupt
		if size < 8192 {
			want = store.ErrNotDatabase
		}
		require.ErrorIs(t, err, want, "%d bytes", size)
		assert.True(t, bytes.Equal(whole[:size], contents(t, path)), "the file was written to")
	}

	t.Run("finds everything in the whole file", func(t *testing.T) {
		assert.Equal(t, 100, count(t, open(t, folder(t, killed), store.Options{}), home))
	})
}

// TestOpen_flippedKey flips bits of the key that page tokens are sealed with.
func TestOpen_flippedKey(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	path := filepath.Join(dir, "emulator.db")
	s := open(t, dir, store.Options{})
	key := s.Key()
	require.NoError(t, s.Close())
	whole := contents(t, path)
	at := bytes.LastIndex(whole, key)
	require.Positive(t, at)
	for i := range key {
		flipped := bytes.Clone(whole)
		flipped[at+i] ^= 1
		require.NoError(t, os.WriteFile(path, flipped, 0o600))
		_, err := store.Open(dir, store.Options{})
		require.EqualError(t, err, "open "+path+": the data file is damaged: its key is lost")
	}
}

func write(data []byte) func(*testing.T, string) {
	return func(t *testing.T, dir string) {
		require.NoError(t, os.WriteFile(filepath.Join(dir, "emulator.db"), data, 0o600))
	}
}

func bucket(name, key string, value []byte) func(*testing.T, string) {
	return func(t *testing.T, dir string) {
		raw(t, dir, func(tx *bbolt.Tx) error {
			b, err := tx.CreateBucketIfNotExists([]byte(name))
			if err != nil {
				return err
			}
			return b.Put([]byte(key), value)
		})
	}
}

func TestOpen_namesTheSchema(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	bucket("meta", "schema", []byte{0, 0, 0, 0, 0, 0, 0, 2})(t, dir)
	_, err := store.Open(dir, store.Options{})
	require.EqualError(t, err, "open "+filepath.Join(dir, "emulator.db")+": the data file was written by another version"+
		" of this program: move the data folder away (its layout has number 2, this program's has 3)")
}

func TestOpen_ephemeral(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	s := open(t, dir, store.Options{Ephemeral: true})
	other := open(t, dir, store.Options{Ephemeral: true})
	put(t, s, home, "apple")
	assert.Equal(t, 1, count(t, s, home))
	assert.Equal(t, 0, count(t, other, home))
	left, err := os.ReadDir(dir)
	require.NoError(t, err)
	assert.Empty(t, left)
}

func TestStore_Close(t *testing.T) {
	t.Parallel()

	t.Run("ends every later call", func(t *testing.T) {
		t.Parallel()
		s := ephemeral(t)
		require.NoError(t, s.Close())
		nothing := func(*store.Tx) error { return nil }
		require.ErrorIs(t, s.View(t.Context(), nothing), store.ErrClosed)
		require.ErrorIs(t, s.Update(t.Context(), nothing), store.ErrClosed)
		require.ErrorIs(t, s.Reset(t.Context()), store.ErrClosed)
		require.NoError(t, s.Close())
	})

	t.Run("waits for what is under way", func(t *testing.T) {
		t.Parallel()
		dir := t.TempDir()
		s := open(t, dir, store.Options{})
		entered, leave := make(chan struct{}), make(chan struct{})
		answered := make(chan error, 1)
		go func() {
			answered <- s.Update(context.Background(), func(tx *store.Tx) error {
				close(entered)
				<-leave
				return fruits.Put(tx, home, "apple", &fruit{})
			})
		}()
		<-entered
		closed := make(chan error, 1)
		go func() { closed <- s.Close() }()
		close(leave)
		require.NoError(t, <-answered)
		require.NoError(t, <-closed)
		assert.NotNil(t, get(t, open(t, dir, store.Options{}), home, "apple"))
	})

	t.Run("waits for those who wait", func(t *testing.T) {
		inBubble(t, func(t *testing.T, s *store.Store) {
			g := gather(s)
			first := g.add(t.Context(), putting("apple"))
			var closed error
			g.wait.Go(func() { closed = s.Close() })
			synctest.Wait()
			late := g.add(t.Context(), putting("pear"))
			g.run()
			require.NoError(t, closed)
			require.NoError(t, *first)
			require.ErrorIs(t, *late, store.ErrClosed)
		})
	})
}

func TestStore_Reset(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	s := open(t, dir, store.Options{})
	key := s.Key()
	put(t, s, home, "apple")
	require.NoError(t, s.Reset(t.Context()))
	assert.Nil(t, get(t, s, home, "apple"))
	assert.Equal(t, 0, count(t, s, home))
	put(t, s, home, "pear")
	require.NoError(t, s.Close())

	s = open(t, dir, store.Options{})
	assert.Nil(t, get(t, s, home, "apple"))
	assert.Equal(t, 1, count(t, s, home))
	assert.Equal(t, key, s.Key())
	assert.Len(t, key, 32)
}
