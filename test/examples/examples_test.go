// Package examples_test runs the examples that are in no suite of their own, as their first lines
// say.
package examples_test

import (
	"os"
	"os/exec"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/eventbridge-connections/emulator/test/binary"
	"github.com/eventbridge-connections/emulator/test/machine"
)

func TestMain(m *testing.M) { binary.Run(m) }

func TestExamples(t *testing.T) {
	t.Parallel()
	for _, e := range []struct {
		name    string
		needs   string // empty where Go is enough
		command []string
	}{
		{"go", "", []string{"go", "test", "-count=1", "./..."}},
		{"python", "boto3", []string{"emulator", "exec", "--", "python3", "-B", "-m", "unittest"}},
		{"javascript", "awsjs", []string{"npm", "test"}},
		{"shell", "awscli", []string{"emulator", "exec", "--", "./test.sh"}},
	} {
		t.Run(e.name, func(t *testing.T) {
			t.Parallel()
			if e.needs != "" {
				machine.Needs(t, e.needs)
			}
			c := exec.CommandContext(t.Context(), e.command[0], e.command[1:]...)
			c.Dir = "../../examples/" + e.name
			c.Env = append(os.Environ(), "AWS_CA_BUNDLE=")
			out, err := c.CombinedOutput()
			require.NoError(t, err, "%s", out)
		})
	}
}
