// Package soak says how long the tests go on that chance has a part in, and what chance begins
// with.
package soak

import (
	"os"
	"strconv"
	"testing"
	"time"
)

// What `make soak` sets. Without it each test is as long as is good for every commit.
const (
	spanVariable = "EMULATOR_SOAK" // a duration: how long a test goes on
	seedVariable = "EMULATOR_SEED" // a number: what chance begins with
)

// Rounds counts rounds up to a number of them, or for as long as a soak is to last.
func Rounds(tb testing.TB, usual int) func(yield func(int) bool) {
	tb.Helper()
	until := time.Now().Add(span(tb))
	return func(yield func(int) bool) {
		round := 0
		for ; round < usual || time.Now().Before(until); round++ {
			if !yield(round) {
				return
			}
		}
		tb.Logf("%d rounds", round)
	}
}

func span(tb testing.TB) time.Duration {
	tb.Helper()
	text := os.Getenv(spanVariable)
	if text == "" {
		return 0
	}
	d, err := time.ParseDuration(text)
	if err != nil {
		tb.Fatalf("%s: %v", spanVariable, err)
	}
	return d
}

// Seed is what chance begins with: another one in each run, unless the environment names it. A test
// that fails says which.
func Seed(tb testing.TB) uint64 {
	tb.Helper()
	seed := uint64(time.Now().UnixNano())
	if text := os.Getenv(seedVariable); text != "" {
		var err error
		if seed, err = strconv.ParseUint(text, 10, 64); err != nil {
			tb.Fatalf("%s: %v", seedVariable, err)
		}
	}
	tb.Logf("%s=%d repeats what chance did", seedVariable, seed)
	return seed
}
