package store_test

import (
	"context"
	"errors"
	"runtime"
	"runtime/debug"
	"sync/atomic"
	"testing"
	"testing/synctest"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/eventbridge-connections/emulator/internal/store"
)

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
				_ = s.Update(t.Context(), func(tx *store.Tx) error {
					return errors.Join(putting("pear")(tx), explode())
				})
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
