package main

import (
	"errors"
	"strconv"
)

// history reads how many calls are remembered; for the emulator, 0 is its default and -1 is none.
func history(into *int) func(string) error {
	return func(value string) error {
		n, err := strconv.Atoi(value)
		if err != nil || n < 0 || n > 1_000_000 {
			return errors.New("must be a number from 0 to 1000000")
		}
		*into = n
		if n == 0 {
			*into = -1
		}
		return nil
	}
}
