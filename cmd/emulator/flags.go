package main

import (
	"flag"
	"fmt"
	"io"
	"strings"
)

// parse reads the flags of a command that takes nothing else from its arguments, then from
// EMULATOR_… variables.
func (p program) parse(flags *flag.FlagSet, args []string) error {
	if err := p.parseLeading(flags, args); err != nil {
		return err
	}
	if flags.NArg() > 0 {
		return usageProblem(fmt.Sprintf("unexpected argument %q", flags.Arg(0)), hint(flags))
	}
	return nil
}

func hint(flags *flag.FlagSet) string {
	return "'emulator " + flags.Name() + " -h' lists the flags"
}

// parseLeading does the same, and leaves the arguments after the flags alone.
func (p program) parseLeading(flags *flag.FlagSet, args []string) error {
	flags.SetOutput(io.Discard)
	err := flags.Parse(args)
	if err == flag.ErrHelp {
		flags.SetOutput(p.stdout)
		fmt.Fprintf(p.stdout, "Flags of emulator %s:\n", flags.Name())
		flags.PrintDefaults()
		return err
	}
	if err != nil {
		return usageProblem(err.Error(), hint(flags))
	}
	return p.parseEnvironment(flags)
}

// given tells whether a flag was set, by an argument or by its variable.
func given(flags *flag.FlagSet, name string) (set bool) {
	flags.Visit(func(f *flag.Flag) { set = set || f.Name == name })
	return set
}

// parseEnvironment sets the flags that were not given from the environment.
func (p program) parseEnvironment(flags *flag.FlagSet) error {
	var wrong error
	flags.VisitAll(func(f *flag.Flag) {
		name := variable(f.Name)
		value, ok := p.env(name)
		if !ok || given(flags, f.Name) || wrong != nil {
			return
		}
		if err := flags.Set(f.Name, value); err != nil {
			wrong = usageProblem(
				fmt.Sprintf("invalid value %q for variable %s: %v", value, name, err), "correct or unset "+name,
			)
		}
	})
	return wrong
}

// strays are the variables that look like those of flags, and are those of none.
func (p program) strays(flags *flag.FlagSet) (names []string) {
	for _, pair := range p.environ {
		name, _, _ := strings.Cut(pair, "=")
		text, ours := strings.CutPrefix(name, "EMULATOR_")
		if ours && flags.Lookup(strings.ToLower(strings.ReplaceAll(text, "_", "-"))) == nil {
			names = append(names, name)
		}
	}
	return names
}

// variable is the environment variable of a flag: EMULATOR_LOG_LEVEL of -log-level.
func variable(flagName string) string {
	return "EMULATOR_" + strings.ToUpper(strings.ReplaceAll(flagName, "-", "_"))
}
