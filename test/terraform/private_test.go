package terraform_test

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/eventbridge-connections/emulator/test/binary"
	"github.com/eventbridge-connections/emulator/test/machine"
)

// TestPrivate_tested runs the tests of a module whose network is overridden.
func TestPrivate_tested(t *testing.T) {
	t.Parallel()
	machine.Needs(t, "terraform")
	const source = "../../examples/terraform/private-tested"
	m := initModule(t, source, binary.Start(t, "-ephemeral").URL)
	require.NoError(t, os.CopyFS(filepath.Join(m.dir, "tests"), os.DirFS(source+"/tests")))
	assert.Contains(t, string(m.run("test")), "1 passed, 0 failed")
}
