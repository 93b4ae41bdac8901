package conformance_test

import (
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/eventbridge-connections/emulator/internal/conformance"
)

const root = "../.."

// TestFidelity keeps the document to the model, the facts and the comments of
// the code: a deviation that is marked in the code is in the document, and no other.
func TestFidelity(t *testing.T) {
	t.Parallel()
	expected, err := conformance.Fidelity(root, served())
	require.NoError(t, err)
	written, err := os.ReadFile(filepath.Join(root, "docs", "fidelity.md"))
	require.NoError(t, err)
	assert.Equal(t, string(expected), string(written), "docs/fidelity.md is out of date: make fidelity")
}

// TestFacts keeps the facts to tests that there are.
func TestFacts(t *testing.T) {
	t.Parallel()
	tests := sources(t)
	for _, about := range append(served(), "wire") {
		facts := conformance.Facts(about)
		assert.NotEmpty(t, facts, about)
		for _, fact := range facts {
			assert.Contains(t, []string{"RECORDED", "DOCUMENTED", "INFERRED", "UNKNOWN"}, fact.Mark)
			for _, test := range fact.Tests {
				function, sub, _ := strings.Cut(test, "/")
				assert.True(t, strings.Contains(tests, "func "+function+"("), "%s: there is no %s", about, function)
				assert.True(t, strings.Contains(tests, sub), "%s: %s has no %q", about, function, sub)
			}
		}
	}
}

// sources is the text of all tests, and the names of their files of data.
func sources(t *testing.T) string {
	t.Helper()
	var all strings.Builder
	require.NoError(t, filepath.WalkDir(root, func(file string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		switch {
		case strings.HasSuffix(file, ".txtar"), filepath.Base(filepath.Dir(file)) == "testdata" && strings.HasSuffix(file, ".txt"):
			all.WriteString(filepath.Base(file) + "\n")
		case strings.HasSuffix(file, "_test.go") && !strings.HasSuffix(file, "fidelity_test.go"):
			data, err := os.ReadFile(file)
			all.Write(data)
			return err
		}
		return nil
	}))
	return all.String()
}
