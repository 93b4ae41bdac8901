package store

import (
	"os"
	"syscall"
)

// syncedWrites makes every write of a file return when it is on disk.
const syncedWrites = syscall.O_DSYNC

func flush(*os.File) error { return nil }
