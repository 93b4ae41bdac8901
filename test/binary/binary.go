// Package binary builds the emulator's program once a test run and starts it the way its users do:
// as a process, on a port of its own.
package binary

import (
	"fmt"
	"log"
	"os"
	"os/exec"
	"testing"
)

// root is where the program's module lies, seen from a suite: suites are packages one level below
// this module.
const root = "../.."

// Run is the body of a suite's TestMain. It puts a freshly built `emulator` first on PATH, runs the
// suite, and removes the program.
func Run(m *testing.M) {
	dir, err := os.MkdirTemp("", "emulator-")
	if err != nil {
		log.Fatal(err)
	}
	defer os.RemoveAll(dir)
	if err := build(dir); err != nil {
		log.Panic(err)
	}
	os.Setenv("PATH", dir+string(os.PathListSeparator)+os.Getenv("PATH"))
	m.Run()
}

func build(dir string) error {
	out, err := exec.Command("go", "build", "-C", root, "-o", dir, "./cmd/emulator").CombinedOutput()
	if err != nil {
		return fmt.Errorf("build the program: %w\n%s", err, out)
	}
	return nil
}
