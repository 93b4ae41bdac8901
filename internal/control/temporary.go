package control

import (
	"fmt"
	"os"
)

// A temporary is a file that nobody else sees: it has mode 0600 and loses its name at once, so that
// it ends with the process even when that is killed.
type temporary struct {
	*os.File
	named bool // the system refused to take its name before it is closed
}

// newTemporary makes a temporary in a folder; an empty one is the system's.
func newTemporary(folder string) (temporary, error) {
	file, err := os.CreateTemp(folder, "emulator-*.json")
	if err != nil {
		return temporary{}, fmt.Errorf("make a temporary file: %w", err)
	}
	return temporary{file, os.Remove(file.Name()) != nil}, nil
}

func (t temporary) close() {
	_ = t.Close()
	if t.named {
		_ = os.Remove(t.Name())
	}
}
