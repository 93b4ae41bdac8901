// Package documents_test runs what the documents tell their readers to run.
package documents_test

import (
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/eventbridge-connections/emulator/test/binary"
	"github.com/eventbridge-connections/emulator/test/machine"
)

func TestMain(m *testing.M) { binary.Run(m) }

const root = "../.."

// TestDocuments runs the blocks that are fenced as console, a document's in one shell and in their
// order. Two marks stand in a document's source before a block: what it needs, where that may be
// missing, and why it is not run, where it never can be.
func TestDocuments(t *testing.T) {
	t.Parallel()
	documents, err := filepath.Glob(root + "/docs/*.md")
	require.NoError(t, err)
	for _, file := range append(documents, root+"/README.md") {
		t.Run(filepath.Base(file), func(t *testing.T) {
			t.Parallel()
			text, err := os.ReadFile(file)
			require.NoError(t, err)
			address := freeAddress(t)
			follow(t, parse(string(text), address), address)
		})
	}
}

// follow runs the blocks and compares what their commands write with what the document shows.
func follow(t *testing.T, blocks []block, address string) {
	t.Helper()
	var commands []command
	for _, b := range blocks {
		if b.runs(t) {
			commands = append(commands, b.commands...)
		}
	}
	if len(commands) == 0 {
		return
	}
	dir := t.TempDir()
	require.NoError(t, os.CopyFS(filepath.Join(dir, "examples"), os.DirFS(root+"/examples")))
	outputs := t.TempDir()
	c := exec.CommandContext(t.Context(), "bash", "-c", script(commands, outputs))
	c.Dir, c.Env = dir, environ(t, dir, address)
	out, err := c.CombinedOutput()
	require.NoError(t, err, "%s", out)
	for i, command := range commands {
		got, err := os.ReadFile(outputOf(outputs, i))
		require.NoError(t, err)
		assert.Regexp(t, command.want(), string(got), command.text)
	}
}

// environ is what a reader has who has set up nothing.
func environ(t *testing.T, home, address string) []string {
	t.Helper()
	env := []string{
		"PATH=" + os.Getenv("PATH"),
		"HOME=" + home,
		"LC_ALL=C.UTF-8",
		"EMULATOR_LISTEN=" + address,
		"AWS_EC2_METADATA_DISABLED=true",
		"CHECKPOINT_DISABLE=1",
	}
	mirror, err := machine.Mirror()
	if err != nil {
		return env
	}
	file := filepath.Join(t.TempDir(), "terraform.rc")
	config := "provider_installation {\n  filesystem_mirror {\n    path = \"" + mirror + "\"\n  }\n}\n"
	require.NoError(t, os.WriteFile(file, []byte(config), 0o600))
	return append(env, "TF_CLI_CONFIG_FILE="+file)
}

// freeAddress is one that nobody listened on a moment ago, in place of the one that the documents
// show.
func freeAddress(t *testing.T) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	require.NoError(t, err)
	defer l.Close()
	return l.Addr().String()
}
