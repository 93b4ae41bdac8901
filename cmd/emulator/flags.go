package main

import (
	"flag"
	"fmt"
	"io"
	"strings"
)

// parse reads the flags of a command from its arguments, then from EMULATOR_… variables.
func (p program) parse(flags *flag.FlagSet, args []string) error {
	flags.SetOutput(io.Discard)
	hint := "'emulator " + flags.Name() + " -h' lists the flags"
	err := flags.Parse(args)
	if err == flag.ErrHelp {
		flags.SetOutput(p.stdout)
		fmt.Fprintf(p.stdout, "Flags of emulator %s:\n", flags.Name())
		flags.PrintDefaults()
		return err
	}
	if err != nil {
		return usageProblem(err.Error(), hint)
	}
	if flags.NArg() > 0 {
		return usageProblem(fmt.Sprintf("unexpected argument %q", flags.Arg(0)), hint)
	}
	return p.parseEnvironment(flags)
}

// parseEnvironment sets the flags that were not given from the environment.
func (p program) parseEnvironment(flags *flag.FlagSet) error {
	given := map[string]bool{}
	flags.Visit(func(f *flag.Flag) { given[f.Name] = true })
	var wrong error
	flags.VisitAll(func(f *flag.Flag) {
		name := variable(f.Name)
		value, ok := p.env(name)
		if !ok || given[f.Name] || wrong != nil {
			return
		}
		if err := flags.Set(f.Name, value); err != nil {
			wrong = usageProblem(fmt.Sprintf("invalid value %q for variable %s: %v", value, name, err), "correct or unset "+name)
		}
	})
	return wrong
}

// variable is the environment variable of a flag: EMULATOR_LOG_LEVEL of -log-level.
func variable(flagName string) string {
	return "EMULATOR_" + strings.ToUpper(strings.ReplaceAll(flagName, "-", "_"))
}
