package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"os/signal"
	"strconv"
	"syscall"
)

// The exit codes of a command that did not run, as shells have them.
const (
	notExecutable = 126
	notFound      = 127
)

// exitCode is the end of a command as an error without words: the command has said what there is to
// say.
type exitCode int

func (c exitCode) Error() string { return "exit code " + strconv.Itoa(int(c)) }

// child runs the command, in our own process group, and returns its exit code when that is not 0.
func (p program) child(ctx context.Context, command, environment []string) error {
	if ctx.Err() != nil { // told to stop before there was anything to stop
		return exitCode(128 + int(syscall.SIGTERM))
	}
	child := exec.Command(command[0], command[1:]...)
	child.Env = environment
	child.Stdin, child.Stdout, child.Stderr = p.stdin, p.stdout, p.stderr
	signals := make(chan os.Signal, 8)
	signal.Notify(signals, os.Interrupt, syscall.SIGTERM, syscall.SIGHUP, syscall.SIGQUIT)
	defer signal.Stop(signals)
	if err := child.Start(); err != nil {
		return startProblem(command[0], err)
	}
	ended := make(chan error, 1)
	go func() { ended <- child.Wait() }()
	for {
		select {
		case s := <-signals:
			pass(s, child.Process)
		case err := <-ended:
			return endOf(err)
		}
	}
}

// pass hands a signal to the child. What is typed at a terminal reaches all that runs in the
// foreground, the child too: passed on, one ^C would be two, at which Terraform gives up without
// cleaning up.
func pass(s os.Signal, to *os.Process) {
	typed := s == os.Interrupt || s == syscall.SIGQUIT
	if typed && foreground() {
		return
	}
	_ = to.Signal(s) // one that has ended needs none
}

func endOf(err error) error {
	exit, ok := errors.AsType[*exec.ExitError](err)
	if !ok {
		return err
	}
	if status, ok := exit.Sys().(syscall.WaitStatus); ok && status.Signaled() {
		return exitCode(128 + int(status.Signal()))
	}
	return exitCode(exit.ExitCode())
}

func startProblem(name string, err error) error {
	switch {
	case errors.Is(err, exec.ErrNotFound), errors.Is(err, fs.ErrNotExist):
		return &problem{fmt.Sprintf("there is no command %s", name), "check its name and PATH", notFound}
	case errors.Is(err, exec.ErrDot):
		return &problem{
			fmt.Sprintf("%s is in this folder, not in PATH", name), "run it as ./" + name, notFound,
		}
	}
	return &problem{
		err.Error(), "check that it is a program that this machine can run, with the right to run it",
		notExecutable,
	}
}
