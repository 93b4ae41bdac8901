package store_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"sync"
	"testing"
	"testing/synctest"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.etcd.io/bbolt"

	"github.com/eventbridge-connections/emulator/internal/store"
)

var errRefused = errors.New("refused")

// group is a set of updates that become one group: they gather while another has the turn.
type group struct {
	store *store.Store
	free  func()
	wait  sync.WaitGroup
}

// gather keeps the turn until run is called. It is for use inside a synctest bubble.
func gather(s *store.Store) *group {
	held := make(chan struct{})
	g := &group{store: s, free: sync.OnceFunc(func() { close(held) })}
	g.wait.Go(func() {
		_ = s.Update(context.Background(), func(*store.Tx) error {
			<-held
			return nil
		})
	})
	synctest.Wait()
	return g
}

// add starts an update and waits until it has its place in the queue.
func (g *group) add(ctx context.Context, fn func(*store.Tx) error) *error {
	err := new(error)
	g.wait.Go(func() { *err = g.store.Update(ctx, fn) })
	synctest.Wait()
	return err
}

// addDoomed starts an update that never returns, and calls end in its goroutine instead.
func (g *group) addDoomed(fn func(*store.Tx) error, end func()) {
	g.wait.Go(func() {
		defer end()
		_ = g.store.Update(context.Background(), fn)
		panic("Update has returned")
	})
	synctest.Wait()
}

func (g *group) run() {
	g.free()
	g.wait.Wait()
}

// inBubble runs a test with a store whose goroutines can be waited for.
func inBubble(t *testing.T, fn func(t *testing.T, s *store.Store)) {
	t.Parallel()
	dir := t.TempDir()
	synctest.Test(t, func(t *testing.T) {
		fn(t, open(t, dir, store.Options{Ephemeral: true}))
	})
}

// refusing runs a function, and then refuses what it did.
func refusing(fn func(*store.Tx) error) func(*store.Tx) error {
	return func(tx *store.Tx) error { return errors.Join(fn(tx), errRefused) }
}

func putting(key string) func(*store.Tx) error {
	return func(tx *store.Tx) error { return fruits.Put(tx, home, key, &fruit{Name: key}) }
}

// lastCommit returns the number that bbolt gave to the last commit of a closed store.
func lastCommit(t *testing.T, dir string) (id int) {
	t.Helper()
	db, err := bbolt.Open(filepath.Join(dir, "emulator.db"), 0o600, &bbolt.Options{ReadOnly: true})
	require.NoError(t, err)
	require.NoError(t, db.View(func(tx *bbolt.Tx) error {
		id = tx.ID()
		return nil
	}))
	require.NoError(t, db.Close())
	return id
}

func TestStore_Update(t *testing.T) {
	t.Parallel()

	t.Run("commits together what waits together", func(t *testing.T) {
		t.Parallel()
		dir := t.TempDir()
		require.NoError(t, open(t, dir, store.Options{}).Close())
		before := lastCommit(t, dir)
		synctest.Test(t, func(t *testing.T) {
			s := open(t, dir, store.Options{})
			g := gather(s)
			for n := range 100 {
				g.add(t.Context(), putting(fmt.Sprint(n)))
			}
			g.run()
			assert.Equal(t, 100, count(t, s, home))
			require.NoError(t, s.Close())
		})
		assert.Equal(t, 2, lastCommit(t, dir)-before, "one for all of them, and one on Close")
	})

	t.Run("commits nothing when nothing was written", func(t *testing.T) {
		t.Parallel()
		dir := t.TempDir()
		s := open(t, dir, store.Options{})
		require.NoError(t, s.Close())
		before := lastCommit(t, dir)
		s = open(t, dir, store.Options{})
		update(t, s, deleting("apple"))
		require.NoError(t, s.Close())
		assert.Equal(t, before, lastCommit(t, dir))
	})

	t.Run("sees what those before it in the group wrote", func(t *testing.T) {
		inBubble(t, func(t *testing.T, s *store.Store) {
			g := gather(s)
			g.add(t.Context(), putting("apple"))
			var seen *fruit
			g.add(t.Context(), func(tx *store.Tx) (err error) {
				seen, err = fruits.Get(tx, home, "apple")
				return err
			})
			g.run()
			assert.Equal(t, &fruit{Name: "apple"}, seen)
		})
	})

	t.Run("keeps many writers apart", func(t *testing.T) {
		t.Parallel()
		s := ephemeral(t)
		var wait sync.WaitGroup
		for range 32 {
			wait.Go(func() {
				for range 20 {
					assert.NoError(t, s.Update(t.Context(), increment))
				}
			})
		}
		wait.Wait()
		assert.Equal(t, fmt.Sprint(32*20), get(t, s, home, "number").Name)
	})
}

func increment(tx *store.Tx) error {
	n := 0
	v, err := fruits.Get(tx, home, "number")
	if err != nil {
		return err
	}
	if v != nil {
		_, err = fmt.Sscan(v.Name, &n)
	}
	return errors.Join(err, fruits.Put(tx, home, "number", &fruit{Name: fmt.Sprint(n + 1)}))
}

func TestStore_Update_failure(t *testing.T) {
	t.Parallel()

	t.Run("without a write is its own affair", func(t *testing.T) {
		inBubble(t, func(t *testing.T, s *store.Store) {
			g := gather(s)
			runs := 0
			first := g.add(t.Context(), func(tx *store.Tx) error {
				runs++
				return putting("apple")(tx)
			})
			failed := g.add(t.Context(), func(*store.Tx) error { return errRefused })
			g.run()
			require.NoError(t, *first)
			require.ErrorIs(t, *failed, errRefused)
			assert.Equal(t, 1, runs)
			assert.NotNil(t, get(t, s, home, "apple"))
		})
	})

	t.Run("after a write leaves nothing of it and all of the others", func(t *testing.T) {
		inBubble(t, func(t *testing.T, s *store.Store) {
			g := gather(s)
			first := g.add(t.Context(), putting("apple"))
			failed := g.add(t.Context(), func(tx *store.Tx) error {
				return errors.Join(putting("pear")(tx), errRefused)
			})
			last := g.add(t.Context(), func(tx *store.Tx) error {
				if v, err := fruits.Get(tx, home, "pear"); v != nil || err != nil {
					return fmt.Errorf("saw what was rolled back: %v, %w", v, err)
				}
				return putting("plum")(tx)
			})
			g.run()
			require.NoError(t, *first)
			require.ErrorIs(t, *failed, errRefused)
			require.NoError(t, *last)
			assert.Equal(t, 2, count(t, s, home))
			assert.Nil(t, get(t, s, home, "pear"))
		})
	})

	t.Run("of a whole group leaves nothing", func(t *testing.T) {
		inBubble(t, func(t *testing.T, s *store.Store) {
			g := gather(s)
			var errs []*error
			for range 5 {
				errs = append(errs, g.add(t.Context(), func(tx *store.Tx) error {
					return errors.Join(putting("pear")(tx), errRefused)
				}))
			}
			g.run()
			for _, err := range errs {
				require.ErrorIs(t, *err, errRefused)
			}
			assert.Equal(t, 0, count(t, s, home))
		})
	})
}

func TestStore_Update_failedCommit(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	path := filepath.Join(dir, "emulator.db")
	synctest.Test(t, func(t *testing.T) {
		s := open(t, dir, store.Options{})
		put(t, s, home, "apple")
		g := gather(s)
		told := false
		members := []*error{
			g.add(t.Context(), func(tx *store.Tx) error {
				tx.OnCommit(func() { told = true })
				return putting("fig")(tx)
			}),
			g.add(t.Context(), putting("pear")),
			g.add(t.Context(), func(*store.Tx) error { return errRefused }),
			g.add(t.Context(), func(*store.Tx) error { return nil }),
		}
		require.NoError(t, os.Rename(path, path+".away"))
		g.run()
		for _, err := range members {
			require.ErrorIs(t, *err, store.ErrDisk)
		}
		assert.False(t, told)
		assert.Equal(t, 1, count(t, s, home))
		require.NoError(t, os.Rename(path+".away", path))
		put(t, s, home, "plum")
		assert.Equal(t, 2, count(t, s, home))
	})
}
