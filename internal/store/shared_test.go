package store_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/eventbridge-connections/emulator/internal/store"
)

var berries = store.Table[fruit]{Name: "berries", Shared: true}

// readBerry reads in a transaction of its own.
func readBerry(t *testing.T, s *store.Store, key string) (v *fruit) {
	t.Helper()
	require.NoError(t, s.View(t.Context(), func(tx *store.Tx) (err error) {
		v, err = berries.Get(tx, home, key)
		return err
	}))
	return v
}

func TestTable_Shared(t *testing.T) {
	t.Parallel()
	now := time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)
	s := open(t, t.TempDir(), store.Options{Now: func() time.Time { return now }})
	putBerry := func(v *fruit, until time.Time) {
		t.Helper()
		update(t, s, func(tx *store.Tx) error {
			return berries.PutUntil(tx, home, "sloe", v, until)
		})
	}
	putBerry(&fruit{Name: "sloe"}, now.Add(time.Hour))

	t.Run("is read once for several readers", func(t *testing.T) {
		assert.Same(t, readBerry(t, s, "sloe"), readBerry(t, s, "sloe"))
	})
	t.Run("is the writer's own to change", func(t *testing.T) {
		before := readBerry(t, s, "sloe")
		require.NoError(t, s.Update(t.Context(), func(tx *store.Tx) error {
			v, err := berries.Get(tx, home, "sloe")
			assert.NotSame(t, before, v)
			return err
		}))
	})
	t.Run("is read anew when it changed", func(t *testing.T) {
		putBerry(&fruit{Name: "blackthorn"}, now.Add(time.Hour))
		assert.Equal(t, "blackthorn", readBerry(t, s, "sloe").Name)
	})
	t.Run("is gone when it has expired", func(t *testing.T) {
		now = now.Add(time.Hour)
		assert.Nil(t, readBerry(t, s, "sloe"))
	})
	t.Run("is gone when it was deleted", func(t *testing.T) {
		putBerry(&fruit{Name: "sloe"}, now.Add(time.Hour))
		require.NotNil(t, readBerry(t, s, "sloe"))
		update(t, s, func(tx *store.Tx) error { return berries.Delete(tx, home, "sloe") })
		assert.Nil(t, readBerry(t, s, "sloe"))
	})
}
