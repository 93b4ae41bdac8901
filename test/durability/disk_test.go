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

// TestDisk_full fills the disk: writes fail with AWS's error, reads go on, and writes succeed when
// there is room again.
func TestDisk_full(t *testing.T) {
	t.Parallel()
	dir := disk(t, "24m")
	ballast := filepath.Join(dir, "ballast")
	require.NoError(t, os.WriteFile(ballast, make([]byte, 12<<20), 0o600))
	data := filepath.Join(dir, "data")
	e, err := binary.Launch(t.TempDir(), nil, "-data", data, "-connection-quota", "0")
	require.NoError(t, err)
	defer e.Stop(syscall.SIGKILL)
	padding := strings.Repeat("x", 512)

	var acknowledged, failed []string
	// A write that fails leaves room where a smaller one may succeed.
	for n := 0; len(failed) < 10; n++ {
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
		assert.Regexp(t, internal, answer)
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
	again, err := binary.Launch(t.TempDir(), nil, "-data", data)
	require.NoError(t, err)
	t.Run("and all that was acknowledged is there after a restart", func(t *testing.T) {
		have(t, again.URL, acknowledged)
	})
	code, log = again.Stop(syscall.SIGTERM)
	require.Zero(t, code, log)
}

const internal = `^\{"__type":"InternalException","message":"An internal error occurred\. ` +
	`The emulator's log has it under request id [0-9a-f-]{36}\."\}$`

// large has a description and parameters that take room.
func large(name, padding string) string {
	parameter := fmt.Sprintf(`{"Key":"k","Value":%q}`, padding)
	list := strings.TrimSuffix(strings.Repeat(parameter+",", 50), ",")
	return fmt.Sprintf(`{"Name":%q,"AuthorizationType":"API_KEY","AuthParameters":{`+
		`"ApiKeyAuthParameters":{"ApiKeyName":"k","ApiKeyValue":"v"},`+
		`"InvocationHttpParameters":{"QueryStringParameters":[%s]}}}`, name, list)
}

func have(t *testing.T, url string, names []string) {
	t.Helper()
	for _, name := range names {
		status, answer, err := call(url, "DescribeConnection", nameOnly(name))
		require.NoError(t, err)
		require.Equal(t, http.StatusOK, status, answer)
	}
}

// TestDisk_blocks leaves the program a few blocks, so that a write fails in its middle, or anywhere
// before: what was acknowledged is there, also after an end and a new start, and a folder in which
// no start succeeded is none the worse.
func TestDisk_blocks(t *testing.T) {
	t.Parallel()
	dir := disk(t, "4m")
	for blocks := range 24 {
		for _, end := range []syscall.Signal{syscall.SIGTERM, syscall.SIGKILL} {
			data := filepath.Join(dir, fmt.Sprintf("data-%d-%v", blocks, end))
			first, err := binary.Launch(t.TempDir(), nil, "-data", data)
			require.NoError(t, err)
			acknowledged := created(t, first.URL, "a", "b", "c")
			first.Stop(syscall.SIGTERM)
			e, err := binary.Launch(t.TempDir(), nil, "-data", data)
			require.NoError(t, err)
			leave(t, dir, blocks)
			acknowledged = append(acknowledged, tried(t, e.URL, 12)...)
			have(t, e.URL, acknowledged)
			if code, log := e.Stop(end); end == syscall.SIGTERM {
				require.Zero(t, code, log)
			}
			leave(t, dir, 64)
			again, err := binary.Launch(t.TempDir(), nil, "-data", data)
			require.NoError(t, err)
			have(t, again.URL, acknowledged)
			created(t, again.URL, "afterwards")
			again.Stop(syscall.SIGTERM)
			require.NoError(t, os.RemoveAll(data))
		}
	}
}

// TestDisk_firstStart has a few blocks for the first start.
func TestDisk_firstStart(t *testing.T) {
	t.Parallel()
	dir, failed := disk(t, "1m"), 0
	for blocks := range 12 {
		data := filepath.Join(dir, "data")
		leave(t, dir, blocks)
		if e, err := binary.Launch(t.TempDir(), nil, "-data", data); err == nil {
			e.Stop(syscall.SIGTERM)
		} else {
			failed++
		}
		leave(t, dir, 64)
		e, err := binary.Launch(t.TempDir(), nil, "-data", data)
		require.NoError(t, err, "after a start with %d blocks", blocks)
		created(t, e.URL, "a")
		e.Stop(syscall.SIGTERM)
		require.NoError(t, os.RemoveAll(data))
	}
	require.Positive(t, failed)
}

// leave fills a disk but for so many blocks.
func leave(t *testing.T, dir string, blocks int) {
	t.Helper()
	ballast := filepath.Join(dir, "ballast")
	require.NoError(t, os.RemoveAll(ballast))
	var disk syscall.Statfs_t
	require.NoError(t, syscall.Statfs(dir, &disk))
	free := max(0, int(disk.Bfree)-blocks) * int(disk.Bsize)
	require.NoError(t, os.WriteFile(ballast, make([]byte, free), 0o600))
}

// tried creates connections, large and small ones, and returns those that were acknowledged.
func tried(t *testing.T, url string, n int) (acknowledged []string) {
	t.Helper()
	for i := range n {
		name := fmt.Sprintf("tried-%d", i)
		body := create(name, "x")
		if i%3 == 0 {
			body = large(name, strings.Repeat("x", 512))
		}
		status, answer, err := call(url, "CreateConnection", body)
		require.NoError(t, err)
		if status == http.StatusOK {
			acknowledged = append(acknowledged, name)
			continue
		}
		require.Equal(t, http.StatusInternalServerError, status, answer)
	}
	return acknowledged
}
