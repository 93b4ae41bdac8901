package store_test

import (
	"errors"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/eventbridge-connections/emulator/internal/store"
)

func TestTx_OnCommit(t *testing.T) {
	t.Run("runs for each write that stays, in their order", func(t *testing.T) {
		inBubble(t, func(t *testing.T, s *store.Store) {
			var ran []string
			telling := func(key string, err error) func(*store.Tx) error {
				return func(tx *store.Tx) error {
					tx.OnCommit(func() { ran = append(ran, key) })
					return errors.Join(putting(key)(tx), err)
				}
			}
			g := gather(s)
			first := g.add(t.Context(), telling("plum", nil))
			failed := g.add(t.Context(), telling("pear", errRefused))
			last := g.add(t.Context(), telling("apple", nil))
			g.run()
			require.NoError(t, *first)
			require.ErrorIs(t, *failed, errRefused)
			require.NoError(t, *last)
			assert.Equal(t, []string{"plum", "apple"}, ran)
		})
	})
	t.Run("runs before the writer is answered", func(t *testing.T) {
		inBubble(t, func(t *testing.T, s *store.Store) {
			ran := false
			require.NoError(t, s.Update(t.Context(), func(tx *store.Tx) error {
				tx.OnCommit(func() { ran = true })
				return putting("plum")(tx)
			}))
			assert.True(t, ran)
		})
	})
	t.Run("runs for who wrote nothing", func(t *testing.T) {
		inBubble(t, func(t *testing.T, s *store.Store) {
			ran := false
			require.NoError(t, s.Update(t.Context(), func(tx *store.Tx) error {
				tx.OnCommit(func() { ran = true })
				return nil
			}))
			assert.True(t, ran)
		})
	})
}
