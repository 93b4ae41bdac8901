package docker_test

import (
	"fmt"
	"os"
	"os/exec"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/eventbridge-connections/emulator/test/machine"
)

// TestTestcontainers runs the examples whose library installs here. Their reaper is an image of its
// own, which is pulled: it stays off.
func TestTestcontainers(t *testing.T) {
	t.Parallel()
	machine.Needs(t, "docker")
	image := fmt.Sprintf("emulator-testcontainers-%d:1.0.0", os.Getpid())
	output(t, "make", "image", "image="+image)
	t.Cleanup(func() { _ = exec.Command("docker", "rmi", "--force", image).Run() })
	for _, e := range []struct {
		name    string
		needs   string
		command []string
	}{
		{"go", "docker", []string{"go", "test", "-count=1", "./..."}},
		{"node", "testcontainers", []string{"npm", "test"}},
	} {
		t.Run(e.name, func(t *testing.T) {
			machine.Needs(t, e.needs)
			c := exec.CommandContext(t.Context(), e.command[0], e.command[1:]...)
			c.Dir = "../../examples/testcontainers/" + e.name
			c.Env = append(os.Environ(), "EMULATOR_IMAGE="+image, "TESTCONTAINERS_RYUK_DISABLED=true")
			out, err := c.CombinedOutput()
			require.NoError(t, err, "%s", out)
		})
	}
}
