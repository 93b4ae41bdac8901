package store_test

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.etcd.io/bbolt"

	"github.com/eventbridge-connections/emulator/internal/store"
)

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
		"a long text":          {write(bytes.Repeat([]byte("hello"), 9000)), store.ErrNotDatabase},
		"one page of zeros":    {write(make([]byte, 4096)), store.ErrNotDatabase},
		"somebody else's file": {bucket("users", "schema", []byte("1")), store.ErrNotDatabase},
		"an unreadable schema": {bucket("meta", "schema", []byte("1")), store.ErrNotDatabase},
		"a newer schema":       {bucket("meta", "schema", schema(9)), store.ErrSchema},
		"an older schema":      {bucket("meta", "schema", schema(2)), store.ErrSchema},
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
	bucket("meta", "schema", schema(2))(t, dir)
	_, err := store.Open(dir, store.Options{})
	require.EqualError(t, err, "open "+filepath.Join(dir, "emulator.db")+
		": the data file was written by another version of this program: "+
		"move the data folder away (its layout is 2, this program's is 3)")
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

func schema(n uint64) []byte { return binary.BigEndian.AppendUint64(nil, n) }
