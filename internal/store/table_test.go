package store_test

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.etcd.io/bbolt"

	"github.com/eventbridge-connections/emulator/internal/store"
)

// scan returns the keys that Scan yields.
func scan(t testing.TB, s *store.Store, shelf store.Shelf, prefix, after string) (keys []string) {
	t.Helper()
	err := s.View(t.Context(), func(tx *store.Tx) error {
		for item, err := range fruits.Scan(tx, shelf, prefix, after) {
			if err != nil {
				return err
			}
			keys = append(keys, item.Key)
		}
		return nil
	})
	require.NoError(t, err)
	return keys
}

func TestTable_Put(t *testing.T) {
	t.Parallel()

	t.Run("replaces what was there", func(t *testing.T) {
		t.Parallel()
		s := ephemeral(t)
		put(t, s, home, "apple")
		err := s.Update(t.Context(), func(tx *store.Tx) error {
			return fruits.Put(tx, home, "apple", &fruit{Name: "apple", Colour: "red"})
		})
		require.NoError(t, err)
		assert.Equal(t, &fruit{Name: "apple", Colour: "red"}, get(t, s, home, "apple"))
		assert.Equal(t, 1, count(t, s, home))
	})

	t.Run("keeps any key", func(t *testing.T) {
		t.Parallel()
		s := ephemeral(t)
		keys := []string{"", "\x00", "\x00\x00a", "a", "zürich", strings.Repeat("x", 2048), "\xff"}
		put(t, s, home, keys...)
		for _, key := range keys {
			assert.NotNil(t, get(t, s, home, key), "%q", key)
		}
		assert.Equal(t, keys[:1], scan(t, s, home, "", "")[:1])
		assert.ElementsMatch(t, keys, scan(t, s, home, "", ""))
	})

	t.Run("refuses a shelf that could be taken for another", func(t *testing.T) {
		t.Parallel()
		err := ephemeral(t).Update(t.Context(), func(tx *store.Tx) error {
			return fruits.Put(tx, store.Shelf{Account: "1\x002"}, "apple", &fruit{})
		})
		require.EqualError(t, err, "put in table fruits: an account or region with a zero byte")
	})
}

func TestTable_Get(t *testing.T) {
	t.Parallel()
	s := ephemeral(t)
	assert.Nil(t, get(t, s, home, "apple"), "of a table that was never written")
	put(t, s, home, "apple")
	assert.Nil(t, get(t, s, home, "appl"))
	assert.Nil(t, get(t, s, home, "apples"))
}

func TestTable_Delete(t *testing.T) {
	t.Parallel()
	s := ephemeral(t)
	put(t, s, home, "apple", "pear")
	for range 2 {
		update(t, s, deleting("apple"))
		assert.Nil(t, get(t, s, home, "apple"))
		assert.Equal(t, 1, count(t, s, home))
	}
}

func TestTable_Scan(t *testing.T) {
	t.Parallel()
	s := ephemeral(t)
	put(t, s, home, "B", "a", "ab", "ab-1", "ab-2", "ab-10", "ab.", "abc", "ac", "b", "Ab")
	put(t, s, store.Shelf{Account: home.Account, Region: home.Region + "0"}, "ab-3")
	for _, c := range []struct {
		prefix, after string
		want          []string
	}{
		{"", "", []string{"Ab", "B", "a", "ab", "ab-1", "ab-10", "ab-2", "ab.", "abc", "ac", "b"}},
		{"", "ab-2", []string{"ab.", "abc", "ac", "b"}},
		{"", "ab-11", []string{"ab-2", "ab.", "abc", "ac", "b"}},
		{"", "b", nil},
		{"ab-", "", []string{"ab-1", "ab-10", "ab-2"}},
		{"ab-", "ab-1", []string{"ab-10", "ab-2"}},
		{"ab-", "ab-2", nil},
		{"ab-", "a", []string{"ab-1", "ab-10", "ab-2"}},
		{"ab-", "ab-", []string{"ab-1", "ab-10", "ab-2"}},
		{"ab-", "b", nil},
		{"ab", "ab", []string{"ab-1", "ab-10", "ab-2", "ab.", "abc"}},
		{"c", "", nil},
		{"0", "", nil},
	} {
		found := scan(t, s, home, c.prefix, c.after)
		assert.Equal(t, c.want, found, "prefix %q after %q", c.prefix, c.after)
	}

	t.Run("may be broken off", func(t *testing.T) {
		t.Parallel()
		require.NoError(t, s.View(t.Context(), func(tx *store.Tx) error {
			for item, err := range fruits.Scan(tx, home, "", "") {
				want := store.Item[fruit]{Shelf: home, Key: "Ab", Value: &fruit{Name: "Ab"}}
				assert.Equal(t, want, item)
				return err
			}
			return nil
		}))
	})

	t.Run("of nothing is empty", func(t *testing.T) {
		t.Parallel()
		assert.Empty(t, scan(t, ephemeral(t), home, "", ""))
	})
}

func TestTable_Scan_whileWriting(t *testing.T) {
	t.Parallel()
	s := ephemeral(t)
	var keys []string
	for n := range 1000 {
		keys = append(keys, fmt.Sprintf("%04d", n))
	}
	put(t, s, home, keys...)

	var seen []string
	require.NoError(t, s.Update(t.Context(), func(tx *store.Tx) error {
		for item, err := range fruits.Scan(tx, home, "", "") {
			if err != nil {
				return err
			}
			seen = append(seen, item.Key)
			if err := fruits.Delete(tx, home, item.Key); err != nil {
				return err
			}
			if err := fruits.Put(tx, home, "-"+item.Key, item.Value); err != nil {
				return err
			}
		}
		return nil
	}))
	assert.Equal(t, keys, seen)
	assert.Len(t, scan(t, s, home, "-", ""), 1000)
	assert.Equal(t, 1000, count(t, s, home))
}

func TestTable_shelves(t *testing.T) {
	t.Parallel()
	shelves := []store.Shelf{
		{Account: "", Region: ""},
		{Account: "1", Region: "1"},
		{Account: "1", Region: "11"},
		{Account: "11", Region: "1"},
		{Account: "11", Region: ""},
		{Account: "", Region: "11"},
	}
	s := ephemeral(t)
	for n, shelf := range shelves {
		for key := range n + 1 {
			put(t, s, shelf, fmt.Sprint(key))
		}
	}
	for n, shelf := range shelves {
		assert.Equal(t, n+1, count(t, s, shelf), "%v", shelf)
		assert.Len(t, scan(t, s, shelf, "", ""), n+1, "%v", shelf)
		assert.Nil(t, get(t, s, shelf, fmt.Sprint(n+1)), "%v", shelf)
	}
	update(t, s, func(tx *store.Tx) error { return fruits.Delete(tx, shelves[2], "0") })
	assert.Equal(t, 2, count(t, s, shelves[2]))
	assert.Equal(t, 2, count(t, s, shelves[1]))
}

func TestTable_All(t *testing.T) {
	t.Parallel()
	s := ephemeral(t)
	away := store.Shelf{Account: "111111111111", Region: "us-east-1"}
	put(t, s, away, "apple")
	put(t, s, home, "pear", "apple")
	var all []store.Item[fruit]
	require.NoError(t, s.View(t.Context(), func(tx *store.Tx) error {
		for item, err := range fruits.All(tx) {
			if err != nil {
				return err
			}
			all = append(all, item)
		}
		return nil
	}))
	assert.Equal(t, []store.Item[fruit]{
		{Shelf: home, Key: "apple", Value: &fruit{Name: "apple"}},
		{Shelf: home, Key: "pear", Value: &fruit{Name: "pear"}},
		{Shelf: away, Key: "apple", Value: &fruit{Name: "apple"}},
	}, all)
}

func TestTable_names(t *testing.T) {
	t.Parallel()
	s := ephemeral(t)
	put(t, s, home, "apple")
	require.NoError(t, s.Update(t.Context(), func(tx *store.Tx) error {
		for _, name := range []string{"fruit", "fruits2", "meta", "counts", "expiry", ""} {
			other := store.Table[fruit]{Name: name}
			n, err := other.Count(tx, home)
			require.NoError(t, err)
			assert.Equal(t, 0, n, name)
			require.NoError(t, other.Put(tx, home, "pear", &fruit{}))
		}
		return nil
	}))
	assert.Equal(t, []string{"apple"}, scan(t, s, home, "", ""))
}

func TestTable_damage(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	s := open(t, dir, store.Options{})
	put(t, s, home, "apple")
	require.NoError(t, s.Close())

	var sound []byte
	bucketName := []byte("records")
	at := []byte("fruits\x00" + home.Account + "\x00" + home.Region + "\x00apple")
	raw(t, dir, func(tx *bbolt.Tx) error {
		sound = slices.Clone(tx.Bucket(bucketName).Get(at))
		return nil
	})
	require.NotEmpty(t, sound)
	s = open(t, dir, store.Options{})
	path := filepath.Join(dir, "emulator.db")
	for n := range sound {
		flipped := slices.Clone(sound)
		flipped[n] ^= 0x10
		overwrite(t, path, sound, flipped)
		require.NoError(t, s.View(t.Context(), func(tx *store.Tx) error {
			_, err := fruits.Get(tx, home, "apple")
			assert.ErrorIs(t, err, store.ErrCorrupt, "damage %d", n)
			for _, err := range fruits.Scan(tx, home, "", "") {
				assert.ErrorIs(t, err, store.ErrCorrupt, "damage %d", n)
			}
			return nil
		}))
		overwrite(t, path, flipped, sound)
	}

	t.Run("is mended by a new record", func(t *testing.T) {
		overwrite(t, path, sound, append(slices.Clone(sound[:len(sound)-1]), ' '))
		put(t, s, home, "apple")
		assert.Equal(t, &fruit{Name: "apple"}, get(t, s, home, "apple"))
		assert.Equal(t, 1, count(t, s, home))
	})
}

// overwrite replaces bytes wherever they lie in the file.
func overwrite(t *testing.T, path string, old, with []byte) {
	t.Helper()
	whole := contents(t, path)
	require.Contains(t, string(whole), string(old))
	file, err := os.OpenFile(path, os.O_WRONLY, 0)
	require.NoError(t, err)
	defer file.Close()
	for at := 0; ; at += len(old) {
		next := bytes.Index(whole[at:], old)
		if next < 0 {
			return
		}
		at += next
		_, err := file.WriteAt(with, int64(at))
		require.NoError(t, err)
	}
}
