package main

import (
	"context"
	"flag"
	"fmt"
	"slices"
	"strings"
)

// A command is what the first argument names.
type command struct {
	name, summary string
	run           func(program, context.Context, []string) error
	flags         func(program) *flag.FlagSet
	arguments     []string // that it takes one of, after the flags
}

// commands are all of them but help, which prints them.
func commands() []command {
	none := func(name string) func(program) *flag.FlagSet {
		return func(program) *flag.FlagSet { return flag.NewFlagSet(name, flag.ContinueOnError) }
	}
	return []command{
		{"serve", "answer AWS calls until told to stop (the default)", program.serve,
			func(program) *flag.FlagSet { return new(serveOptions).flags() }, nil},
		{
			"exec",
			"run a command with an emulator of its own: emulator exec -- go test ./...",
			program.exec,
			func(p program) *flag.FlagSet { return p.newExecOptions().flags() },
			nil,
		},
		{
			"env",
			"print the variables that lead AWS clients here: eval \"$(emulator env)\"",
			program.printEnv,
			func(p program) *flag.FlagSet { return new(envOptions).flags(p) },
			envNames(),
		},
		{"health", "exit 0 when an emulator answers", program.health,
			func(program) *flag.FlagSet { return new(healthOptions).flags() }, nil},
		{"completion", "print what completes this command line: source <(emulator completion bash)",
			program.completion, none("completion"), shellNames()},
		{"version", "print the version", program.version, none("version"), nil},
	}
}

// find returns the command of that name.
func find(name string) (command, bool) {
	all := commands()
	i := slices.IndexFunc(all, func(c command) bool { return c.name == name })
	if i < 0 {
		return command{}, false
	}
	return all[i], true
}

// commandNames are the names of the commands, help among them.
func commandNames() (names []string) {
	for _, c := range commands() {
		names = append(names, c.name)
	}
	return append(names, "help")
}

func unknownCommand(name string) error {
	names := commandNames()
	last := len(names) - 1
	return usageProblem(fmt.Sprintf("unknown command %q", name),
		"the commands are "+strings.Join(names[:last], ", ")+" and "+names[last])
}
