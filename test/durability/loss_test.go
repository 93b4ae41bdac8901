package durability_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/eventbridge-connections/emulator/test/binary"
	"github.com/eventbridge-connections/emulator/test/machine"
)

// The ways in which acknowledged data was once lost, or refused by the next start.

// launch runs the program on a data folder until the test ends.
func launch(t *testing.T, data string) *binary.Emulator {
	t.Helper()
	e, err := binary.Launch(t.TempDir(), nil, "-data", data)
	require.NoError(t, err)
	t.Cleanup(func() { e.Stop(syscall.SIGKILL) })
	return e
}

// created creates connections, which must succeed.
func created(t *testing.T, url string, names ...string) []string {
	t.Helper()
	for _, name := range names {
		status, answer, err := call(url, "CreateConnection", create(name, "x"))
		require.NoError(t, err)
		require.Equal(t, http.StatusOK, status, answer)
	}
	return names
}

// TestLoss_firstWrite: the second fdatasync of the first write after a start fails, once, and the
// process ends.
func TestLoss_firstWrite(t *testing.T) {
	t.Parallel()
	machine.Needs(t, "strace")
	for _, end := range []syscall.Signal{syscall.SIGTERM, syscall.SIGKILL} {
		data := t.TempDir()
		e := launch(t, data)
		acknowledged := created(t, e.URL, "a", "b", "c", "d", "e")
		e.Stop(syscall.SIGTERM)
		e = launch(t, data)
		strace := attach(t, e.PID(), "-e", "inject=fdatasync:error=EIO:when=2")
		status, _, err := call(e.URL, "CreateConnection", create("f", "x"))
		require.NoError(t, err)
		e.Stop(end)
		strace.injected(t)
		if status == http.StatusOK { // its two calls came from two threads
			acknowledged = append(acknowledged, "f")
		}
		have(t, launch(t, data).URL, acknowledged)
	}
}

// TestLoss_restore: the second fdatasync of a large restore fails, and what is acknowledged after
// it is lost by a kill.
func TestLoss_restore(t *testing.T) {
	t.Parallel()
	machine.Needs(t, "strace")
	for _, more := range [][]string{{"one"}, {"one", "two", "three"}} {
		data := t.TempDir()
		e := launch(t, data)
		acknowledged := created(t, e.URL, "a", "b")
		large := enlarged(t, e.URL)
		strace := attach(t, e.PID(), "-e", "inject=fdatasync:error=EIO:when=2")
		if _, err := client(e.URL).Control(http.MethodPut, "snapshot", large); err == nil {
			acknowledged = append(acknowledged, "copy-0", "copy-499")
		}
		for _, name := range more {
			status, _, err := call(e.URL, "CreateConnection", create(name, "x"))
			require.NoError(t, err)
			if status == http.StatusOK {
				acknowledged = append(acknowledged, name)
			}
		}
		have(t, e.URL, acknowledged)
		e.Stop(syscall.SIGKILL)
		require.NotZero(t, strace.injected(t))
		have(t, launch(t, data).URL, acknowledged)
	}
}

// enlarged is a snapshot with 500 copies of the connection a and much in their descriptions.
func enlarged(t *testing.T, url string) []byte {
	t.Helper()
	snapshot := snapshotOf(t, url)
	for _, r := range snapshot["records"].([]any) {
		text, err := json.Marshal(r)
		require.NoError(t, err)
		if r := r.(map[string]any); r["table"] != "connections" || r["key"] != "a" {
			continue
		}
		for n := range 500 {
			var copied map[string]any
			require.NoError(t, json.Unmarshal(text, &copied))
			copied["key"] = fmt.Sprintf("copy-%d", n)
			value := copied["value"].(map[string]any)
			value["Name"], value["Description"] = copied["key"], strings.Repeat("x", 7000)
			snapshot["records"] = append(snapshot["records"].([]any), copied)
		}
	}
	text, err := json.Marshal(snapshot)
	require.NoError(t, err)
	require.Greater(t, len(text), 3_500_000)
	return text
}

func snapshotOf(t *testing.T, url string) (snapshot map[string]any) {
	t.Helper()
	text, err := client(url).Control(http.MethodGet, "snapshot", nil)
	require.NoError(t, err)
	require.NoError(t, json.Unmarshal(text, &snapshot))
	return snapshot
}

// TestLoss_pattern: a program on a folder whose name is a pattern removes files of the folders that
// it fits, and files of the user's own.
func TestLoss_pattern(t *testing.T) {
	t.Parallel()
	root := t.TempDir()
	first := launch(t, filepath.Join(root, "data1"))
	acknowledged := created(t, first.URL, "a", "b")
	pattern := filepath.Join(root, "data[12]")
	own := filepath.Join(pattern, "emulator-mine.log")
	require.NoError(t, os.Mkdir(pattern, 0o700))
	require.NoError(t, os.WriteFile(own, []byte("mine"), 0o600))

	second := launch(t, pattern)
	created(t, second.URL, "a", "b")
	second.Stop(syscall.SIGTERM)
	text, err := os.ReadFile(own)
	require.NoError(t, err)
	assert.Equal(t, "mine", string(text))
	first.Stop(syscall.SIGKILL)
	have(t, launch(t, filepath.Join(root, "data1")).URL, acknowledged)
}

// TestLoss_longKey: a restored key that is too long for the data file makes every later write fail.
func TestLoss_longKey(t *testing.T) {
	t.Parallel()
	data := t.TempDir()
	e := launch(t, data)
	acknowledged := created(t, e.URL, "a")
	snapshot := snapshotOf(t, e.URL)
	for _, r := range snapshot["records"].([]any) {
		if r := r.(map[string]any); r["table"] == "scripts" || r["table"] == "connections" {
			r["key"] = strings.Repeat("x", 40_000)
		}
	}
	text, err := json.Marshal(snapshot)
	require.NoError(t, err)
	_, err = client(e.URL).Control(http.MethodPut, "snapshot", text)
	require.ErrorContains(t, err, "status 400")
	acknowledged = append(acknowledged, created(t, e.URL, "b", "c")...)
	e.Stop(syscall.SIGTERM)
	have(t, launch(t, data).URL, acknowledged)
}
