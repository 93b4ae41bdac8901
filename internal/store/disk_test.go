package store_test

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/eventbridge-connections/emulator/internal/store"
)

// TestStore_lastSync has the last sync of a commit fail: bbolt shows the commit, and nobody knows whether it is on disk.
func TestStore_lastSync(t *testing.T) {
	t.Parallel()
	for name, commits := range map[string]int{"after an even commit": 2, "after an odd commit": 3} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			dir := t.TempDir()
			s := open(t, dir, store.Options{})
			for range commits {
				put(t, s, home, "apple")
			}
			seen := make(chan *fruit, 1)
			require.NoError(t, s.FailLastSync(putting("fig"), func() {
				go func() { seen <- get(t, s, home, "fig") }() // while the commit is in doubt
			}))
			assert.Nil(t, <-seen)
			assert.Nil(t, get(t, s, home, "fig"))
			killed := open(t, folder(t, files(t, dir)), store.Options{})
			assert.Equal(t, []string{"apple"}, scan(t, killed, home, "", ""))
			put(t, killed, home, "pear")

			for _, key := range []string{"pear", "plum", "cherry"} {
				put(t, s, home, key)
				killed := open(t, folder(t, files(t, dir)), store.Options{})
				assert.Equal(t, scan(t, s, home, "", ""), scan(t, killed, home, "", ""))
			}
			require.NoError(t, s.Close())
			sound(t, filepath.Join(dir, "emulator.db"))
			assert.Equal(t, []string{"apple", "cherry", "pear", "plum"}, scan(t, open(t, dir, store.Options{}), home, "", ""))
		})
	}
}

// TestStore_removed takes the data file away from a store that has it open.
func TestStore_removed(t *testing.T) {
	t.Parallel()
	for name, take := range map[string]func(t *testing.T, dir string){
		"the folder is removed": func(t *testing.T, dir string) { require.NoError(t, os.RemoveAll(dir)) },
		"the file is removed":   func(t *testing.T, dir string) { require.NoError(t, os.Remove(filepath.Join(dir, "emulator.db"))) },
		"the file is replaced": func(t *testing.T, dir string) {
			require.NoError(t, os.WriteFile(filepath.Join(dir, "another"), nil, 0o600))
			require.NoError(t, os.Rename(filepath.Join(dir, "another"), filepath.Join(dir, "emulator.db")))
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			dir := filepath.Join(t.TempDir(), "data")
			s := open(t, dir, store.Options{})
			put(t, s, home, "apple")
			take(t, dir)
			err := s.Update(t.Context(), putting("pear"))
			require.EqualError(t, err, "the data file cannot be written: "+filepath.Join(dir, "emulator.db")+
				" was removed or replaced while the store has it open")
			assert.Equal(t, []string{"apple"}, scan(t, s, home, "", ""))
			require.NoError(t, s.Close())
			_, err = os.Stat(filepath.Join(dir, "another"))
			require.ErrorIs(t, err, os.ErrNotExist)
		})
	}
}

// TestOpen_otherFiles has files beside the data file that are the user's own, and a folder whose name is a pattern.
func TestOpen_otherFiles(t *testing.T) {
	t.Parallel()
	root := t.TempDir()
	own := map[string]string{"emulator-1.log": "mine", "emulator.db-old": "mine", "emulator.db.tmp": "mine"}
	for _, name := range []string{"data1", "data[12]", "data?", "*"} {
		dir := filepath.Join(root, name)
		require.NoError(t, os.MkdirAll(dir, 0o700))
		for name, text := range own {
			require.NoError(t, os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600))
		}
		s := open(t, dir, store.Options{})
		put(t, s, home, "apple")
		require.NoError(t, s.FailLastSync(putting("fig"), func() {}))
		put(t, s, home, "pear")
	}
	for _, name := range []string{"data1", "data[12]", "data?", "*"} {
		all := files(t, filepath.Join(root, name))
		assert.Len(t, all, len(own)+1)
		for name, text := range own {
			assert.Equal(t, text, string(all[name]))
		}
	}
}
