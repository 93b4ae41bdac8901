// Package wire_test holds what the program answers, byte for byte, to requests
// that no SDK sends: each file of testdata is a request and its answer.
package wire_test

import (
	"testing"

	"github.com/eventbridge-connections/emulator/test/binary"
)

func TestMain(m *testing.M) { binary.Run(m) }
