package main

import (
	"context"
	"embed"
	"flag"
	"fmt"
	"io"
	"strings"
)

// scripts complete a command line, one for each shell, but for what the commands say of themselves.
// They are no templates of text/template: it keeps the linker from leaving out methods that nobody
// calls, which makes the program a fifth larger.
//
//go:embed completion
var scripts embed.FS

// shellNames are the shells that have a script.
func shellNames() []string { return []string{"bash", "zsh", "fish", "powershell"} }

// A completed command is what a script knows of a command.
type completed struct {
	name, summary string
	flags         []completedFlag
	arguments     []string
}

// A completedFlag is what a script knows of a flag.
type completedFlag struct {
	name, usage string
	value       string // what it takes; "" for a flag that takes no value
}

// completion prints the script of the shell that is named.
func (p program) completion(_ context.Context, args []string) error {
	name, err := p.choice(flag.NewFlagSet("completion", flag.ContinueOnError), args, shellNames())
	if err != nil {
		return err
	}
	return p.writeCompletion(p.stdout, name)
}

func (p program) writeCompletion(out io.Writer, shell string) error {
	script, err := scripts.ReadFile("completion/" + shell)
	if err != nil {
		return fmt.Errorf("read the script of %s: %w", shell, err)
	}
	about := map[string]func(completed) string{
		"bash": inBash, "zsh": inZsh, "fish": inFish, "powershell": inPowerShell,
	}[shell]
	var names []string
	var commands strings.Builder
	for _, c := range p.completed() {
		names = append(names, c.name)
		commands.WriteString(about(c))
	}
	_, err = strings.NewReplacer("{{names}}", strings.Join(names, " "), "{{commands}}\n", commands.String()).
		WriteString(out, string(script))
	return err
}

func inBash(c completed) string {
	return fmt.Sprintf("  %s) files='%s' words='%s' ;;\n", c.name, c.files(), c.words())
}

func inZsh(c completed) string {
	return fmt.Sprintf("  %s) files=(%s) offered=(%s) ;;\n", c.name, c.files(), c.words())
}

func inPowerShell(c completed) string {
	return fmt.Sprintf("    '%s' = '%s'\n", c.name, c.words())
}

func inFish(c completed) string {
	quote := func(text string) string { return "'" + strings.ReplaceAll(text, "'", `\'`) + "'" }
	lines := fmt.Sprintf(
		"complete -c emulator -n __fish_use_subcommand -f -a %s -d %s\n", c.name, quote(c.summary))
	after := "complete -c emulator -n '__fish_seen_subcommand_from " + c.name + "'"
	for _, f := range c.flags {
		takes := "-x"
		switch {
		case f.value == "":
			takes = "-f"
		case f.takesFile():
			takes = "-r -F"
		}
		lines += fmt.Sprintf("%s -o %s %s -d %s\n", after, f.name, takes, quote(f.usage))
	}
	if len(c.arguments) > 0 {
		lines += fmt.Sprintf("%s -f -a '%s'\n", after, strings.Join(c.arguments, " "))
	}
	return lines
}

// words are what may follow the command: its flags and its arguments.
func (c completed) words() string {
	var words []string
	for _, f := range c.flags {
		words = append(words, "-"+f.name)
	}
	return strings.Join(append(words, c.arguments...), " ")
}

// files are the flags that a file or a folder follows.
func (c completed) files() string {
	var words []string
	for _, f := range c.flags {
		if f.takesFile() {
			words = append(words, "-"+f.name)
		}
	}
	return strings.Join(words, " ")
}

func (f completedFlag) takesFile() bool { return f.value == "file" || f.value == "folder" }

// completed are the commands with their flags, and help.
func (p program) completed() (all []completed) {
	for _, c := range commands() {
		all = append(all, completed{c.name, c.summary, completedFlags(c.flags(p)), c.arguments})
	}
	names := commandNames()
	help := completed{
		name:      "help",
		summary:   "show the commands, or the flags of one",
		arguments: names[:len(names)-1],
	}
	return append(all, help)
}

func completedFlags(flags *flag.FlagSet) (all []completedFlag) {
	flags.VisitAll(func(f *flag.Flag) {
		value, usage := flag.UnquoteUsage(f)
		usage, _, _ = strings.Cut(usage, "\n")
		all = append(all, completedFlag{f.Name, usage, value})
	})
	return all
}
