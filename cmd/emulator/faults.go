package main

import (
	"fmt"
	"os"

	"github.com/eventbridge-connections/emulator/internal/control"
)

// faults reads a file of faults.
func faults(into *[]control.Fault) func(string) error {
	return func(path string) error {
		data, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		if *into, err = control.ParseFaults(data); err != nil {
			return fmt.Errorf("%s: %w", path, err)
		}
		return nil
	}
}
