package store_test

import (
	"errors"
	"fmt"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.etcd.io/bbolt"

	"github.com/eventbridge-connections/emulator/internal/store"
)

// clock is a time that a test moves.
type clock struct{ at atomic.Int64 }

var noon = time.Date(2026, time.March, 1, 12, 0, 0, 0, time.UTC)

func newClock() *clock {
	c := new(clock)
	c.set(noon)
	return c
}

func (c *clock) now() time.Time       { return time.Unix(0, c.at.Load()) }
func (c *clock) set(t time.Time)      { c.at.Store(t.UnixNano()) }
func (c *clock) move(d time.Duration) { c.at.Add(int64(d)) }

func clocked(t testing.TB) (*store.Store, *clock) {
	t.Helper()
	c := newClock()
	return open(t, t.TempDir(), store.Options{Ephemeral: true, Now: c.now}), c
}

func putUntil(t testing.TB, s *store.Store, until time.Time, keys ...string) {
	t.Helper()
	err := s.Update(t.Context(), func(tx *store.Tx) error {
		var errs []error
		for _, key := range keys {
			errs = append(errs, fruits.PutUntil(tx, home, key, &fruit{Name: key}, until))
		}
		return errors.Join(errs...)
	})
	require.NoError(t, err)
}

// everywhere says whether the one record of the shelf is seen, and requires that every way to read
// agrees.
func everywhere(t testing.TB, s *store.Store, key string) bool {
	t.Helper()
	seen := get(t, s, home, key) != nil
	n := 0
	if seen {
		n = 1
	}
	assert.Len(t, scan(t, s, home, "", ""), n)
	assert.Equal(t, n, count(t, s, home))
	require.NoError(t, s.View(t.Context(), func(tx *store.Tx) error {
		for _, err := range fruits.All(tx) {
			require.NoError(t, err)
			n--
		}
		return nil
	}))
	assert.Equal(t, 0, n)
	return seen
}

func TestTable_PutUntil(t *testing.T) {
	t.Parallel()

	t.Run("lets the record go at that very moment", func(t *testing.T) {
		t.Parallel()
		s, clock := clocked(t)
		putUntil(t, s, noon.Add(time.Minute), "apple")
		clock.set(noon.Add(time.Minute - 1))
		assert.True(t, everywhere(t, s, "apple"))
		clock.move(1)
		assert.False(t, everywhere(t, s, "apple"))
	})

	t.Run("in the past stores nothing that anyone sees", func(t *testing.T) {
		t.Parallel()
		s, _ := clocked(t)
		past := []time.Time{noon, noon.Add(-1), time.Unix(0, 0), time.Unix(-1, 0), {}}
		for _, until := range past {
			putUntil(t, s, until, "apple")
			assert.False(t, everywhere(t, s, "apple"), "%v", until)
		}
	})

	t.Run("far away is not yet", func(t *testing.T) {
		t.Parallel()
		s, _ := clocked(t)
		putUntil(t, s, noon.AddDate(5000, 0, 0), "apple")
		assert.True(t, everywhere(t, s, "apple"))
	})

	t.Run("forgets an earlier expiry", func(t *testing.T) {
		t.Parallel()
		s, clock := clocked(t)
		putUntil(t, s, noon.Add(time.Minute), "apple")
		putUntil(t, s, noon.Add(time.Hour), "apple")
		clock.move(time.Minute)
		assert.True(t, everywhere(t, s, "apple"))
		put(t, s, store.Shelf{}, "purges")
		assert.NotNil(t, get(t, s, home, "apple"))
		clock.move(time.Hour)
		assert.Nil(t, get(t, s, home, "apple"))
	})

	t.Run("is cleared by Put", func(t *testing.T) {
		t.Parallel()
		s, clock := clocked(t)
		putUntil(t, s, noon.Add(time.Minute), "apple")
		put(t, s, home, "apple")
		clock.move(time.Hour)
		assert.True(t, everywhere(t, s, "apple"))
	})

	t.Run("leaves room for a new record of that name", func(t *testing.T) {
		t.Parallel()
		s, clock := clocked(t)
		putUntil(t, s, noon.Add(time.Minute), "apple")
		clock.move(time.Minute)
		put(t, s, home, "apple")
		assert.True(t, everywhere(t, s, "apple"))
	})

	t.Run("and Delete leave nothing to purge", func(t *testing.T) {
		t.Parallel()
		s, clock := clocked(t)
		putUntil(t, s, noon.Add(time.Minute), "apple")
		update(t, s, deleting("apple"))
		clock.move(time.Minute)
		assert.False(t, everywhere(t, s, "apple"))
	})
}

func TestTable_Count_expired(t *testing.T) {
	t.Parallel()
	s, clock := clocked(t)
	near := store.Shelf{Account: home.Account, Region: home.Region + "2"}
	put(t, s, home, "a", "b")
	put(t, s, near, "a")
	for n := range 5 {
		putUntil(t, s, noon.Add(time.Duration(n)*time.Minute), fmt.Sprint(n))
	}
	for n := range 6 {
		clock.set(noon.Add(time.Duration(n) * time.Minute))
		assert.Equal(t, 2+max(0, 4-n), count(t, s, home))
		assert.Equal(t, 1, count(t, s, near))
	}
}

func TestStore_purge(t *testing.T) {
	t.Parallel()

	t.Run("comes with a later write, a bounded number at a time", func(t *testing.T) {
		t.Parallel()
		dir := t.TempDir()
		clock := newClock()
		s := open(t, dir, store.Options{Now: clock.now})
		keys := make([]string, 1500)
		for n := range keys {
			keys[n] = fmt.Sprint(n)
		}
		putUntil(t, s, noon.Add(time.Minute), keys...)
		clock.move(time.Minute)
		for _, left := range []int{501, 2, 3} {
			put(t, s, home, fmt.Sprintf("left %d", left))
			require.NoError(t, s.Close())
			assert.Equal(t, left, stored(t, dir))
			s = open(t, dir, store.Options{Now: clock.now})
		}
		assert.Equal(t, 3, count(t, s, home))
	})

	t.Run("does not run when nothing is written", func(t *testing.T) {
		t.Parallel()
		dir := t.TempDir()
		clock := newClock()
		s := open(t, dir, store.Options{Now: clock.now})
		putUntil(t, s, noon.Add(time.Minute), "apple")
		clock.move(time.Minute)
		require.NoError(t, s.Update(t.Context(), func(*store.Tx) error { return nil }))
		require.NoError(t, s.Close())
		assert.Equal(t, 1, stored(t, dir))
	})
}

// stored returns how many records are in the file, seen or not.
func stored(t *testing.T, dir string) (n int) {
	t.Helper()
	raw(t, dir, func(tx *bbolt.Tx) error {
		n = tx.Bucket([]byte("records")).Stats().KeyN
		return nil
	})
	return n
}

func TestTx_Now(t *testing.T) {
	t.Parallel()
	s, clock := clocked(t)
	read := func(tx *store.Tx) error {
		clock.move(time.Minute)
		assert.Equal(t, clock.now().Add(-time.Minute), tx.Now())
		return nil
	}
	require.NoError(t, s.View(t.Context(), read))
	require.NoError(t, s.Update(t.Context(), read))
}
