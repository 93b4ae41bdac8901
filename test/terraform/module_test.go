package terraform_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/eventbridge-connections/emulator/test/machine"
)

// address is where every module of these tests declares its connection.
const address = "aws_cloudwatch_event_connection.test"

// module is an initialised Terraform module in a folder of its own, with a state of its own.
type module struct {
	t   *testing.T
	dir string
	env []string
}

// initModule copies the module's files and runs init. Its commands see the endpoint and nothing of
// the environment of whoever runs the tests.
func initModule(t *testing.T, source, endpoint string) *module {
	t.Helper()
	home := t.TempDir()
	m := &module{t: t, dir: t.TempDir(), env: machine.Environ(home, endpoint,
		"TF_CLI_CONFIG_FILE="+cliConfig(t, home),
		"TF_CLI_ARGS=-no-color",
		"TF_IN_AUTOMATION=1",
		"TF_INPUT=0",
		"CHECKPOINT_DISABLE=1",
		// The provider is large and lives for seconds: collecting no garbage saves a third of its time.
		"GOGC=off",
		"GOMEMLIMIT=1GiB",
	)}
	files, err := filepath.Glob(filepath.Join(source, "*.tf"))
	require.NoError(t, err)
	require.NotEmpty(t, files)
	for _, file := range files {
		content, err := os.ReadFile(file)
		require.NoError(t, err)
		require.NoError(t, os.WriteFile(filepath.Join(m.dir, filepath.Base(file)), content, 0o600))
	}
	m.run("init")
	return m
}

// cliConfig writes Terraform's own configuration: providers come from the mirror.
func cliConfig(t *testing.T, dir string) string {
	t.Helper()
	mirror, err := machine.Mirror()
	require.NoError(t, err)
	file := filepath.Join(dir, "terraform.rc")
	config := fmt.Sprintf(
		"provider_installation {\n  filesystem_mirror {\n    path = %q\n  }\n}\n", mirror,
	)
	require.NoError(t, os.WriteFile(file, []byte(config), 0o600))
	return file
}

// run runs a command that must succeed and returns what it wrote to standard output.
func (m *module) run(args ...string) []byte {
	m.t.Helper()
	stdout, stderr, code := m.try(args...)
	require.Zero(m.t, code, "exit code of terraform %v\n%s%s", args, stdout, stderr)
	return stdout
}

func (m *module) try(args ...string) (stdout, stderr []byte, code int) {
	m.t.Helper()
	cmd := exec.CommandContext(m.t.Context(), "terraform", args...)
	cmd.Dir, cmd.Env = m.dir, m.env
	var out, errs bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &errs
	if err := cmd.Run(); cmd.ProcessState == nil {
		require.NoError(m.t, err)
	}
	return out.Bytes(), errs.Bytes(), cmd.ProcessState.ExitCode()
}

func (m *module) apply(args ...string) {
	m.t.Helper()
	m.run(append([]string{"apply", "-auto-approve"}, args...)...)
}

func (m *module) destroy(args ...string) {
	m.t.Helper()
	m.run(append([]string{"destroy", "-auto-approve"}, args...)...)
}

// Exit codes of `terraform plan -detailed-exitcode`.
const (
	planEmpty   = 0
	planChanges = 2
)

// requirePlan plans and compares the exit code.
func (m *module) requirePlan(want int, args ...string) {
	m.t.Helper()
	stdout, stderr, code := m.try(append([]string{"plan", "-detailed-exitcode"}, args...)...)
	require.Equal(m.t, want, code, "exit code of plan %v\n%s%s", args, stdout, stderr)
}

// planned saves a plan as FILE plan.out and returns what it would do to the connection, such as
// update.
func (m *module) planned(args ...string) string {
	m.t.Helper()
	for line := range bytes.Lines(
		m.run(append([]string{"plan", "-json", "-out=plan.out"}, args...)...),
	) {
		var event struct {
			Type   string
			Change struct {
				Action   string
				Resource struct{ Addr string }
			}
		}
		require.NoError(m.t, json.Unmarshal(line, &event))
		if event.Type == "planned_change" && event.Change.Resource.Addr == address {
			return event.Change.Action
		}
	}
	return "nothing"
}

// attributes are the connection's, as the state has them.
func (m *module) attributes() map[string]any {
	m.t.Helper()
	return m.attributesOf(address)
}

// attributesOf are those of the resource at the address, as the state has them.
func (m *module) attributesOf(address string) map[string]any {
	m.t.Helper()
	// Not `show -json`, which starts the provider, for seconds, to say the same.
	var state struct {
		Resources []struct {
			Mode, Type, Name string
			Instances        []struct{ Attributes map[string]any }
		}
	}
	require.NoError(m.t, json.Unmarshal(m.run("state", "pull"), &state))
	for _, r := range state.Resources {
		if r.Mode == "managed" && r.Type+"."+r.Name == address {
			require.Len(m.t, r.Instances, 1)
			return r.Instances[0].Attributes
		}
	}
	require.Fail(m.t, "the state has no "+address)
	return nil
}
