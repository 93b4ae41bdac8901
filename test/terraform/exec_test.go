package terraform_test

import (
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/eventbridge-connections/emulator/test/machine"
)

// TestExec_Terraform applies an example below `emulator exec`, whatever AWS setup surrounds it.
func TestExec_Terraform(t *testing.T) {
	t.Parallel()
	machine.Needs(t, "terraform")

	t.Run("applies, and reports what it called", func(t *testing.T) {
		t.Parallel()
		m := initModule(t, "../../examples/terraform/oauth", "https://nobody.example.com")
		code, _ := m.exec("-settle", "1s", "-report", "report.json")
		assert.Zero(t, code)
		report := m.report()
		assert.Equal(t, []left{{"ngrok-connection", "AUTHORIZED"}}, report.Connections)
		assert.Equal(t, 1, report.count("CreateConnection", "ok"))
		assert.Greater(
			t, report.count("DescribeConnection", "ok"), 1, "Terraform waits for the connection",
		)
	})
	t.Run("fails as Terraform does", func(t *testing.T) {
		t.Parallel()
		m := initModule(t, "../../examples/terraform/basic", "https://nobody.example.com")
		m.write(
			"faults.json",
			`{"operation":"CreateConnection","error":{"code":"AccessDeniedException","message":"No."}}`,
		)
		code, output := m.exec("-faults", "faults.json", "-report", "report.json")
		assert.Equal(t, 1, code)
		assert.Contains(t, output, "AccessDeniedException: No.")
		report := m.report()
		assert.Empty(t, report.Connections)
		assert.Equal(t, 1, report.count("CreateConnection", "error"))
	})
}

// exec runs `terraform apply` below `emulator exec` with the flags, and with a profile that does
// not exist.
func (m *module) exec(flags ...string) (code int, output string) {
	m.t.Helper()
	command := exec.CommandContext(
		m.t.Context(), "emulator",
		append(append([]string{"exec"}, flags...), "--", "terraform", "apply", "-auto-approve")...,
	)
	command.Dir, command.Env = m.dir, append(m.env, "AWS_PROFILE=nobody", "AWS_CONFIG_FILE=nowhere")
	out, err := command.CombinedOutput()
	m.t.Logf("%s", out)
	require.NotNil(m.t, command.ProcessState, err)
	return command.ProcessState.ExitCode(), string(out)
}

func (m *module) write(name, text string) {
	m.t.Helper()
	require.NoError(m.t, os.WriteFile(filepath.Join(m.dir, name), []byte(text), 0o600))
}

type left struct{ Name, State string }

type report struct {
	Calls       []struct{ Operation, Outcome string }
	Connections []left
}

func (m *module) report() (r report) {
	m.t.Helper()
	text, err := os.ReadFile(filepath.Join(m.dir, "report.json"))
	require.NoError(m.t, err)
	require.NoError(m.t, json.Unmarshal(text, &r))
	return r
}

func (r report) count(operation, outcome string) (n int) {
	for _, c := range r.Calls {
		if c.Operation == operation && c.Outcome == outcome {
			n++
		}
	}
	return n
}
