package clients_test

import (
	"os/exec"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/eventbridge-connections/emulator/test/binary"
	"github.com/eventbridge-connections/emulator/test/machine"
)

func TestBoto3(t *testing.T) {
	t.Parallel()
	boto3(t)
}

// boto3 runs the Python tests of testdata/connections.py against an emulator of their own.
func boto3(t *testing.T, flags ...string) {
	t.Helper()
	script(t, "testdata/connections.py", flags...)
}

// script runs Python tests against an emulator of their own.
func script(t *testing.T, file string, flags ...string) {
	t.Helper()
	machine.Needs(t, "boto3")
	cmd := exec.CommandContext(t.Context(), "python3", "-B", file)
	cmd.Env = machine.Environ(t.TempDir(), binary.Start(t, append(flags, "-ephemeral")...).URL)
	out, err := cmd.CombinedOutput()
	require.NoError(t, err, string(out))
}
