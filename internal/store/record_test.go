package store_test

import (
	"errors"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/eventbridge-connections/emulator/internal/store"
)

func TestTable_Count(t *testing.T) {
	t.Parallel()

	// counting adds what the transaction counts.
	counting := func(to *[]int, fn func(*store.Tx) error) func(*store.Tx) error {
		return func(tx *store.Tx) error {
			err := fn(tx)
			n, countErr := fruits.Count(tx, home)
			*to = append(*to, n)
			return errors.Join(err, countErr)
		}
	}
	t.Run("sees what was put, replaced and deleted before a commit", func(t *testing.T) {
		t.Parallel()
		s := ephemeral(t)
		put(t, s, home, "fig")
		var counts []int
		require.NoError(t, s.Update(t.Context(), func(tx *store.Tx) error {
			var errs []error
			for _, fn := range []func(*store.Tx) error{
				putting("apple"), putting("apple"), putting("pear"),
				deleting("apple"), deleting("apple"), deleting("fig"), putting("fig"),
			} {
				errs = append(errs, counting(&counts, fn)(tx))
			}
			return errors.Join(errs...)
		}))
		assert.Equal(t, []int{2, 2, 3, 2, 2, 1, 2}, counts)
		assert.Equal(t, 2, count(t, s, home))
	})

	t.Run("sees the others of a group, and not whom it lost", func(t *testing.T) {
		inBubble(t, func(t *testing.T, s *store.Store) {
			var counts []int
			g := gather(s)
			g.add(t.Context(), counting(&counts, putting("apple")))
			failed := g.add(t.Context(), refusing(putting("pear")))
			g.add(t.Context(), counting(&counts, putting("plum")))
			g.run()
			require.ErrorIs(t, *failed, errRefused)
			assert.Equal(t, []int{1, 2}, counts)
			assert.Equal(t, 2, count(t, s, home))
		})
	})

	t.Run("begins anew after a reset in the same transaction", func(t *testing.T) {
		t.Parallel()
		s := ephemeral(t)
		put(t, s, home, "fig")
		var counts []int
		require.NoError(t, s.Update(t.Context(), func(tx *store.Tx) error {
			return errors.Join(
				putting("apple")(tx),
				counting(&counts, (*store.Tx).Reset)(tx),
				counting(&counts, putting("pear"))(tx))
		}))
		assert.Equal(t, []int{0, 1}, counts)
		assert.Equal(t, 1, count(t, s, home))
	})
}
