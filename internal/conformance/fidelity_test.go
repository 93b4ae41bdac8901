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
	expected, err := conformance.Fidelity(root)
	require.NoError(t, err)
	written, err := os.ReadFile(filepath.Join(root, "docs", "fidelity.md"))
	require.NoError(t, err)
	assert.Equal(
		t, string(expected), string(written), "docs/fidelity.md is out of date: make fidelity",
	)
}

// TestFacts keeps the facts to tests that there are. Every operation of EventBridge has one at
// least.
func TestFacts(t *testing.T) {
	t.Parallel()
	tests := sources(t)
	for _, s := range services(t) {
		for _, operation := range s.Served() {
			about := s.About(operation)
			if s.Name == "events" {
				assert.NotEmpty(t, conformance.Facts(about), about)
			}
			held(t, tests, about)
		}
	}
	held(t, tests, "wire")
	held(t, tests, "managed secret")
}

// held requires that there is every test that a fact names.
func held(t *testing.T, tests, about string) {
	t.Helper()
	for _, fact := range conformance.Facts(about) {
		assert.Contains(t, []string{"RECORDED", "DOCUMENTED", "INFERRED", "UNKNOWN"}, fact.Mark)
		for _, test := range fact.Tests {
			function, sub, _ := strings.Cut(test, "/")
			assert.True(
				t, strings.Contains(tests, "func "+function+"("), "%s: there is no %s", about, function,
			)
			assert.True(t, strings.Contains(tests, sub), "%s: %s has no %q", about, function, sub)
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
		case strings.HasSuffix(file, ".txtar"), filepath.Base(filepath.Dir(file)) == "testdata" &&
			strings.HasSuffix(file, ".txt"):
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
