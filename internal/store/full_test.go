//go:build linux || darwin

package store_test

import (
	"fmt"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/eventbridge-connections/emulator/internal/store"
)

// inChild names the environment variable that makes the test binary a process of its own,
// because a limit on the size of files holds for a whole process.
const inChild = "STORE_TEST_IN_CHILD"

// TestStore_Update_fullDisk takes a limit on the size of files for a disk without room.
func TestStore_Update_fullDisk(t *testing.T) {
	t.Parallel()
	if os.Getenv(inChild) != "" {
		fullDisk(t)
		return
	}
	child := exec.CommandContext(t.Context(), os.Args[0], "-test.run=^"+t.Name()+"$")
	child.Env = append(os.Environ(), inChild+"=1")
	output, err := child.CombinedOutput()
	require.NoError(t, err, "%s", output)
}

func fullDisk(t *testing.T) {
	signal.Ignore(syscall.SIGXFSZ)
	for name, room := range map[string]func(size int64) int64{
		"to grow":         func(size int64) int64 { return size },
		"inside the file": func(int64) int64 { return 16 << 10 },
		"at all":          func(int64) int64 { return 0 },
	} {
		dir := t.TempDir()
		path := filepath.Join(dir, "emulator.db")
		s := open(t, dir, store.Options{})
		put(t, s, home, "apple")
		info, err := os.Stat(path)
		require.NoError(t, err)

		limitFiles(t, room(info.Size()))
		for range 3 {
			err := s.Update(t.Context(), large("pear"))
			require.Error(t, err, "no room %s", name)
			assert.NotNil(t, get(t, s, home, "apple"), "no room %s", name)
			assert.Nil(t, get(t, s, home, "pear 0"), "no room %s", name)
		}
		limitFiles(t, -1)
		require.NoError(t, s.Update(t.Context(), large("plum")), "room again %s", name)
		require.NoError(t, s.Close())

		sound(t, path)
		s = open(t, dir, store.Options{})
		assert.NotNil(t, get(t, s, home, "apple"))
		assert.Equal(t, 81, count(t, s, home))
		require.NoError(t, s.Close())
	}
}

// large writes more than the file has room for without growing.
func large(name string) func(*store.Tx) error {
	return func(tx *store.Tx) error {
		for n := range 80 {
			key := fmt.Sprintf("%s %d", name, n)
			v := &fruit{key, strings.Repeat("x", 100_000)}
			if err := fruits.Put(tx, home, key, v); err != nil {
				return err
			}
		}
		return nil
	}
}

// limitFiles bounds the size of every file that this process writes; a negative size lifts the
// limit.
func limitFiles(t *testing.T, size int64) {
	t.Helper()
	var limit syscall.Rlimit
	require.NoError(t, syscall.Getrlimit(syscall.RLIMIT_FSIZE, &limit))
	limit.Cur = limit.Max
	if size >= 0 {
		limit.Cur = uint64(size)
	}
	require.NoError(t, syscall.Setrlimit(syscall.RLIMIT_FSIZE, &limit))
}
