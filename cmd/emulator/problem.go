package main

import (
	"errors"
	"fmt"
	"io/fs"
	"syscall"

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
	hint := "run with -log-level debug to see more"
	switch {
	case errors.Is(err, store.ErrLocked):
		hint = "stop the other emulator, or give this one a folder of its own with -data"
	case errors.Is(err, store.ErrNotDatabase):
		hint = "move the file away, or choose another folder with -data"
	case errors.Is(err, store.ErrNewerSchema):
		hint = "use the newer emulator that wrote the file, or another folder with -data"
	case errors.Is(err, syscall.EADDRINUSE):
		hint = "stop what listens there, or choose another address with -listen (port 0 picks a free one)"
	case errors.Is(err, fs.ErrPermission), errors.Is(err, syscall.ENOTDIR), errors.Is(err, syscall.EROFS), errors.Is(err, fs.ErrExist):
		hint = "choose a folder that can be written with -data, or keep nothing with -ephemeral"
	}
	return &problem{fmt.Sprint(err), hint, 1}
}
