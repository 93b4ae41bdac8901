package main

import (
	"errors"

	"github.com/eventbridge-connections/emulator/internal/identity"
)

// account reads an account number into the text.
func account(into *string) func(string) error {
	return func(value string) error {
		if !identity.IsAccount(value) {
			return errors.New("must be 12 digits")
		}
		*into = value
		return nil
	}
}
