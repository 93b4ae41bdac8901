package store_test

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/eventbridge-connections/emulator/internal/store"
)

// TestOpen_flipped flips bits all over a file, as a process leaves it that was killed and as one leaves it in good
// order: the store refuses the file, or everything is as it was.
func TestOpen_flipped(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	s := open(t, dir, store.Options{})
	for n := range 30 {
		require.NoError(t, s.Update(t.Context(), orchard(n)))
	}
	killed := files(t, dir)
	require.NoError(t, s.Close())
	closed := files(t, dir)
	require.Len(t, killed, 2)
	require.Len(t, closed, 1)

	for when, all := range map[string]map[string][]byte{"after a kill": killed, "after a close": closed} {
		for name, whole := range all {
			t.Run(when+", "+filepath.Ext(name), func(t *testing.T) {
				t.Parallel()
				refused, next := 0, nextInPage
				if filepath.Ext(name) == ".log" {
					next = nextInLog
				}
				for at := 0; at < used(whole); at = next(at) {
					if !survives(t, all, name, at) {
						refused++
					}
				}
				require.NotZero(t, refused)
			})
		}
	}
}

// nextInPage goes through the head of each page in small steps, as there most depends on every bit.
func nextInPage(at int) int {
	if at%4096 < 100 {
		return at + 3
	}
	return (at + 389) / 389 * 389
}

// nextInLog comes to every part of a block, in one block or another.
func nextInLog(at int) int { return at + 1543 }

// orchard puts records with and without an expiry; some fill more than a page, some replace others.
func orchard(n int) func(*store.Tx) error {
	return func(tx *store.Tx) error {
		key := fmt.Sprintf("%03d", n*7%20)
		v := &fruit{Name: key, Colour: strings.Repeat("x", n%10*600)}
		if n%3 == 0 {
			return fruits.PutUntil(tx, home, key, v, time.Now().Add(time.Hour))
		}
		return fruits.Put(tx, home, key, v)
	}
}

// used is the length of a file without the zeros at its end, and one page of them.
func used(whole []byte) int {
	return min(len(whole), len(strings.TrimRight(string(whole), "\x00"))/4096*4096+8192)
}

// survives tells whether the file, with a bit flipped, is taken: then it must hold what it held.
func survives(t *testing.T, all map[string][]byte, name string, at int) bool {
	t.Helper()
	all = maps.Clone(all)
	all[name] = bytes.Clone(all[name])
	all[name][at] ^= 1 << (at % 8)
	s, err := store.Open(folder(t, all), store.Options{})
	if err != nil {
		return false
	}
	defer func() { require.NoError(t, s.Close(), "byte %d", at) }()
	names := scan(t, s, home, "", "")
	require.Len(t, names, 20, "byte %d", at)
	require.Equal(t, 20, count(t, s, home), "byte %d", at)
	for _, name := range names {
		v := get(t, s, home, name)
		require.NotNil(t, v, "byte %d, %s", at, name)
		require.Equal(t, name, v.Name, "byte %d", at)
	}
	if at%8 == 0 { // each write waits for the disk
		put(t, s, home, "one more")
		require.Equal(t, 21, count(t, s, home), "byte %d", at)
	}
	return true
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

// TestOpen_flippedBranch flips bits of what a branch says of its pages: where the store takes the file, every record
// is there once, after all of them were written anew, too.
func TestOpen_flippedBranch(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	path := filepath.Join(dir, "emulator.db")
	s := open(t, dir, store.Options{})
	keys := make([]string, 300)
	for n := range keys {
		keys[n] = fmt.Sprintf("apple %d", n*7919)
	}
	put(t, s, home, keys...)
	require.NoError(t, s.Close())

	whole := contents(t, path)
	branch := branchPage(t, whole)
	r := rand.New(rand.NewPCG(1, 2))
	for range 60 {
		at := branch + 16 + r.IntN(700)
		flipped := bytes.Clone(whole)
		flipped[at] ^= 1 << r.IntN(8)
		require.NoError(t, os.WriteFile(path, flipped, 0o600))
		s, err := store.Open(dir, store.Options{})
		if err != nil {
			continue
		}
		put(t, s, home, keys...)
		put(t, s, home, keys[0])
		require.Len(t, scan(t, s, home, "", ""), len(keys), "byte %d", at)
		require.NoError(t, s.Close())
	}
}

// branchPage is where in a file, whose pages have 4096 bytes, the first branch begins.
func branchPage(t *testing.T, whole []byte) int {
	t.Helper()
	for at := 2 * 4096; at < len(whole); at += 4096 {
		if binary.NativeEndian.Uint16(whole[at+8:]) == 1 {
			return at
		}
	}
	require.Fail(t, "no branch")
	return 0
}

// TestOpen_sound makes sure that no file is refused that is as bbolt leaves it, whatever became of its records.
func TestOpen_sound(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	s, r := open(t, dir, store.Options{}), rand.New(rand.NewPCG(3, 4))
	for round := range 40 {
		require.NoError(t, s.Update(t.Context(), func(tx *store.Tx) error { return churn(tx, r, round) }))
		s.Fold()
		killed, err := store.Open(folder(t, files(t, dir)), store.Options{})
		require.NoError(t, err, "round %d", round)
		require.NoError(t, killed.Close())
		if round%10 == 9 {
			require.NoError(t, s.Close())
			s = open(t, dir, store.Options{})
		}
	}
}

// churn lets the tree grow in the first rounds and shrink in the last, with records of all sizes.
func churn(tx *store.Tx, r *rand.Rand, round int) error {
	for range 200 {
		key, shelf := fmt.Sprint(r.IntN(1000)), store.Shelf{Account: "a", Region: fmt.Sprint(r.IntN(3))}
		if r.IntN(10) < round/4 {
			if err := fruits.Delete(tx, shelf, key); err != nil {
				return err
			}
			continue
		}
		v := &fruit{Name: key, Colour: strings.Repeat("x", 1<<r.IntN(14))}
		if err := fruits.PutUntil(tx, shelf, key, v, tx.Now().Add(time.Duration(r.IntN(200))*time.Millisecond)); err != nil {
			return err
		}
	}
	return nil
}
