package main

import (
	"cmp"
	"context"
	"flag"
	"fmt"
	"io"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// envOptions say where clients are to be led.
type envOptions struct{ url, region, ca string }

func (o *envOptions) flags(p program) *flag.FlagSet {
	o.region = cmp.Or(p.region(), "us-east-1")
	flags := flag.NewFlagSet("env", flag.ContinueOnError)
	defineURL(flags, &o.url)
	flags.StringVar(
		&o.ca,
		"ca",
		"",
		"PEM `file` of the authority to trust: clients call over HTTPS "+
			"(default: with EMULATOR_TLS=auto ca.pem in EMULATOR_DATA)",
	)
	flags.Func("region", "`region` that clients sign for (default "+o.region+")", region(&o.region))
	return flags
}

// A dialect writes what leads AWS clients to an emulator.
type dialect struct {
	name  string
	write func(out io.Writer, o envOptions)
}

// dialects are those of env. The first one is the default.
func dialects() []dialect {
	return []dialect{
		{"bash", variables("export %s='%s'", "unset %s", `'\''`)},
		{"fish", variables("set -gx %s '%s'", "set -e %s", `\'`)},
		{"powershell", variables("$env:%s = '%s'", "$env:%s = $null", "''")},
		{"terraform", providerBlock},
	}
}

func envNames() (names []string) {
	for _, d := range dialects() {
		names = append(names, d.name)
	}
	return names
}

// printEnv prints the variables, or a provider block, for the dialect that is named.
func (p program) printEnv(_ context.Context, args []string) error {
	o := new(envOptions)
	name, err := p.choice(o.flags(p), args, envNames())
	if err != nil {
		return err
	}
	if err := o.complete(p); err != nil {
		return err
	}
	all := dialects()
	d := all[slices.IndexFunc(all, func(d dialect) bool { return d.name == name })]
	d.write(p.stdout, *o)
	return nil
}

// complete finds what was not given. With an authority the address is one of HTTPS.
func (o *envOptions) complete(p program) (err error) {
	o.url = cmp.Or(o.url, p.local())
	if auto, _ := p.env("EMULATOR_TLS"); o.ca == "" && auto == "auto" {
		folder, _ := p.env("EMULATOR_DATA")
		o.ca = filepath.Join(cmp.Or(folder, "data"), "ca.pem")
	}
	if o.ca == "" {
		return nil
	}
	if _, err := os.Stat(o.ca); err != nil {
		return &problem{
			err.Error(),
			"name the authority's file with -ca, or load it from /_emulator/ca.pem",
			1,
		}
	}
	o.url = strings.Replace(o.url, "http://", "https://", 1)
	o.ca, err = filepath.Abs(o.ca)
	return err
}

// choice parses the flags of a command that takes one of the names, and returns that one, or the
// first where none is given.
func (p program) choice(flags *flag.FlagSet, args, names []string) (string, error) {
	if err := p.parseLeading(flags, args); err != nil {
		return "", err
	}
	name := cmp.Or(flags.Arg(0), names[0])
	if flags.NArg() > 1 || !slices.Contains(names, name) {
		return "", usageProblem(fmt.Sprintf("unexpected argument %q", flags.Arg(flags.NArg()-1)),
			flags.Name()+" takes one of "+strings.Join(names, ", "))
	}
	return name, nil
}

// variables writes the variables of a client in a shell's words. What would sign as somebody else
// is unset. The quote is how the shell has one in a text between quotes.
func variables(set, unset, quote string) func(io.Writer, envOptions) {
	return func(out io.Writer, o envOptions) {
		values := clientVariables(o.url, o.region)
		if o.ca != "" {
			values["AWS_CA_BUNDLE"] = o.ca
		}
		for _, name := range slices.Sorted(maps.Keys(values)) {
			fmt.Fprintf(out, set+"\n", name, strings.ReplaceAll(values[name], "'", quote))
		}
		for _, name := range []string{"AWS_PROFILE", "AWS_SESSION_TOKEN"} {
			fmt.Fprintf(out, unset+"\n", name)
		}
	}
}

// providerBlock writes the block for who would rather set no variables.
func providerBlock(out io.Writer, o envOptions) {
	fmt.Fprintf(out, "provider \"aws\" {\n  region     = %q\n  access_key = \"test\"\n"+
		"  secret_key = \"test\"\n\n  endpoints {\n", o.region)
	for _, service := range []string{"events", "iam", "kms", "secretsmanager", "sts"} {
		fmt.Fprintf(out, "    %-14s = %q\n", service, o.url)
	}
	fmt.Fprint(out, "  }\n}\n")
}
