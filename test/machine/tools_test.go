package machine_test

import (
	"testing"

	"github.com/eventbridge-connections/emulator/test/machine"
)

// TestNeeds shows, with -v, which suites this machine can run, and what the others lack.
func TestNeeds(t *testing.T) {
	for _, tool := range machine.Tools() {
		t.Run(tool, func(t *testing.T) { machine.Needs(t, tool) })
	}
}
