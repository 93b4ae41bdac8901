// Package clients_test calls the built program with the clients that its users have.
package clients_test

import (
	"testing"

	"github.com/eventbridge-connections/emulator/test/binary"
)

func TestMain(m *testing.M) { binary.Run(m) }
