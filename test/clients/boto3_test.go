package clients_test

import (
	"os/exec"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/eventbridge-connections/emulator/test/binary"
	"github.com/eventbridge-connections/emulator/test/machine"
)

// TestBoto3 runs the Python tests of testdata/connections.py.
func TestBoto3(t *testing.T) {
	t.Parallel()
	machine.Needs(t, "boto3")
	cmd := exec.CommandContext(t.Context(), "python3", "-B", "testdata/connections.py")
	cmd.Env = machine.Environ(t.TempDir(), binary.Start(t, "-ephemeral").URL)
	out, err := cmd.CombinedOutput()
	require.NoError(t, err, string(out))
}
