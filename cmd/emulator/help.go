package main

import (
	"context"
	"fmt"
)

const usage = `Usage: emulator [command] [flags]

Commands:
%s
Every flag can also be set as EMULATOR_<FLAG>, such as EMULATOR_LISTEN.
'emulator <command> -h' lists the flags of a command.

Example:
  emulator -ephemeral &
  eval "$(emulator env)"
  aws events list-connections

`

// help prints what the program does, or the flags of one of its commands.
func (p program) help(ctx context.Context, args []string) error {
	if len(args) == 0 {
		fmt.Fprintf(p.stdout, usage, summaries())
		args = []string{"serve"}
	}
	c, ok := find(args[0])
	if !ok {
		return unknownCommand(args[0])
	}
	return c.run(p, ctx, []string{"-h"})
}

// summaries are the lines that say what each command does.
func summaries() (text string) {
	for _, c := range append(
		commands(),
		command{name: "help", summary: "show this, or the flags of a command: emulator help exec"},
	) {
		text += fmt.Sprintf("  %-11s %s\n", c.name, c.summary)
	}
	return text
}
