package store_test

import (
	"errors"
	"os"
	"path/filepath"
	"syscall"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/eventbridge-connections/emulator/internal/store"
)

// onDisk answers how many bytes of the disk the data file takes.
func onDisk(t *testing.T, dir string) int64 {
	t.Helper()
	info, err := os.Stat(filepath.Join(dir, "emulator.db"))
	require.NoError(t, err)
	return info.Sys().(*syscall.Stat_t).Blocks * 512
}

func TestStore_Update_room(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	s := open(t, dir, store.Options{})
	before := onDisk(t, dir)

	t.Run("is there from the first write on, and no more than a little", func(t *testing.T) {
		put(t, s, home, "apple")
		grown := onDisk(t, dir) - before
		assert.GreaterOrEqual(t, grown, int64(1<<20))
		assert.Less(t, grown, int64(2<<20))
	})

	t.Run("is never taken from the data, however the file grew", func(t *testing.T) {
		for n, name := range []string{"small", "pear", "large", "plum"} {
			require.NoError(t, s.Update(t.Context(), func(tx *store.Tx) error {
				if n%2 == 0 {
					return putting(name)(tx)
				}
				return errors.Join(large(name)(tx), putting(name)(tx))
			}))
		}
		require.NoError(t, s.Close())
		s = open(t, dir, store.Options{})
		put(t, s, home, "fig")
		assert.Equal(t, 6+2*80, count(t, s, home))
		require.NoError(t, s.Close())
		sound(t, filepath.Join(dir, "emulator.db"))
		assert.Equal(t, 6+2*80, count(t, open(t, dir, store.Options{}), home))
	})
}
