//go:build linux

package durability_test

import (
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
)

// disk is a small file system of its own, which takes root.
func disk(t *testing.T, size string) string {
	t.Helper()
	dir := t.TempDir()
	if err := syscall.Mount("tmpfs", dir, "tmpfs", 0, "size="+size); err != nil {
		t.Skipf("mount a small disk: %v", err)
	}
	t.Cleanup(func() { assert.NoError(t, syscall.Unmount(dir, 0)) })
	return dir
}

// TestDisk_full fills the disk: writes fail with AWS's error, reads go on, and writes succeed when there is room again.
func TestDisk_full(t *testing.T) {
	t.Parallel()
	dir := disk(t, "24m")
	ballast := filepath.Join(dir, "ballast")
	require.NoError(t, os.WriteFile(ballast, make([]byte, 12<<20), 0o600))
	e, err := binary.Launch(t.TempDir(), nil, "-data", filepath.Join(dir, "data"), "-connection-quota", "0")
	require.NoError(t, err)
	defer e.Stop(syscall.SIGKILL)
	padding := strings.Repeat("x", 512)

	var acknowledged, failed []string
	for n := 0; len(failed) < 10; n++ { // a write that fails leaves room where a smaller one may succeed
		require.Less(t, n, 20_000, "the disk does not fill up")
		name := fmt.Sprintf("connection-%d", n)
		status, answer, err := call(e.URL, "CreateConnection", large(name, padding))
		require.NoError(t, err)
		if status == http.StatusOK {
			acknowledged = append(acknowledged, name)
			continue
		}
		failed = append(failed, name)
		assert.Equal(t, http.StatusInternalServerError, status)
		assert.Regexp(t, `^\{"__type":"InternalException","message":"An internal error occurred\. The emulator's log has it under request id [0-9a-f-]{36}\."\}$`, answer)
	}
	t.Run("reads go on", func(t *testing.T) {
		have(t, e.URL, acknowledged)
		for _, name := range failed {
			status, answer, err := call(e.URL, "DescribeConnection", nameOnly(name))
			require.NoError(t, err)
			assert.Equal(t, http.StatusBadRequest, status, answer)
		}
	})
	t.Run("writes succeed when there is room again", func(t *testing.T) {
		require.NoError(t, os.Remove(ballast))
		status, answer, err := call(e.URL, "CreateConnection", large("afterwards", padding))
		require.NoError(t, err)
		require.Equal(t, http.StatusOK, status, answer)
		acknowledged = append(acknowledged, "afterwards")
	})
	code, log := e.Stop(syscall.SIGTERM)
	require.Zero(t, code, log)
	again, err := binary.Launch(t.TempDir(), nil, "-data", filepath.Join(dir, "data"))
	require.NoError(t, err)
	t.Run("and all that was acknowledged is there after a restart", func(t *testing.T) { have(t, again.URL, acknowledged) })
	code, log = again.Stop(syscall.SIGTERM)
	require.Zero(t, code, log)
}

// large has a description and parameters that take room.
func large(name, padding string) string {
	parameter := fmt.Sprintf(`{"Key":"k","Value":%q}`, padding)
	list := strings.TrimSuffix(strings.Repeat(parameter+",", 50), ",")
	return fmt.Sprintf(`{"Name":%q,"AuthorizationType":"API_KEY","AuthParameters":{"ApiKeyAuthParameters":{"ApiKeyName":"k","ApiKeyValue":"v"},"InvocationHttpParameters":{"QueryStringParameters":[%s]}}}`, name, list)
}

func have(t *testing.T, url string, names []string) {
	t.Helper()
	for _, name := range names {
		status, answer, err := call(url, "DescribeConnection", nameOnly(name))
		require.NoError(t, err)
		require.Equal(t, http.StatusOK, status, answer)
	}
}
