package main

import (
	"cmp"
	"context"
	"flag"
	"fmt"
	"runtime"
	"runtime/debug"
	"strings"
)

// The linker sets these in a release: the version, such as 1.0.0, and the commit.
var release, commit string

// version prints what this is.
func (p program) version(_ context.Context, args []string) error {
	if err := p.parse(flag.NewFlagSet("version", flag.ContinueOnError), args); err != nil {
		return err
	}
	fmt.Fprintln(p.stdout, "emulator", version())
	fmt.Fprintln(p.stdout, "commit", cmp.Or(revision(), "unknown"))
	fmt.Fprintln(p.stdout, runtime.Version(), runtime.GOOS+"/"+runtime.GOARCH)
	return nil
}

// version is that of the release or, in another build, that of the module as the Go toolchain noted
// it in the binary.
func version() string {
	info, ok := debug.ReadBuildInfo()
	if release != "" || !ok {
		return cmp.Or(release, "(devel)")
	}
	return cmp.Or(strings.TrimPrefix(info.Main.Version, "v"), "(devel)")
}

// revision is the commit that the program was built from, and empty where nobody noted it.
func revision() string {
	info, ok := debug.ReadBuildInfo()
	if commit != "" || !ok {
		return commit
	}
	for _, s := range info.Settings {
		if s.Key == "vcs.revision" {
			return s.Value
		}
	}
	return ""
}
