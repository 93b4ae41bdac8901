// Command emulator answers, on one local port, as AWS does wherever an
// Amazon EventBridge connection is concerned.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
	"strings"
	"syscall"
)

// program is where a command meets the outside.
type program struct {
	env     func(string) (string, bool)
	environ []string
	stdin   io.Reader
	stdout  io.Writer
	stderr  io.Writer
}

func main() {
	ctx, _ := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	p := program{os.LookupEnv, os.Environ(), os.Stdin, os.Stdout, os.Stderr}
	os.Exit(p.run(ctx, os.Args[1:]))
}

// run runs the command and returns the exit code: 0, 1 for a failure, 2 for a wrong command line;
// exec has its child's.
func (p program) run(ctx context.Context, args []string) int {
	name, args := split(args)
	if name == "help" {
		return p.complain(p.help(ctx, args))
	}
	c, ok := find(name)
	if !ok {
		return p.complain(unknownCommand(name))
	}
	return p.complain(c.run(p, ctx, args))
}

// split returns the command and its arguments. A command line that begins with a flag is one of
// serve, but for the flags that stand for a command.
func split(args []string) (name string, rest []string) {
	if len(args) == 0 {
		return "serve", nil
	}
	switch args[0] {
	case "-h", "-help", "--help":
		return "help", args[1:]
	case "-version", "--version":
		return "version", args[1:]
	}
	if strings.HasPrefix(args[0], "-") {
		return "serve", args
	}
	return args[0], args[1:]
}

// complain prints a failure, if it is one, as an error line and a hint line, and returns the exit
// code.
func (p program) complain(err error) int {
	if err == nil || errors.Is(err, flag.ErrHelp) {
		return 0
	}
	if code, ok := errors.AsType[exitCode](err); ok {
		return int(code)
	}
	problem := explain(err)
	fmt.Fprintln(p.stderr, "emulator: error:", problem.what)
	fmt.Fprintln(p.stderr, "emulator: hint:", problem.hint)
	return problem.code
}
