package main

import (
	"fmt"
	"os"

	"github.com/eventbridge-connections/emulator/internal/emulator"
)

// seed reads a file of operations and states, or a snapshot.
func seed(into **emulator.Seed) func(string) error {
	return func(path string) error {
		data, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		if *into, err = emulator.ParseSeed(data); err != nil {
			return fmt.Errorf("%s: %w", path, err)
		}
		return nil
	}
}
