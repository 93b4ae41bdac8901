package store_test

import (
	"errors"
	"fmt"
	"maps"
	"math/rand/v2"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/eventbridge-connections/emulator/internal/store"
)

// orchards is what a history writes, and what is there after it.
type orchards struct {
	random *rand.Rand
	want   map[string]string // colours by name
}

func newOrchards(seed uint64) *orchards {
	return &orchards{rand.New(rand.NewPCG(seed, 0)), map[string]string{}}
}

// change writes a few records at once: small ones, large ones or very large ones, or none after
// all.
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

// check requires that a store has what was written.
func (o *orchards) check(t *testing.T, s *store.Store, what string) {
	t.Helper()
	require.NoError(t, s.View(t.Context(), func(tx *store.Tx) error {
		found := map[string]string{}
		var up []string
		for item, err := range fruits.Scan(tx, home, "", "") {
			require.NoError(t, err, what)
			found[item.Key], up = item.Value.Colour, append(up, item.Key)
		}
		require.True(t, maps.Equal(o.want, found), what)
		require.True(t, slices.IsSorted(up), what)
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

// TestStore_history holds a store whose functions fail now and then, that is killed, closed and
// opened again, at random, against a map.
func TestStore_history(t *testing.T) {
	t.Parallel()
	for seed := range uint64(4) {
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			t.Parallel()
			o, dir := newOrchards(seed), t.TempDir()
			s := open(t, dir, store.Options{})
			for n := range 150 {
				what := fmt.Sprint("commit ", n)
				if o.random.IntN(4) == 0 {
					before := maps.Clone(o.want)
					require.ErrorIs(t, s.Update(t.Context(), func(tx *store.Tx) error {
						return errors.Join(o.change(tx), errRefused)
					}), errRefused)
					o.want = before
				} else {
					require.NoError(t, s.Update(t.Context(), o.change), what)
				}
				switch o.random.IntN(8) {
				case 0:
					dir = folder(t, files(t, dir))
					s = open(t, dir, store.Options{})
				case 1:
					require.NoError(t, s.Close())
					sound(t, filepath.Join(dir, "emulator.db"))
					s = open(t, dir, store.Options{})
				}
				o.check(t, s, what)
			}
		})
	}
}
