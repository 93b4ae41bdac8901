//go:build unix

package main

import (
	"os"

	"golang.org/x/sys/unix"
)

// foreground tells whether we run in the foreground of a terminal.
func foreground() bool {
	terminal, err := os.Open("/dev/tty")
	if err != nil {
		return false
	}
	defer terminal.Close()
	group, err := unix.IoctlGetInt(int(terminal.Fd()), unix.TIOCGPGRP)
	return err == nil && group == unix.Getpgrp()
}
