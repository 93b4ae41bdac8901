// Package program_test holds the built program to what its users meet: flags, first line, signals,
// files, error lines.
package program_test

import (
	"testing"

	"github.com/eventbridge-connections/emulator/test/binary"
)

func TestMain(m *testing.M) { binary.Run(m) }
