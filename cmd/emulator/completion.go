package main

import (
	"context"
	"embed"
	"flag"
	"fmt"
	"io"
	"strings"
	"text/template"
)

// scripts complete a command line, one for each shell. They are filled in from the commands.
//
//go:embed completion
var scripts embed.FS

// shellNames are the shells that have a script.
func shellNames() []string { return []string{"bash", "zsh", "fish", "powershell"} }

// A completed command is what a script knows of a command.
type completed struct {
	Name, Summary string
	Flags         []completedFlag
	Arguments     []string
}

// A completedFlag is what a script knows of a flag.
type completedFlag struct {
	Name, Usage string
	File        bool // it takes the name of a file or folder
	Switch      bool // it takes no value
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
	t, err := template.New(shell+".tmpl").
		Funcs(template.FuncMap{"join": strings.Join, "quote": quoted(shell)}).
		ParseFS(scripts, "completion/"+shell+".tmpl")
	if err != nil {
		return fmt.Errorf("read the script of %s: %w", shell, err)
	}
	return t.Execute(out, p.completed())
}

// quoted returns a function that puts a text between a shell's single quotes.
func quoted(shell string) func(string) string {
	quote := map[string]string{"bash": `'\''`, "zsh": `'\''`, "fish": `\'`, "powershell": "''"}[shell]
	return func(text string) string { return "'" + strings.ReplaceAll(text, "'", quote) + "'" }
}

// completed are the commands with their flags, and help.
func (p program) completed() (all []completed) {
	for _, c := range commands() {
		all = append(all, completed{c.name, c.summary, completedFlags(c.flags(p)), c.arguments})
	}
	names := commandNames()
	help := completed{
		Name:      "help",
		Summary:   "show the commands, or the flags of one",
		Arguments: names[:len(names)-1],
	}
	return append(all, help)
}

func completedFlags(flags *flag.FlagSet) (all []completedFlag) {
	flags.VisitAll(func(f *flag.Flag) {
		value, usage := flag.UnquoteUsage(f)
		usage, _, _ = strings.Cut(usage, "\n")
		all = append(all, completedFlag{
			Name: f.Name, Usage: usage, Switch: value == "", File: value == "file" || value == "folder",
		})
	})
	return all
}
