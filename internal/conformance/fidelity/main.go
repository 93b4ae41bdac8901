// Command fidelity writes docs/fidelity.md. It runs in internal/conformance, by go generate.
package main

import (
	"fmt"
	"os"
	"path/filepath"

	"github.com/eventbridge-connections/emulator/internal/conformance"
)

func main() {
	if err := write(filepath.Join("..", "..")); err != nil {
		fmt.Fprintln(os.Stderr, "fidelity: error:", err)
		os.Exit(1)
	}
}

func write(root string) error {
	text, err := conformance.Fidelity(root)
	if err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(root, "docs", "fidelity.md"), text, 0o644)
}
