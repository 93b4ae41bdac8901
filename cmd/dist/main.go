// Command dist writes what a release consists of: an archive for each platform, their checksums, a
// list of what the program is made of, a Homebrew formula and a Scoop manifest. The same checkout
// and the same Go give the same bytes.
package main

import (
	"flag"
	"fmt"
	"os"
	"strings"
)

// A release is what is written, and where.
type release struct {
	Version string // such as 1.0.0
	commit  string
	out     string // folder
	targets []target

	Files []file // the archives that were written, in order
}

// usual are the platforms that a release is for.
const usual = "linux/amd64,linux/arm64,darwin/amd64,darwin/arm64,windows/amd64,windows/arm64"

func main() {
	r := new(release)
	flag.StringVar(&r.Version, "version", "", "`version` of the release, such as 1.0.0")
	flag.StringVar(&r.commit, "commit", "", "`commit` that it is built from")
	flag.StringVar(&r.out, "out", "dist", "`folder` to write to")
	targets := flag.String("targets", usual, "`platforms` to build for, as OS/ARCH")
	flag.Parse()
	for _, name := range strings.Split(*targets, ",") {
		system, arch, _ := strings.Cut(name, "/")
		r.targets = append(r.targets, target{system, arch})
	}
	if err := r.write(); err != nil {
		fmt.Fprintln(os.Stderr, "dist: error:", err)
		os.Exit(1)
	}
}

// write writes everything into the folder, which it makes.
func (r *release) write() error {
	if err := os.MkdirAll(r.out, 0o755); err != nil {
		return err
	}
	modules := map[string]module{}
	for _, t := range r.targets {
		if err := r.pack(t, modules); err != nil {
			return fmt.Errorf("%s: %w", t, err)
		}
	}
	if err := r.writeParts(modules); err != nil {
		return err
	}
	if err := r.writeTemplates(); err != nil {
		return err
	}
	return r.writeChecksums()
}

// pack builds the program for a platform and writes its archive. It adds the modules that are in
// it.
func (r *release) pack(t target, modules map[string]module) error {
	scratch, err := os.MkdirTemp("", "emulator-dist-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(scratch)
	program, err := r.build(t, scratch)
	if err != nil {
		return err
	}
	if err := addModules(modules, program); err != nil {
		return err
	}
	entries, err := read(program, "LICENSE", "README.md", "CHANGELOG.md")
	if err != nil {
		return err
	}
	return r.add(t.archive(r.Version), t.pack(entries), &t)
}
