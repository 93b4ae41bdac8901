package store_test

import (
	"bytes"
	"errors"
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	bolterrors "go.etcd.io/bbolt/errors"

	"github.com/eventbridge-connections/emulator/internal/store"
)

// orchards is what the tests of the log write: so many records that it turns over every few of them.
type orchards struct {
	random *rand.Rand
	want   map[string]string // colours by name
}

func newOrchards(seed uint64) *orchards {
	return &orchards{rand.New(rand.NewPCG(seed, 0)), map[string]string{}}
}

// change writes a few records at once: small ones, large ones, ones that are too large for a log, or none after all.
func (o *orchards) change(tx *store.Tx) error {
	if o.random.IntN(100) == 0 {
		clear(o.want)
		if err := tx.Reset(); err != nil {
			return err
		}
	}
	for range 1 + o.random.IntN(5) {
		key := fmt.Sprint(o.random.IntN(60))
		if o.random.IntN(3) == 0 {
			delete(o.want, key)
			if err := fruits.Delete(tx, home, key); err != nil {
				return err
			}
			continue
		}
		o.want[key] = strings.Repeat("x", o.size())
		if err := fruits.Put(tx, home, key, &fruit{key, o.want[key]}); err != nil {
			return err
		}
	}
	return nil
}

func (o *orchards) size() int {
	switch n := o.random.IntN(200); {
	case n == 0:
		return 3 << 20
	case n < 40:
		return o.random.IntN(300_000)
	}
	return o.random.IntN(2000)
}

// check requires that a store has what was written, read in every way.
func (o *orchards) check(t *testing.T, s *store.Store, what string) {
	t.Helper()
	require.NoError(t, s.View(t.Context(), func(tx *store.Tx) error {
		found := map[string]string{}
		var up, down []string
		for item, err := range fruits.Scan(tx, home, "", "") {
			require.NoError(t, err, what)
			found[item.Key], up = item.Value.Colour, append(up, item.Key)
		}
		for item, err := range fruits.ScanDown(tx, home, "", "") {
			require.NoError(t, err, what)
			down = append(down, item.Key)
		}
		require.True(t, maps.Equal(o.want, found), what)
		require.True(t, slices.IsSorted(up), what)
		slices.Reverse(down)
		require.Equal(t, up, down, what)
		for n := range 60 {
			v, err := fruits.Get(tx, home, fmt.Sprint(n))
			require.NoError(t, err, what)
			colour, there := o.want[fmt.Sprint(n)]
			require.Equal(t, there, v != nil, what)
			require.True(t, v == nil || v.Colour == colour, what)
		}
		n, err := fruits.Count(tx, home)
		require.Equal(t, len(o.want), n, what)
		return err
	}))
}

// TestStore_log holds a store that is killed, closed and opened again, at random, against a map.
func TestStore_log(t *testing.T) {
	t.Parallel()
	for seed := range uint64(4) {
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			t.Parallel()
			o, dir := newOrchards(seed), t.TempDir()
			s := open(t, dir, store.Options{})
			for n := range 150 {
				what := fmt.Sprint("commit ", n)
				require.NoError(t, s.Update(t.Context(), o.change), what)
				switch o.random.IntN(12) {
				case 0:
					s.Fold()
					dir = folder(t, files(t, dir))
					s = open(t, dir, store.Options{})
				case 1:
					require.NoError(t, s.Close())
					require.Len(t, files(t, dir), 1, what)
					s = open(t, dir, store.Options{})
				case 2, 3: // goes on, and is looked at
				default:
					continue
				}
				o.check(t, s, what)
			}
		})
	}
}

// TestStore_log_ephemeral does the same without files.
func TestStore_log_ephemeral(t *testing.T) {
	t.Parallel()
	o, s := newOrchards(7), ephemeral(t)
	for n := range 150 {
		require.NoError(t, s.Update(t.Context(), o.change))
		if n%5 == 0 {
			o.check(t, s, fmt.Sprint("commit ", n))
		}
	}
}

// TestStore_log_rollback makes sure that nothing stays of what failed.
func TestStore_log_rollback(t *testing.T) {
	t.Parallel()
	o, s := newOrchards(8), open(t, t.TempDir(), store.Options{})
	for n := range 20 {
		require.NoError(t, s.Update(t.Context(), o.change))
		before := maps.Clone(o.want)
		require.ErrorIs(t, s.Update(t.Context(), func(tx *store.Tx) error { return errors.Join(o.change(tx), errRefused) }), errRefused)
		o.want = before
		o.check(t, s, fmt.Sprint("commit ", n))
	}
}

// TestStore_log_full has the data file take nothing any more. The log goes on until both of its halves are full, and
// keeps what the file does not have, whatever is refused meanwhile.
func TestStore_log_full(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	s := open(t, dir, store.Options{})
	put(t, s, home, "apple")
	stored := 1
	check := func(t *testing.T, s *store.Store) {
		assert.Equal(t, stored, count(t, s, home))
		assert.NotNil(t, get(t, s, home, "apple"))
		for n := range stored - 1 {
			require.NotNil(t, get(t, s, home, fmt.Sprint(n)))
		}
	}
	add := func(size int) error {
		key := fmt.Sprint(stored - 1)
		err := s.Update(t.Context(), func(tx *store.Tx) error {
			return fruits.Put(tx, home, key, &fruit{key, strings.Repeat("x", size)})
		})
		if err == nil {
			stored++
		}
		return err
	}
	require.NoError(t, add(100))
	s.LimitFile(1)
	require.ErrorIs(t, add(3<<20), bolterrors.ErrMaxSizeReached, "past the log")
	var err error
	for err == nil && stored < 60 {
		err = add(100_000)
	}
	require.ErrorIs(t, err, bolterrors.ErrMaxSizeReached)
	assert.Greater(t, stored, 30, "more than one half has room for")
	check(t, s)
	check(t, open(t, folder(t, files(t, dir)), store.Options{})) // as after a kill

	s.BreakLog()
	for range 3 {
		require.Error(t, add(100))
	}
	logOf(t, files(t, dir)) // and no other is left
	check(t, s)

	s.LimitFile(0)
	require.NoError(t, add(100_000))
	check(t, s)
	check(t, open(t, folder(t, files(t, dir)), store.Options{}))
}

// TestStore_View_large has commits go past the log while others read: none sees a part of one.
func TestStore_View_large(t *testing.T) {
	t.Parallel()
	s := open(t, t.TempDir(), store.Options{})
	put(t, s, home, "number 0")
	number := func(tx *store.Tx, n int) error {
		return fruits.Put(tx, home, "last", &fruit{Name: fmt.Sprint("number ", n)})
	}
	require.NoError(t, s.Update(t.Context(), func(tx *store.Tx) error { return number(tx, 0) }))
	var readers sync.WaitGroup
	var written atomic.Bool
	for range 2 {
		readers.Go(func() {
			for !written.Load() {
				assert.NoError(t, s.View(t.Context(), func(tx *store.Tx) error {
					last, err := fruits.Get(tx, home, "last")
					if err != nil {
						return err
					}
					n := 0
					for range fruits.Scan(tx, home, "number ", "") {
						n++
					}
					assert.Equal(t, fmt.Sprint("number ", n-1), last.Name)
					return nil
				}))
			}
		})
	}
	for n := range 10 {
		require.NoError(t, s.Update(t.Context(), func(tx *store.Tx) error { return number(tx, n) })) // it lies over the file
		require.NoError(t, s.Update(t.Context(), func(tx *store.Tx) error {
			load := &fruit{Colour: strings.Repeat("x", 3<<20)}
			return errors.Join(number(tx, n+1), fruits.Put(tx, home, fmt.Sprint("number ", n+1), &fruit{}), fruits.Put(tx, home, "load", load))
		}))
	}
	written.Store(true)
	readers.Wait()
}

// logOf is the name of the one log among files.
func logOf(t *testing.T, files map[string][]byte) string {
	t.Helper()
	names := slices.DeleteFunc(slices.Collect(maps.Keys(files)), func(name string) bool { return filepath.Ext(name) != ".log" })
	require.Len(t, names, 1)
	return names[0]
}

// TestOpen_powerCut has any of the blocks of the last commit missing: it is there as a whole, or not at all, and
// everything before it is there.
func TestOpen_powerCut(t *testing.T) {
	t.Parallel()
	random, dir := rand.New(rand.NewPCG(1, 2)), t.TempDir()
	s := open(t, dir, store.Options{})
	put(t, s, home, "apple")
	for round := range 20 { // until the log begins anew where it has old commits
		before := files(t, dir)
		name := logOf(t, before)
		key := fmt.Sprint("pear ", round)
		require.NoError(t, s.Update(t.Context(), func(tx *store.Tx) error {
			return fruits.Put(tx, home, key, &fruit{Colour: strings.Repeat("x", 150_000)})
		}))
		s.Fold()
		after, want := files(t, dir), count(t, s, home)
		if !bytes.Equal(before["emulator.db"], after["emulator.db"]) {
			continue // it went another way
		}
		for range 3 {
			cut := maps.Clone(before)
			blocks, missing := mixed(random, before[name], after[name])
			cut[name] = blocks
			survivor := open(t, folder(t, cut), store.Options{})
			if missing {
				require.Nil(t, get(t, survivor, home, key))
				require.Equal(t, want-1, count(t, survivor, home))
			} else {
				require.NotNil(t, get(t, survivor, home, key))
				require.Equal(t, want, count(t, survivor, home))
			}
			if round%10 == 0 {
				put(t, survivor, home, "plum")
			}
			require.NoError(t, survivor.Close())
		}
	}
}

// mixed takes each block that changed from before or after, and tells whether one was left out.
func mixed(random *rand.Rand, before, after []byte) (out []byte, missing bool) {
	out = bytes.Clone(after)
	few := random.IntN(3) == 0
	for at := 0; at < len(out); at += 512 {
		old := before[at : at+512]
		if !bytes.Equal(old, after[at:at+512]) && (few && random.IntN(200) == 0 || !few && random.IntN(2) == 0) {
			copy(out[at:], old)
			missing = true
		}
	}
	return out, missing
}

// TestOpen_flippedLast flips bits of what the file says of its last commit and its log.
func TestOpen_flippedLast(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	s := open(t, dir, store.Options{})
	put(t, s, home, "apple")
	put(t, s, home, "pear")
	whole := files(t, dir)
	entry := []byte("last")
	require.Contains(t, string(whole["emulator.db"]), string(entry))
	for at := range len(entry) + 8 + 8 + 4 {
		damaged := maps.Clone(whole)
		file := bytes.Clone(whole["emulator.db"])
		for i := 0; i < len(file); i++ { // old pages have one, too
			if bytes.HasPrefix(file[i:], entry) {
				file[i+at] ^= 0x80
				i += len(entry) + 20
			}
		}
		damaged["emulator.db"] = file
		_, err := store.Open(folder(t, damaged), store.Options{})
		require.Error(t, err, "byte %d", at)
	}
}

// TestOpen_logDamaged names the log that cannot be read.
func TestOpen_logDamaged(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	s := open(t, dir, store.Options{})
	for n := range 10 {
		put(t, s, home, fmt.Sprint(n))
	}
	whole := files(t, dir)
	name := logOf(t, whole)
	other := files(t, func() string {
		dir := t.TempDir()
		s := open(t, dir, store.Options{})
		put(t, s, home, "a")
		put(t, s, home, "b")
		return dir
	}())

	for what, c := range map[string]struct {
		log  []byte
		want string
	}{
		"missing":             {nil, "%s is missing"},
		"empty":               {[]byte{}, "the end of %s is missing"},
		"cut":                 {whole[name][:len(whole[name])-1], "the end of %s is missing"},
		"too long":            {append(bytes.Clone(whole[name]), 0), "the end of %s is missing"},
		"of another file":     {other[logOf(t, other)], "%s"},
		"without its middle":  {without(whole[name], 3), "%s has lost commit 6"},
		"without its first":   {without(whole[name], 0), "%s has lost commit 3"},
		"with half a block":   {flipped(whole[name], 3*512+200), "%s"},
		"with a block behind": {flipped(whole[name], 3<<20), "%s"},
	} {
		t.Run(what, func(t *testing.T) {
			t.Parallel()
			damaged := maps.Clone(whole)
			delete(damaged, name)
			if c.log != nil {
				damaged[name] = c.log
			}
			dir := folder(t, damaged)
			_, err := store.Open(dir, store.Options{})
			require.EqualError(t, err, "open "+filepath.Join(dir, "emulator.db")+": the data file is damaged: "+fmt.Sprintf(c.want, filepath.Join(dir, name)))
			assert.Equal(t, damaged, files(t, dir), "something was written to")
		})
	}
}

func without(data []byte, block int) []byte {
	data = bytes.Clone(data)
	clear(data[block*512 : block*512+512])
	return data
}

func flipped(data []byte, at int) []byte {
	data = bytes.Clone(data)
	data[at] ^= 1
	return data
}

// TestStore_log_leftover makes sure that a log that no file names is no log.
func TestStore_log_leftover(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	left := filepath.Join(dir, "emulator-0123456789abcdef.log")
	require.NoError(t, os.WriteFile(left, []byte("left by a process that was killed"), 0o600))
	s := open(t, dir, store.Options{})
	put(t, s, home, "apple")
	assert.NoFileExists(t, left)
	info, err := os.Stat(filepath.Join(dir, logOf(t, files(t, dir))))
	require.NoError(t, err)
	assert.Equal(t, os.FileMode(0o600), info.Mode().Perm())
}
