package store

import (
	"os"

	"golang.org/x/sys/unix"
)

// inMemory makes a file that no disk ever sees, so that even bbolt's one sync of a new file costs
// nothing.
func inMemory() (*os.File, error) {
	fd, err := unix.MemfdCreate(fileName, unix.MFD_CLOEXEC)
	if err != nil {
		return nil, os.NewSyscallError("memfd_create", err)
	}
	return os.NewFile(uintptr(fd), fileName), nil
}
