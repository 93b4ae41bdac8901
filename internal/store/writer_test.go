package store_test

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"strings"
	"sync"
	"sync/atomic"
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

func putting(key string) func(*store.Tx) error {
	return func(tx *store.Tx) error { return fruits.Put(tx, home, key, &fruit{Name: key}) }
}

// lastCommit answers the number that bbolt gave to the last commit of a closed store.
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
		require.NoError(t, s.Update(t.Context(), func(tx *store.Tx) error { return fruits.Delete(tx, home, "apple") }))
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

func TestStore_Update_underWay(t *testing.T) {
	t.Parallel()

	// held is a commit to the log that does not come to its end until it is told to.
	held := func(t *testing.T, s *store.Store) (free func()) {
		put(t, s, home, "apple") // which makes the log
		stop := make(chan struct{})
		go func() {
			_ = s.Update(context.Background(), func(tx *store.Tx) error {
				tx.OnCommit(func() { <-stop })
				return putting("fig")(tx)
			})
		}()
		synctest.Wait()
		return func() {
			close(stop)
			synctest.Wait()
		}
	}

	t.Run("runs beside a commit on what that leaves, and is answered after it", func(t *testing.T) {
		inBubble(t, func(t *testing.T, s *store.Store) {
			free := held(t, s)
			var seen *fruit
			answered := false
			go func() {
				assert.NoError(t, s.Update(t.Context(), func(tx *store.Tx) (err error) {
					seen, err = fruits.Get(tx, home, "fig")
					return errors.Join(err, putting("pear")(tx))
				}))
				answered = true
			}()
			synctest.Wait()
			assert.Equal(t, &fruit{Name: "fig"}, seen)
			assert.False(t, answered)
			free()
			assert.True(t, answered)
			assert.Equal(t, 3, count(t, s, home))
		})
	})

	t.Run("is answered after the commit that it saw, whatever it answers itself", func(t *testing.T) {
		for name, fn := range map[string]func(*store.Tx) error{
			"refused":            func(*store.Tx) error { return errRefused },
			"refused, and wrote": func(tx *store.Tx) error { return errors.Join(putting("pear")(tx), errRefused) },
		} {
			t.Run(name, func(t *testing.T) {
				inBubble(t, func(t *testing.T, s *store.Store) {
					free := held(t, s)
					var err error
					go func() { err = s.Update(t.Context(), fn) }()
					synctest.Wait()
					require.NoError(t, err)
					free()
					require.ErrorIs(t, err, errRefused)
					assert.Equal(t, 2, count(t, s, home))
				})
			})
		}
	})

	t.Run("fails with the commit that it was made on top of", func(t *testing.T) {
		t.Parallel()
		dir := t.TempDir()
		var left map[string][]byte
		synctest.Test(t, func(t *testing.T) {
			s := open(t, dir, store.Options{})
			put(t, s, home, "apple")
			fail := s.FailingCommit(putting("fig"))
			functions := []func(*store.Tx) error{putting("pear"), putting("plum"), func(*store.Tx) error { return errRefused }}
			errs := make(chan error, len(functions))
			for _, fn := range functions {
				go func() { errs <- s.Update(t.Context(), fn) }()
				synctest.Wait()
			}
			assert.Empty(t, errs)
			fail()
			for range functions {
				require.ErrorIs(t, <-errs, fs.ErrClosed)
			}
			put(t, s, home, "cherry")
			s.FailingCommit(putting("lime"))() // on top of which is nothing
			put(t, s, home, "peach")
			assert.Equal(t, 3, count(t, s, home))
			left = files(t, dir)
		})
		assert.Equal(t, 3, count(t, open(t, folder(t, left), store.Options{}), home), "after a kill")
	})

	t.Run("is waited for by Close", func(t *testing.T) {
		for name, more := range map[string]bool{"and no other": false, "and what has run beside it": true} {
			t.Run(name, func(t *testing.T) {
				inBubble(t, func(t *testing.T, s *store.Store) {
					free := held(t, s)
					var err error
					if more {
						go func() { err = s.Update(t.Context(), putting("pear")) }()
						synctest.Wait()
					}
					closed := false
					go func() {
						assert.NoError(t, s.Close())
						closed = true
					}()
					synctest.Wait()
					assert.False(t, closed)
					require.ErrorIs(t, s.Update(t.Context(), putting("plum")), store.ErrClosed)
					free()
					require.NoError(t, err)
					assert.True(t, closed)
				})
			})
		}
	})
}

// TestStore_Update_crowd has many write at once, now and then so much that the log turns over or has no room, while
// functions fail, and so does the log, again and again: what was acknowledged is there, and nothing else is.
func TestStore_Update_crowd(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	s := open(t, dir, store.Options{})
	put(t, s, home, "apple")
	want := make([]string, 8)
	var lost atomic.Int32
	var wait sync.WaitGroup
	for writer := range want {
		wait.Go(func() {
			random := rand.New(rand.NewPCG(uint64(writer), 0))
			for n := range 50 {
				v := &fruit{fmt.Sprint(n), strings.Repeat("x", random.IntN(100_000))}
				var refused error
				switch random.IntN(100) {
				case 0:
					v.Colour = strings.Repeat("x", 3<<20)
				case 1, 2, 3, 4, 5:
					refused = errRefused
				}
				before := ""
				err := s.Update(t.Context(), func(tx *store.Tx) error {
					old, err := fruits.Get(tx, home, fmt.Sprint(writer))
					if old != nil {
						before = old.Name
					}
					return errors.Join(err, fruits.Put(tx, home, fmt.Sprint(writer), v), refused)
				})
				if err != nil {
					lost.Add(1)
					continue
				}
				if before != want[writer] {
					t.Errorf("writer %d finds %q where it has put %q", writer, before, want[writer])
				}
				want[writer] = v.Name
				if random.IntN(4) == 0 {
					s.BreakLog()
				}
			}
		})
	}
	wait.Wait()
	assert.Positive(t, lost.Load())
	check := func(s *store.Store) {
		assert.Equal(t, 1+len(want), count(t, s, home))
		for writer, name := range want {
			assert.Equal(t, name, get(t, s, home, fmt.Sprint(writer)).Name, "writer %d", writer)
		}
	}
	check(s)
	s.Fold()
	check(open(t, folder(t, files(t, dir)), store.Options{})) // as after a kill
	require.NoError(t, s.Close())
	check(open(t, dir, store.Options{}))
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

func TestStore_Update_panic(t *testing.T) {
	t.Parallel()

	for name, before := range map[string]func(*store.Tx) error{
		"before a write": func(*store.Tx) error { return nil },
		"after a write":  putting("pear"),
	} {
		t.Run(name+" reaches its caller and nobody else", func(t *testing.T) {
			inBubble(t, func(t *testing.T, s *store.Store) {
				g := gather(s)
				first := g.add(t.Context(), putting("apple"))
				var reason any
				var stack string
				g.addDoomed(func(tx *store.Tx) error {
					return errors.Join(before(tx), explode())
				}, func() { reason, stack = recover(), string(debug.Stack()) })
				last := g.add(t.Context(), putting("plum"))
				g.run()
				require.NoError(t, *first)
				require.NoError(t, *last)
				assert.Equal(t, "boom", reason)
				assert.Regexp(t, `store_test\.explode\(`, stack)
				assert.Equal(t, 2, count(t, s, home))
				assert.Nil(t, get(t, s, home, "pear"))
			})
		})
	}

	t.Run("may be the end of the goroutine", func(t *testing.T) {
		inBubble(t, func(t *testing.T, s *store.Store) {
			var ended atomic.Int32
			doomed := func(tx *store.Tx) error {
				defer runtime.Goexit() // as a test does that fails
				return putting("pear")(tx)
			}
			g := gather(s)
			g.addDoomed(doomed, func() { ended.Add(1) })
			first := g.add(t.Context(), putting("apple"))
			g.addDoomed(doomed, func() { ended.Add(1) })
			last := g.add(t.Context(), putting("plum"))
			g.run()
			require.NoError(t, *first)
			require.NoError(t, *last)
			assert.EqualValues(t, 2, ended.Load())
			assert.Equal(t, 2, count(t, s, home))
			assert.Nil(t, get(t, s, home, "pear"))
		})
	})

	t.Run("of a lone caller harms nobody", func(t *testing.T) {
		inBubble(t, func(t *testing.T, s *store.Store) {
			assert.PanicsWithValue(t, "boom", func() {
				_ = s.Update(t.Context(), func(tx *store.Tx) error { return errors.Join(putting("pear")(tx), explode()) })
			})
			put(t, s, home, "apple")
			assert.Nil(t, get(t, s, home, "pear"))
			require.NoError(t, s.Close())
		})
	})
}

func explode() error { panic("boom") }

func TestStore_Update_context(t *testing.T) {
	t.Parallel()

	t.Run("that has ended runs nothing", func(t *testing.T) {
		t.Parallel()
		s := ephemeral(t)
		ctx, cancel := context.WithCancel(t.Context())
		cancel()
		require.ErrorIs(t, s.Update(ctx, putting("apple")), context.Canceled)
		require.ErrorIs(t, s.View(ctx, func(*store.Tx) error { return nil }), context.Canceled)
		assert.Nil(t, get(t, s, home, "apple"))
	})

	t.Run("that ends in the queue runs nothing", func(t *testing.T) {
		inBubble(t, func(t *testing.T, s *store.Store) {
			ctx, cancel := context.WithCancel(t.Context())
			g := gather(s)
			err := g.add(ctx, putting("apple"))
			cancel()
			synctest.Wait()
			require.ErrorIs(t, *err, context.Canceled)
			g.run()
			assert.Nil(t, get(t, s, home, "apple"))
		})
	})

	t.Run("that ends during the turn changes nothing", func(t *testing.T) {
		t.Parallel()
		s := ephemeral(t)
		ctx, cancel := context.WithCancel(t.Context())
		require.NoError(t, s.Update(ctx, func(tx *store.Tx) error {
			cancel()
			return putting("apple")(tx)
		}))
		assert.NotNil(t, get(t, s, home, "apple"))
	})
}

func TestStore_View(t *testing.T) {
	t.Parallel()

	t.Run("does not wait for a writer", func(t *testing.T) {
		inBubble(t, func(t *testing.T, s *store.Store) {
			put(t, s, home, "apple")
			g := gather(s)
			g.add(t.Context(), putting("pear"))
			assert.Equal(t, 1, count(t, s, home))
			g.run()
			assert.Equal(t, 2, count(t, s, home))
		})
	})

	t.Run("keeps its data while others write", func(t *testing.T) {
		t.Parallel()
		s := ephemeral(t)
		put(t, s, home, "apple")
		require.NoError(t, s.View(t.Context(), func(tx *store.Tx) error {
			put(t, s, home, "pear")
			n, err := fruits.Count(tx, home)
			assert.Equal(t, 1, n)
			return err
		}))
	})

	t.Run("answers the error of its function", func(t *testing.T) {
		t.Parallel()
		require.ErrorIs(t, ephemeral(t).View(t.Context(), func(*store.Tx) error { return errRefused }), errRefused)
	})

	t.Run("refuses to write", func(t *testing.T) {
		t.Parallel()
		err := ephemeral(t).View(t.Context(), putting("apple"))
		require.EqualError(t, err, "put in table fruits: tx not writable")
	})
}
