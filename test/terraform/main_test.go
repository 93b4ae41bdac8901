// Package terraform_test drives the real Terraform and the released AWS provider against the built
// program, offline.
//
// Each command has a clean environment, each test an emulator; the provider comes from a folder
// (see machine.Mirror).
package terraform_test

import (
	"testing"

	"github.com/eventbridge-connections/emulator/test/binary"
)

func TestMain(m *testing.M) { binary.Run(m) }
