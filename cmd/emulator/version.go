package main

import (
	"context"
	"flag"
	"fmt"
	"runtime/debug"
)

// version prints what this is.
func (p program) version(_ context.Context, args []string) error {
	if err := p.parse(flag.NewFlagSet("version", flag.ContinueOnError), args); err != nil {
		return err
	}
	fmt.Fprintln(p.stdout, "emulator", version())
	return nil
}

// version is that of the module, as the Go toolchain noted it in the binary.
func version() string {
	info, ok := debug.ReadBuildInfo()
	if !ok || info.Main.Version == "" {
		return "(devel)"
	}
	return info.Main.Version
}
