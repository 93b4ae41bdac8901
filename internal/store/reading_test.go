package store_test

import (
	"context"
	"errors"
	"math/rand/v2"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/eventbridge-connections/emulator/internal/store"
)

// reading is what fn has found rests on, which is not for that moment alone.
func reading(t testing.TB, s *store.Store, fn func(*store.Tx)) (r store.Reading) {
	t.Helper()
	require.NoError(t, s.View(t.Context(), func(tx *store.Tx) error {
		fn(tx)
		var ok bool
		r, ok = tx.Reading()
		require.True(t, ok)
		return nil
	}))
	return r
}

func nothing(*store.Tx) {}

func TestStore_Holds(t *testing.T) {
	t.Parallel()
	const minute = time.Minute

	t.Run("what rests on no time, at all times", func(t *testing.T) {
		t.Parallel()
		s, clock := clocked(t)
		put(t, s, home, "apple")
		r := reading(t, s, func(tx *store.Tx) { _, _ = fruits.Get(tx, home, "apple") })
		for _, now := range []time.Time{noon, noon.AddDate(100, 0, 0), noon.AddDate(-100, 0, 0)} {
			clock.set(now)
			assert.True(t, s.Holds(r), "%v", now)
		}
	})

	t.Run("from the last time that had come until the next one", func(t *testing.T) {
		t.Parallel()
		s, clock := clocked(t)
		r := reading(t, s, func(tx *store.Tx) {
			for _, after := range []time.Duration{5 * minute, -3 * minute, 2 * minute, -2 * minute, -4 * minute, 3 * minute} {
				assert.Equal(t, after < 0, tx.Reached(noon.Add(after)))
			}
		})
		for after, holds := range map[time.Duration]bool{
			-5 * minute: false, -2*minute - 1: false, -2 * minute: true, 0: true, 2*minute - 1: true, 2 * minute: false, 5 * minute: false,
		} {
			clock.set(noon.Add(after))
			assert.Equal(t, holds, s.Holds(r), "%v", after)
		}
	})

	t.Run("from the very moment that has come", func(t *testing.T) {
		t.Parallel()
		s, clock := clocked(t)
		r := reading(t, s, func(tx *store.Tx) { assert.True(t, tx.Reached(noon)) })
		assert.True(t, s.Holds(r))
		clock.move(-1)
		assert.False(t, s.Holds(r))
	})

	t.Run("until a record expires that was seen, and not before one is back", func(t *testing.T) {
		t.Parallel()
		s, clock := clocked(t)
		putUntil(t, s, noon.Add(minute), "apple")
		for name, look := range map[string]func(tx *store.Tx){
			"get":   func(tx *store.Tx) { _, _ = fruits.Get(tx, home, "apple") },
			"count": func(tx *store.Tx) { _, _ = fruits.Count(tx, home) },
			"scan": func(tx *store.Tx) {
				for range fruits.Scan(tx, home, "", "") {
				}
			},
			"rows": func(tx *store.Tx) {
				for range tx.Rows() {
				}
			},
		} {
			clock.set(noon)
			there := reading(t, s, look)
			clock.set(noon.Add(minute))
			assert.False(t, s.Holds(there), name)
			gone := reading(t, s, look)
			assert.True(t, s.Holds(gone), name)
			clock.move(-1)
			assert.True(t, s.Holds(there), name)
			assert.False(t, s.Holds(gone), name)
		}
	})
}

func TestStore_Holds_commits(t *testing.T) {
	t.Parallel()

	t.Run("until something is committed", func(t *testing.T) {
		t.Parallel()
		s := ephemeral(t)
		r := reading(t, s, nothing)
		put(t, s, home, "apple")
		assert.False(t, s.Holds(r))
	})

	t.Run("until everything is removed", func(t *testing.T) {
		t.Parallel()
		s := ephemeral(t)
		r := reading(t, s, nothing)
		require.NoError(t, s.Reset(t.Context()))
		assert.False(t, s.Holds(r))
	})

	t.Run("whatever is written in vain", func(t *testing.T) {
		t.Parallel()
		s := ephemeral(t)
		r := reading(t, s, nothing)
		require.ErrorIs(t, s.Update(t.Context(), func(tx *store.Tx) error { return errors.Join(putting("apple")(tx), errRefused) }), errRefused)
		require.NoError(t, s.Update(t.Context(), func(*store.Tx) error { return nil }))
		assert.True(t, s.Holds(r))
	})

	t.Run("not past a commit that what waits for it is told of", func(t *testing.T) {
		t.Parallel()
		s := ephemeral(t)
		r := reading(t, s, nothing)
		require.NoError(t, s.Update(t.Context(), func(tx *store.Tx) error {
			tx.OnCommit(func() { assert.False(t, s.Holds(r)) })
			return putting("apple")(tx)
		}))
	})

	t.Run("not when the data changed while the transaction read", func(t *testing.T) {
		t.Parallel()
		s := ephemeral(t)
		r := reading(t, s, func(*store.Tx) { put(t, s, home, "apple") })
		assert.False(t, s.Holds(r))
	})

	t.Run("nothing of a store that is closed", func(t *testing.T) {
		t.Parallel()
		s := ephemeral(t)
		r := reading(t, s, nothing)
		require.NoError(t, s.Close())
		assert.False(t, s.Holds(r))
	})

	t.Run("nothing at all that was not read", func(t *testing.T) {
		t.Parallel()
		assert.False(t, ephemeral(t).Holds(store.Reading{}))
	})
}

func TestTx_Reading(t *testing.T) {
	t.Parallel()
	ok := func(fn func(*store.Tx)) func(*store.Tx) error {
		return func(tx *store.Tx) error {
			fn(tx)
			if _, ok := tx.Reading(); !ok {
				return errRefused
			}
			return nil
		}
	}
	t.Run("is for that moment alone when the time was taken", func(t *testing.T) {
		t.Parallel()
		require.ErrorIs(t, ephemeral(t).View(t.Context(), ok(func(tx *store.Tx) { tx.Now() })), errRefused)
	})
	t.Run("is for that moment alone where something may be written", func(t *testing.T) {
		t.Parallel()
		require.ErrorIs(t, ephemeral(t).Update(t.Context(), ok(nothing)), errRefused)
	})
}

// TestStore_Holds_always has records come and go while the clock runs both ways: what holds is what is found.
func TestStore_Holds_always(t *testing.T) {
	t.Parallel()
	s, clock := clocked(t)
	r := rand.New(rand.NewPCG(1, 2))
	look := func() (found []string, rests store.Reading) {
		rests = reading(t, s, func(tx *store.Tx) {
			for item, err := range fruits.Scan(tx, home, "", "") {
				require.NoError(t, err)
				found = append(found, item.Key)
			}
		})
		return found, rests
	}
	type seen struct {
		found []string
		rests store.Reading
	}
	var all []seen
	held := 0
	for range 400 {
		switch r.IntN(4) {
		case 0:
			putUntil(t, s, clock.now().Add(time.Duration(r.IntN(20)-2)*time.Second), string(rune('a'+r.IntN(5))))
		default:
			clock.move(time.Duration(r.IntN(13)-6) * time.Second)
		}
		now, rests := look()
		assert.True(t, s.Holds(rests))
		for _, before := range all {
			if s.Holds(before.rests) {
				held++
				assert.Equal(t, now, before.found)
			}
		}
		all = append(all, seen{now, rests})
	}
	assert.Greater(t, held, 100)
}

// TestStore_Holds_concurrently counts up while others read: nobody sees less than was seen or answered before.
func TestStore_Holds_concurrently(t *testing.T) {
	t.Parallel()
	s := open(t, t.TempDir(), store.Options{}) // syncs: data is there to be seen for a while before it is answered
	var seen, held atomic.Int64
	raise := func(to int64) {
		for now := seen.Load(); now < to && !seen.CompareAndSwap(now, to); now = seen.Load() {
		}
	}
	numbers := store.Table[int64]{Name: "numbers"}
	var readers, writers sync.WaitGroup
	done, stop := context.WithCancel(t.Context())
	for range 3 {
		readers.Go(func() {
			var found int64
			var rests store.Reading
			for done.Err() == nil {
				least := seen.Load()
				if s.Holds(rests) {
					held.Add(1)
					assert.GreaterOrEqual(t, found, least)
					continue
				}
				rests = reading(t, s, func(tx *store.Tx) {
					n, err := numbers.Get(tx, home, "n")
					if assert.NoError(t, err) && n != nil {
						found = *n
					}
				})
				assert.GreaterOrEqual(t, found, least)
				raise(found)
			}
		})
	}
	for range 3 {
		writers.Go(func() {
			for range 100 {
				var written int64
				assert.NoError(t, s.Update(t.Context(), func(tx *store.Tx) error {
					n, err := numbers.Get(tx, home, "n")
					if err != nil {
						return err
					}
					written = 1
					if n != nil {
						written = *n + 1
					}
					return numbers.Put(tx, home, "n", &written)
				}))
				raise(written)
			}
		})
	}
	writers.Wait()
	stop()
	readers.Wait()
	assert.Positive(t, held.Load())
}
