// Package release_test holds the files of a release to what is promised of them.
package release_test

import (
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

const root = "../.."

// target is the one platform that a test builds for: make checkdist does so for all of them.
const target = runtime.GOOS + "/" + runtime.GOARCH

func TestDist(t *testing.T) {
	t.Parallel()
	dist := build(t, root)

	t.Run("is the same from another folder", func(t *testing.T) {
		t.Parallel()
		again := build(t, copied(t))
		for name, data := range files(t, dist) {
			assert.Equal(t, data, files(t, again)[name], name)
		}
	})
	t.Run("has checksums of all files", func(t *testing.T) {
		t.Parallel()
		run(t, exec.Command("sha256sum", "--strict", "-c", "checksums.txt"), dist)
		assert.Len(
			t,
			strings.Split(strings.TrimSpace(files(t, dist)["checksums.txt"]), "\n"),
			len(files(t, dist))-1,
		)
	})
	t.Run("names every module that is in the program", func(t *testing.T) {
		t.Parallel()
		var sbom struct {
			Components []struct{ Name, Version string }
		}
		require.NoError(t, json.Unmarshal([]byte(files(t, dist)["sbom.cdx.json"]), &sbom))
		for _, c := range sbom.Components {
			assert.NotEmpty(t, c.Version, c.Name)
		}
		assert.True(
			t,
			slices.ContainsFunc(
				sbom.Components,
				func(c struct{ Name, Version string }) bool { return c.Name == "go.etcd.io/bbolt" },
			),
		)
		assert.Contains(
			t,
			sbom.Components,
			struct{ Name, Version string }{"std", runtime.Version()},
		)
	})
	t.Run("is installed by install.sh", func(t *testing.T) {
		t.Parallel()
		bin := install(t, dist, nil)
		out := run(t, exec.Command(filepath.Join(bin, "emulator"), "version"), bin)
		assert.Equal(t, "emulator 9.8.7\ncommit 4f1d\n"+runtime.Version()+" "+target+"\n", out)
	})
	t.Run("is not installed where the archive is another", func(t *testing.T) {
		t.Parallel()
		install(t, dist, func(archive string) {
			require.NoError(t, os.WriteFile(archive, []byte("another"), 0o600))
		})
	})
}

// build writes a release of a checkout and returns its folder.
func build(t *testing.T, checkout string) string {
	t.Helper()
	out := t.TempDir()
	run(
		t,
		exec.Command(
			"go",
			"run",
			"./cmd/dist",
			"-targets",
			target,
			"-version",
			"9.8.7",
			"-commit",
			"4f1d",
			"-out",
			out,
		),
		checkout,
	)
	return out
}

// copied returns a folder with what a release is built from.
func copied(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	for _, name := range []string{"cmd", "internal"} {
		require.NoError(t, os.CopyFS(filepath.Join(dir, name), os.DirFS(filepath.Join(root, name))))
	}
	for _, name := range []string{"go.mod", "go.sum", "LICENSE", "README.md", "CHANGELOG.md"} {
		data, err := os.ReadFile(filepath.Join(root, name))
		require.NoError(t, err)
		require.NoError(t, os.WriteFile(filepath.Join(dir, name), data, 0o600))
	}
	return dir
}

// install runs install.sh against a folder laid out as the releases are, after spoiling the archive
// where a function is given. It returns the folder that was installed to.
func install(t *testing.T, dist string, spoil func(archive string)) (bin string) {
	t.Helper()
	releases, bin := t.TempDir(), t.TempDir()
	require.NoError(t, os.CopyFS(filepath.Join(releases, "download/v9.8.7"), os.DirFS(dist)))
	c := exec.Command("sh", root+"/install.sh")
	c.Env = append(
		os.Environ(),
		"EMULATOR_VERSION=9.8.7",
		"EMULATOR_BIN="+bin,
		"EMULATOR_RELEASES=file://"+releases,
	)
	if spoil == nil {
		run(t, c, "")
		return bin
	}
	spoil(
		filepath.Join(
			releases,
			"download/v9.8.7/emulator_9.8.7_"+runtime.GOOS+"_"+runtime.GOARCH+".tar.gz",
		),
	)
	out, err := c.CombinedOutput()
	require.Error(t, err)
	assert.Contains(t, string(out), "is not what was released")
	assert.NoFileExists(t, filepath.Join(bin, "emulator"))
	return bin
}

// files are the contents of the files of a folder.
func files(t *testing.T, dir string) map[string]string {
	t.Helper()
	entries, err := os.ReadDir(dir)
	require.NoError(t, err)
	all := map[string]string{}
	for _, e := range entries {
		data, err := os.ReadFile(filepath.Join(dir, e.Name()))
		require.NoError(t, err)
		all[e.Name()] = string(data)
	}
	return all
}

// run runs the command, in a folder where one is given, and returns its standard output.
func run(t *testing.T, c *exec.Cmd, dir string) string {
	t.Helper()
	var stderr strings.Builder
	c.Dir, c.Stderr = dir, &stderr
	out, err := c.Output()
	require.NoError(t, err, "%v: %s", c.Args, &stderr)
	return string(out)
}
