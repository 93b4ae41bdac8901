package docker_test

import (
	"bufio"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/eventbridge-connections/emulator/test/machine"
)

const seed = `{"operations": [{"service": "events", "operation": "CreateEventBus", "input": {"Name": "orders"}}]}`

// The image says what it is, and starts with what is mounted where LocalStack's users mount it.
func TestImage(t *testing.T) {
	t.Parallel()
	machine.Needs(t, "docker")
	image := fmt.Sprintf("emulator-image-test-%d", os.Getpid())
	output(t, "make", "image", "image="+image, "version=9.8.7", "commit=4f1d")
	t.Cleanup(func() { _ = exec.Command("docker", "rmi", "--force", image).Run() })

	t.Run("has the version and the commit", func(t *testing.T) {
		said := output(t, "docker", "run", "--rm", image, "version")
		assert.Equal(t, []string{"emulator 9.8.7", "commit 4f1d"}, strings.Split(said, "\n")[:2])
		assert.Equal(t, "9.8.7 4f1d", output(
			t,
			"docker",
			"inspect",
			"--format",
			`{{index .Config.Labels "org.opencontainers.image.version"}} {{index .Config.Labels "org.opencontainers.image.revision"}}`,
			image,
		))
	})
	t.Run("applies the seeds that are mounted, and names the scripts", func(t *testing.T) {
		folder := t.TempDir()
		require.NoError(t, os.Chmod(folder, 0o755)) // the container's user is another
		require.NoError(t, os.WriteFile(filepath.Join(folder, "orders.json"), []byte(seed), 0o644))
		require.NoError(t, os.WriteFile(filepath.Join(folder, "init.sh"), nil, 0o644))
		id := output(
			t,
			"docker",
			"run",
			"--detach",
			"--env=EMULATOR_EPHEMERAL=true",
			"--publish=127.0.0.1::4566",
			"--volume="+folder+":/etc/localstack/init/ready.d:ro",
			image,
		)
		t.Cleanup(func() { _ = exec.Command("docker", "rm", "--force", id).Run() })
		await(t, id, "Ready.")
		buses := output(
			t,
			"curl",
			"-s",
			"http://"+output(t, "docker", "port", id, "4566")+"/_emulator/snapshot",
		)
		assert.Contains(t, buses, "orders")
		assert.Contains(t, stderr(t, id), "file=/etc/localstack/init/ready.d/init.sh")
	})
}

// await reads the log of a container until a line of standard output is there.
func await(t *testing.T, id, line string) {
	t.Helper()
	c := exec.CommandContext(t.Context(), "docker", "logs", "--follow", id)
	stdout, err := c.StdoutPipe()
	require.NoError(t, err)
	require.NoError(t, c.Start())
	defer c.Wait()
	defer c.Process.Kill()
	for lines := bufio.NewScanner(stdout); lines.Scan(); {
		if lines.Text() == line {
			return
		}
	}
	require.Fail(t, "the container wrote no such line", line)
}

func stderr(t *testing.T, id string) string {
	t.Helper()
	var text strings.Builder
	c := exec.CommandContext(t.Context(), "docker", "logs", id)
	c.Stderr = &text
	require.NoError(t, c.Run())
	return text.String()
}

// output runs the command in the checkout and returns its standard output, without the newline at
// its end.
func output(t *testing.T, command ...string) string {
	t.Helper()
	c := exec.CommandContext(t.Context(), command[0], command[1:]...)
	c.Dir = "../.."
	var text strings.Builder
	c.Stderr = &text
	out, err := c.Output()
	require.NoError(t, err, "%v\n%s%s", command, out, &text)
	return strings.TrimSpace(string(out))
}
