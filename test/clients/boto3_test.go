package clients_test

import (
	"fmt"
	"os/exec"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/eventbridge-connections/emulator/test/binary"
	"github.com/eventbridge-connections/emulator/test/machine"
)

// TestBoto3 runs the Python tests of testdata/connections.py.
func TestBoto3(t *testing.T) {
	t.Parallel()
	machine.Needs(t, "boto3", haveBoto3())
	cmd := exec.CommandContext(t.Context(), "python3", "-B", "testdata/connections.py")
	cmd.Env = machine.Environ(t.TempDir(), binary.Start(t, "-ephemeral").URL)
	out, err := cmd.CombinedOutput()
	require.NoError(t, err, string(out))
}

func haveBoto3() error {
	if out, err := exec.Command("python3", "-c", "import boto3").CombinedOutput(); err != nil {
		return fmt.Errorf("python3 -c 'import boto3': %w\n%s", err, out)
	}
	return nil
}
