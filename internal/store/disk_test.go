//go:build linux || darwin

package store_test

import (
	"encoding/binary"
	"errors"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/eventbridge-connections/emulator/internal/store"
)

// TestStore_lastSync has the last sync of a commit fail: bbolt shows the commit, and nobody knows
// whether it is on disk.
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
				assert.True(t, s.InDoubt())
				go func() { seen <- get(t, s, home, "fig") }()
			}))
			assert.False(t, s.InDoubt())
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
			s = open(t, dir, store.Options{})
			assert.Equal(t, []string{"apple", "cherry", "pear", "plum"}, scan(t, s, home, "", ""))
		})
	}
}

// TestOpen_makesSure holds the first function that writes, in a file that another process wrote, to
// make sure of what that left: both head pages are those of its last commit before anything is
// written.
func TestOpen_makesSure(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	s := open(t, dir, store.Options{})
	put(t, s, home, "apple")
	require.NoError(t, s.Close())
	heads := func() (commits [2]uint64) {
		file := contents(t, filepath.Join(dir, "emulator.db"))
		for page := range commits {
			commits[page] = binary.NativeEndian.Uint64(file[page*os.Getpagesize()+64:])
		}
		return commits
	}
	before := heads()
	newest := max(before[0], before[1])
	require.NotEqual(t, before[0], before[1])
	s = open(t, dir, store.Options{})
	assert.Equal(t, before, heads())
	require.NoError(t, s.Update(t.Context(), func(*store.Tx) error {
		assert.Equal(t, [2]uint64{newest, newest}, heads())
		return nil
	}))
}

// TestStore_removed takes the data file away from a store that has it open.
func TestStore_removed(t *testing.T) {
	t.Parallel()
	for name, take := range map[string]func(path string) error{
		"the folder is removed": func(path string) error {
			return os.RemoveAll(filepath.Dir(path))
		},
		"the file is removed": os.Remove,
		"the file is replaced": func(path string) error {
			return errors.Join(os.WriteFile(path+".new", nil, 0o600), os.Rename(path+".new", path))
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			dir := filepath.Join(t.TempDir(), "data")
			s := open(t, dir, store.Options{})
			put(t, s, home, "apple")
			path := filepath.Join(dir, "emulator.db")
			require.NoError(t, take(path))
			err := s.Update(t.Context(), putting("pear"))
			require.EqualError(t, err, "the data file cannot be written: "+
				path+" was removed or replaced while the store has it open")
			assert.Equal(t, []string{"apple"}, scan(t, s, home, "", ""))
			require.NoError(t, s.Close())
		})
	}
}

// TestOpen_otherFiles has files beside the data file that are the user's own, and a folder whose
// name is a pattern.
func TestOpen_otherFiles(t *testing.T) {
	t.Parallel()
	root := t.TempDir()
	own := []string{"emulator-1.log", "emulator.db-old", "emulator.db.tmp"}
	for _, name := range []string{"data1", "data[12]", "data?", "*"} {
		dir := filepath.Join(root, name)
		require.NoError(t, os.MkdirAll(dir, 0o700))
		for _, name := range own {
			require.NoError(t, os.WriteFile(filepath.Join(dir, name), []byte("mine"), 0o600))
		}
		s := open(t, dir, store.Options{})
		put(t, s, home, "apple")
		require.NoError(t, s.FailLastSync(putting("fig"), func() {}))
		put(t, s, home, "pear")
	}
	for _, name := range []string{"data1", "data[12]", "data?", "*"} {
		all := files(t, filepath.Join(root, name))
		assert.Len(t, all, len(own)+1)
		for _, name := range own {
			assert.Equal(t, "mine", string(all[name]))
		}
	}
}
