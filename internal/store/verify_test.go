package store_test

import (
	"fmt"
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
	killed := contents(t, filepath.Join(dir, "emulator.db"))
	require.NoError(t, s.Close())
	closed := contents(t, filepath.Join(dir, "emulator.db"))

	for name, whole := range map[string][]byte{"after a kill": killed, "after a close": closed} {
		whole = whole[:used(whole)]
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			refused := 0
			for at := 0; at < len(whole); at = next(at) {
				if !survives(t, whole, at) {
					refused++
				}
			}
			require.NotZero(t, refused)
		})
	}
}

// next goes through the head of each page in small steps, as there most depends on every bit.
func next(at int) int {
	if at%4096 < 100 {
		return at + 3
	}
	return (at + 389) / 389 * 389
}

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
func survives(t *testing.T, whole []byte, at int) bool {
	t.Helper()
	dir := t.TempDir()
	flipped := append([]byte(nil), whole...)
	flipped[at] ^= 1 << (at % 8)
	require.NoError(t, os.WriteFile(filepath.Join(dir, "emulator.db"), flipped, 0o600))
	s, err := store.Open(dir, store.Options{})
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
