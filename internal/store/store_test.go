package store_test

import (
	"bytes"
	"context"
	"errors"
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

// update runs a function that must succeed.
func update(t testing.TB, s *store.Store, fn func(*store.Tx) error) {
	t.Helper()
	require.NoError(t, s.Update(t.Context(), fn))
}

func deleting(key string) func(*store.Tx) error {
	return func(tx *store.Tx) error { return fruits.Delete(tx, home, key) }
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
	o := &bbolt.Options{Timeout: time.Second}
	db, err := bbolt.Open(filepath.Join(dir, "emulator.db"), 0o600, o)
	require.NoError(t, err)
	require.NoError(t, db.Update(fn))
	require.NoError(t, db.Close())
}

// sound requires that bbolt finds nothing wrong with the file.
func sound(t *testing.T, path string) {
	t.Helper()
	db, err := bbolt.Open(path, 0o600, &bbolt.Options{Timeout: time.Second})
	require.NoError(t, err)
	require.NoError(t, db.View(func(tx *bbolt.Tx) error {
		for err := range tx.Check() {
			require.NoError(t, err)
		}
		return nil
	}))
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
