package store

import (
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
)

// tighten takes the data file from everybody but its owner, and warns where that cannot be, or
// where others may write to the folder, and so put another file in its place. A folder keeps its
// mode: it may hold more than the data.
func (f *file) tighten() {
	if f.ephemeral || runtime.GOOS == "windows" { // whose modes say nothing of others
		return
	}
	if mode := f.info.Mode().Perm(); mode&0o077 != 0 {
		if err := f.handle.Chmod(mode &^ 0o077); err != nil {
			f.log.Warn(
				"others may reach the data file: take that from them with chmod 600", "file", f.path, "mode",
				mode, "error", err,
			)
		}
	}
	folder, err := os.Stat(filepath.Dir(f.path))
	if err == nil && folder.Mode().Perm()&0o022 != 0 && folder.Mode()&fs.ModeSticky == 0 {
		f.log.Warn("others may write to the data folder: take that from them with chmod 700",
			"folder", filepath.Dir(f.path), "mode", folder.Mode().Perm())
	}
}
