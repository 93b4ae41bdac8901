package main

import (
	"errors"
	"fmt"
	"io/fs"
	"net"
	"syscall"

	"github.com/eventbridge-connections/emulator/internal/emulator"
	"github.com/eventbridge-connections/emulator/internal/store"
)

// A problem is a failure in words for the user, with what to do next.
type problem struct {
	what, hint string
	code       int // of the exit
}

func (p *problem) Error() string { return p.what }

func usageProblem(what, hint string) error { return &problem{what, hint, 2} }

// explain finds the words for an error.
func explain(err error) *problem {
	if p, ok := errors.AsType[*problem](err); ok {
		return p
	}
	if listen, ok := errors.AsType[*net.OpError](err); ok {
		return explainListen(listen)
	}
	hint := "run with -log-level debug to see more"
	switch {
	case errors.Is(err, emulator.ErrSeed):
		hint = "correct the entry in the file that -seed names"
	case errors.Is(err, store.ErrLocked):
		hint = "stop the other emulator, or give this one a folder of its own with -data"
	case errors.Is(err, emulator.ErrFaults):
		hint = "correct the file that -faults names"
	case errors.Is(err, store.ErrNotDatabase), errors.Is(err, store.ErrCorrupt), errors.Is(err, store.ErrSchema):
		hint = "move the file away, or choose another folder with -data"
	case errors.Is(err, fs.ErrPermission), errors.Is(err, fs.ErrNotExist), errors.Is(err, syscall.ENOTDIR), errors.Is(err, syscall.EROFS), errors.Is(err, fs.ErrExist):
		hint = "choose a folder that can be written with -data, or keep nothing with -ephemeral"
	}
	return &problem{fmt.Sprint(err), hint, 1}
}

// explainListen tells an address that this machine does not let us have from one that is none.
func explainListen(err *net.OpError) *problem {
	if _, ok := errors.AsType[syscall.Errno](err); !ok {
		return &problem{err.Error(), "-listen takes HOST:PORT, such as 127.0.0.1:4566", 2}
	}
	hint := "choose another address with -listen, such as 127.0.0.1:4566 (port 0 picks a free one)"
	if errors.Is(err, syscall.EADDRINUSE) {
		hint = "stop what listens there, or choose another address with -listen (port 0 picks a free one)"
	}
	return &problem{err.Error(), hint, 1}
}
