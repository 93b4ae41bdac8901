// Package docker_test runs the project's docker-compose.yml the way its users do.
package docker_test

import (
	"bufio"
	"fmt"
	"os"
	"os/exec"
	"slices"
	"strings"
	"testing"

	"github.com/aws/aws-sdk-go-v2/service/eventbridge"
	"github.com/aws/aws-sdk-go-v2/service/eventbridge/types"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/eventbridge-connections/emulator/test/machine"
)

func TestCompose_Up(t *testing.T) {
	t.Parallel()
	p := up(t, "docker-compose.yml")
	p.awaitHealthy()
	_, err := p.events().CreateConnection(t.Context(), &eventbridge.CreateConnectionInput{
		Name:              new("partner"),
		AuthorizationType: types.ConnectionAuthorizationTypeApiKey,
		AuthParameters: &types.CreateConnectionAuthRequestParameters{
			ApiKeyAuthParameters: &types.CreateConnectionApiKeyAuthRequestParameters{
				ApiKeyName: new("x-api-key"), ApiKeyValue: new("1234"),
			},
		},
	})
	require.NoError(t, err)
	before := p.describe("partner")

	t.Run("publishes on loopback only", func(t *testing.T) {
		assert.Regexp(t, `^127\.0\.0\.1:[0-9]+$`, p.address())
	})
	t.Run("keeps its data when its container is replaced", func(t *testing.T) {
		p.compose("rm", "--stop", "--force")
		p.compose("up", "--detach")
		p.awaitHealthy()
		assert.Equal(t, before, p.describe("partner"))
	})
	t.Run("ends with exit code 0", func(t *testing.T) {
		id := p.container()
		p.compose("stop")
		assert.Equal(t, "0", p.run([]string{"docker", "inspect", "--format={{.State.ExitCode}}", id}))
	})
}

// project is what compose files describe, brought up under a name and on a port of its own.
type project struct {
	t       *testing.T
	program []string // what brings it up
	name    string
	files   []string // the flags that name them
}

// up builds the images, starts them, and takes all of it down when the test ends.
func up(t *testing.T, files ...string) *project {
	t.Helper()
	machine.Needs(t, "docker")
	program, err := machine.Compose()
	require.NoError(t, err)
	p := &project{
		t: t, program: program, name: fmt.Sprintf("emulator-test-%d-%d", len(files), os.Getpid()),
	}
	for _, file := range files {
		p.files = append(p.files, "-f", file)
	}
	t.Cleanup(func() { p.compose("down", "--volumes", "--rmi=local") })
	p.compose("up", "--detach", "--build")
	return p
}

func (p *project) compose(args ...string) string {
	p.t.Helper()
	return p.run(slices.Concat(p.program, []string{"-p", p.name}, p.files, args))
}

// run returns what the command wrote to standard output, without the newline at its end.
func (p *project) run(command []string) string {
	p.t.Helper()
	// not bound to the test's context: it also cleans up
	cmd := exec.Command(command[0], command[1:]...)
	cmd.Dir = "../.."
	cmd.Env = append(os.Environ(), "EMULATOR_PORT=0")
	var stderr strings.Builder
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	require.NoError(p.t, err, "%v\n%s%s", command, out, &stderr)
	return strings.TrimSpace(string(out))
}

func (p *project) container() string { p.t.Helper(); return p.compose("ps", "--quiet", "emulator") }
func (p *project) address() string   { p.t.Helper(); return p.compose("port", "emulator", "4566") }

// awaitHealthy waits for the daemon to say so; it tells what has happened since the container's
// start, then what happens.
func (p *project) awaitHealthy() {
	p.t.Helper()
	cmd := exec.CommandContext(p.t.Context(), "docker", "events", "--since=0",
		"--filter=container="+p.container(), "--filter=event=health_status")
	stdout, err := cmd.StdoutPipe()
	require.NoError(p.t, err)
	require.NoError(p.t, cmd.Start())
	defer cmd.Wait()
	defer cmd.Process.Kill()
	line, err := bufio.NewReader(stdout).ReadString('\n')
	require.NoError(p.t, err)
	require.Regexp(p.t, ` health_status: healthy `, line)
}

// events is a client at the published port.
func (p *project) events() *eventbridge.Client {
	p.t.Helper()
	return machine.Events("http://"+p.address(), "us-east-1")
}

// description is what identifies a connection and its secret.
type description struct{ ConnectionArn, SecretArn string }

func (p *project) describe(name string) description {
	p.t.Helper()
	out, err := p.events().DescribeConnection(
		p.t.Context(), &eventbridge.DescribeConnectionInput{Name: &name},
	)
	require.NoError(p.t, err)
	return description{ConnectionArn: *out.ConnectionArn, SecretArn: *out.SecretArn}
}
