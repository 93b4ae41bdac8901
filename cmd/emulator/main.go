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

const usage = `Usage: emulator [command] [flags]

Commands:
  serve    answer AWS calls until told to stop (the default)
  exec     run a command with an emulator of its own: emulator exec -- go test ./...
  health   exit 0 when an emulator answers
  version  print the version

Every flag can also be set as EMULATOR_<FLAG>, such as EMULATOR_LISTEN.
'emulator <command> -h' lists the flags of a command.

Example:
  emulator -ephemeral &
  export AWS_ENDPOINT_URL=http://127.0.0.1:4566 AWS_REGION=us-east-1 AWS_DEFAULT_REGION=us-east-1
  export AWS_ACCESS_KEY_ID=test AWS_SECRET_ACCESS_KEY=test
  aws events list-connections
`

// program is where a command meets the outside.
type program struct {
	env     func(string) (string, bool)
	environ []string
	stdin   io.Reader
	stdout  io.Writer
	stderr  io.Writer
	heeding <-chan struct{} // closed when a signal is no longer the program's end
}

var commands = map[string]func(program, context.Context, []string) error{
	"serve":   program.serve,
	"exec":    program.exec,
	"health":  program.health,
	"version": program.version,
}

func main() {
	ctx, end := context.WithCancel(context.Background())
	heeding := make(chan struct{})
	go heed(end, heeding)
	p := program{env: os.LookupEnv, environ: os.Environ(), stdin: os.Stdin, stdout: os.Stdout, stderr: os.Stderr, heeding: heeding}
	os.Exit(p.run(ctx, os.Args[1:]))
}

// heed ends what is under way when the system tells the program to stop. To listen for that takes threads of its own,
// which are made beside all else that a start does: whoever says that the program is ready, or starts another, waits for heeding first.
func heed(end context.CancelFunc, heeding chan<- struct{}) {
	told := make(chan os.Signal, 1)
	signal.Notify(told, os.Interrupt, syscall.SIGTERM)
	close(heeding)
	<-told
	end()
}

// run runs the command and returns the exit code: 0, 1 for a failure, 2 for a wrong command line; exec has its child's.
func (p program) run(ctx context.Context, args []string) int {
	name := "serve"
	if len(args) > 0 && !strings.HasPrefix(args[0], "-") {
		name, args = args[0], args[1:]
	}
	if len(args) > 0 && name == "serve" && (args[0] == "-h" || args[0] == "-help" || args[0] == "--help") {
		fmt.Fprint(p.stdout, usage)
	}
	run, ok := commands[name]
	if !ok {
		return p.complain(usageProblem(fmt.Sprintf("unknown command %q", name), "the commands are serve, exec, health and version"))
	}
	return p.complain(run(p, ctx, args))
}

// complain prints a failure, if it is one, as an error line and a hint line, and returns the exit code.
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
