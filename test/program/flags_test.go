package program_test

import (
	"os"
	"os/exec"
	"regexp"
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// TestFlags holds the table of flags to those that the program has, and what is told of exec to its
// own.
func TestFlags(t *testing.T) {
	t.Parallel()
	table, control := read(t, "../../docs/flags.md"), read(t, "../../docs/control.md")
	serve := flagsOf(t, "serve")
	assert.ElementsMatch(
		t, serve, named(`\x60-([a-z-]+)\x60(?:,|(?: \|))`, table), "the flags of serve, and the table",
	)
	own := slices.DeleteFunc(
		flagsOf(t, "exec"), func(name string) bool { return slices.Contains(serve, name) },
	)
	for _, name := range own {
		assert.Regexp(t, `-`+name+`\b`, control)
	}
}

func read(t *testing.T, path string) string {
	text, err := os.ReadFile(path)
	require.NoError(t, err)
	return string(text)
}

// flagsOf are the flags that a command lists.
func flagsOf(t *testing.T, command string) []string {
	out, err := exec.CommandContext(t.Context(), "emulator", command, "-h").Output()
	require.NoError(t, err)
	flags := named(`(?m)^  -([a-z-]+)`, string(out))
	require.NotEmpty(t, flags)
	return flags
}

func named(pattern, text string) (names []string) {
	for _, found := range regexp.MustCompile(pattern).FindAllStringSubmatch(text, -1) {
		names = append(names, found[1])
	}
	return names
}
