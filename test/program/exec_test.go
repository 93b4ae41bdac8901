package program_test

import (
	"encoding/json"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"github.com/creack/pty"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// child is a module whose test creates a connection, with the standard library alone.
var child = map[string]string{
	"go.mod": "module child\n\ngo 1.26\n",
	"child_test.go": `package child_test

import (
	"net/http"
	"os"
	"strings"
	"testing"
)

func TestCreate(t *testing.T) {
	body := ` + "`" +
		`{"Name":"orders","AuthorizationType":"API_KEY","AuthParameters":{"ApiKeyAuthParameters":{"ApiKeyName":"k","ApiKeyValue":"canary-3d07"}}}` + "`" + `
	req, _ := http.NewRequest("POST", os.Getenv("AWS_ENDPOINT_URL"), strings.NewReader(body))
	req.Header.Set("Content-Type", "application/x-amz-json-1.1")
	req.Header.Set("X-Amz-Target", "AWSEvents.CreateConnection")
	req.Header.Set("X-Amz-Date", "20260101T000000Z")
	req.Header.Set("Authorization", "AWS4-HMAC-SHA256 Credential=test/20260101/us-east-1/events/aws4_request, SignedHeaders=host;x-amz-date, Signature=0")
	resp, err := http.DefaultClient.Do(req)
	if err != nil || resp.StatusCode != 200 {
		t.Fatal(resp, err)
	}
}
`,
}

func TestExec_GoTest(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	for name, text := range child {
		require.NoError(t, os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600))
	}
	c := exec.CommandContext(
		t.Context(), "emulator", "exec", "-report", "report.json", "--", "go", "test", "./...",
	)
	c.Dir = dir
	out, err := c.CombinedOutput()
	require.NoError(t, err, "%s", out)

	text, err := os.ReadFile(filepath.Join(dir, "report.json"))
	require.NoError(t, err)
	assert.NotContains(t, string(text), "canary-3d07")
	var report struct {
		Calls       []struct{ Service, Operation, Resource, Outcome string }
		Connections []struct{ Account, Region, Name, State string }
	}
	require.NoError(t, json.Unmarshal(text, &report))
	assert.Equal(
		t,
		[]struct{ Service, Operation, Resource, Outcome string }{
			{"events", "CreateConnection", "orders", "ok"},
		},
		report.Calls,
	)
	assert.Equal(
		t,
		[]struct{ Account, Region, Name, State string }{
			{"000000000000", "us-east-1", "orders", "AUTHORIZED"},
		},
		report.Connections,
	)
}

func TestExec_signals(t *testing.T) {
	t.Parallel()
	for s, name := range map[syscall.Signal]string{
		syscall.SIGINT: "INT", syscall.SIGTERM: "TERM", syscall.SIGHUP: "HUP",
	} {
		t.Run("passes on "+name, func(t *testing.T) {
			t.Parallel()
			c := exec.CommandContext(
				t.Context(), "emulator", "exec", "--", "sh", "-c",
				`trap 'echo `+name+`; exit 5' `+name+`; echo ready; while :; do sleep 0.01; done`,
			)
			// away from the terminal that runs this test, if one does
			c.SysProcAttr = &syscall.SysProcAttr{Setsid: true}
			out, err := c.StdoutPipe()
			require.NoError(t, err)
			require.NoError(t, c.Start())
			readLine(t, out, "ready")
			require.NoError(t, c.Process.Signal(s))
			readLine(t, out, name)
			require.Error(t, c.Wait())
			assert.Equal(t, 5, c.ProcessState.ExitCode())
		})
	}
}

// TestExec_terminal types ^C: the child gets it once, from the terminal, and its exit code counts.
func TestExec_terminal(t *testing.T) {
	t.Parallel()
	c := exec.CommandContext(
		t.Context(), "emulator", "exec", "--", "sh", "-c",
		`n=0; trap 'n=$((n+1))' INT; echo ready; while [ $n = 0 ]; do sleep 0.01; done; sleep 0.3; exit $((40+n))`,
	)
	terminal, err := pty.Start(c)
	require.NoError(t, err)
	defer terminal.Close()
	readLine(t, terminal, "ready")
	_, err = terminal.Write([]byte{3})
	require.NoError(t, err)
	go io.Copy(io.Discard, terminal)
	require.Error(t, c.Wait())
	assert.Equal(t, 41, c.ProcessState.ExitCode(), "40 and how many times the child was interrupted")
}

// readLine reads one line, byte by byte, so as to leave the rest.
func readLine(t *testing.T, from io.Reader, want string) {
	t.Helper()
	var line strings.Builder
	for b := make([]byte, 1); ; {
		_, err := from.Read(b)
		require.NoError(t, err)
		if b[0] == '\n' {
			break
		}
		line.WriteByte(b[0])
	}
	require.Equal(t, want, strings.TrimSpace(line.String()))
}
