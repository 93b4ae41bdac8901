package store_test

import (
	"bytes"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/eventbridge-connections/emulator/internal/store"
)

func TestOpen_mode(t *testing.T) {
	t.Parallel()

	t.Run("tightens a file that others may read", func(t *testing.T) {
		t.Parallel()
		dir := t.TempDir()
		path := filepath.Join(dir, "emulator.db")
		require.NoError(t, open(t, dir, store.Options{}).Close())
		require.NoError(t, os.Chmod(path, 0o664))
		open(t, dir, store.Options{})
		info, err := os.Stat(path)
		require.NoError(t, err)
		assert.Equal(t, fs.FileMode(0o600), info.Mode().Perm())
	})

	for mode, warned := range map[fs.FileMode]bool{
		0o700: false, 0o755: false, 0o777 | fs.ModeSticky: false, 0o777: true, 0o770: true,
	} {
		t.Run("warns of a folder that others may write to: "+mode.String(), func(t *testing.T) {
			t.Parallel()
			dir := t.TempDir()
			require.NoError(t, os.Chmod(dir, mode))
			var log bytes.Buffer
			open(t, dir, store.Options{Log: slog.New(slog.NewTextHandler(&log, nil))})
			assert.Equal(t, warned, log.Len() > 0, log.String())
		})
	}
}
