package store_test

import (
	"errors"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/eventbridge-connections/emulator/internal/store"
)

// TestStore_Update_takesBack has a function fail that changed everything it could, between two that
// succeed.
func TestStore_Update_takesBack(t *testing.T) {
	for name, fn := range map[string]func(*store.Tx) error{
		"one of each kind": func(tx *store.Tx) error {
			return errors.Join(
				fruits.Put(tx, home, "apple", &fruit{Name: "another"}),
				fruits.PutUntil(tx, home, "apple", &fruit{Name: "more"}, tx.Now().Add(time.Hour)),
				fruits.Delete(tx, home, "fig"),
				fruits.Put(tx, home, "fig", &fruit{Name: "for good"}),
				fruits.Delete(tx, home, "fig"),
				fruits.Put(tx, home, "new", &fruit{}),
				fruits.PutUntil(tx, store.Shelf{}, "newer", &fruit{}, tx.Now().Add(time.Hour)),
				fruits.Delete(tx, home, "new"),
			)
		},
		"a reset, and more": func(tx *store.Tx) error {
			return errors.Join(putting("before")(tx), tx.Reset(),
				putting("apple")(tx), tx.Reset(), putting("pear")(tx))
		},
	} {
		t.Run(name, func(t *testing.T) {
			inBubble(t, func(t *testing.T, s *store.Store) {
				put(t, s, home, "apple")
				until := time.Now().Add(time.Minute)
				putUntil(t, s, until, "fig")
				before := rows(t, s)
				g := gather(s)
				first := g.add(t.Context(), putting("first"))
				failed := g.add(t.Context(), refusing(fn))
				last := g.add(t.Context(), putting("last"))
				g.run()
				require.NoError(t, errors.Join(*first, *last))
				require.EqualError(t, *failed, errRefused.Error())
				assert.Equal(t, 4, count(t, s, home))
				update(t, s, deleting("first"))
				update(t, s, deleting("last"))
				assert.Equal(t, before, rows(t, s))
				time.Sleep(time.Hour) // in the bubble: fig expires
				put(t, s, home, "purges")
				assert.Equal(t, 2, count(t, s, home))
				assert.Equal(t, 0, count(t, s, store.Shelf{}))
			})
		})
	}
}
