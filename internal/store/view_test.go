package store_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/eventbridge-connections/emulator/internal/store"
)

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
			put(t, s, home, "pear") // which would wait for this transaction if the file had to grow
			n, err := fruits.Count(tx, home)
			assert.Equal(t, 1, n)
			return err
		}))
	})

	t.Run("returns the error of its function", func(t *testing.T) {
		t.Parallel()
		err := ephemeral(t).View(t.Context(), func(*store.Tx) error { return errRefused })
		require.ErrorIs(t, err, errRefused)
	})

	t.Run("refuses to write", func(t *testing.T) {
		t.Parallel()
		err := ephemeral(t).View(t.Context(), putting("apple"))
		require.EqualError(t, err, "put in table fruits: tx not writable")
	})
}
