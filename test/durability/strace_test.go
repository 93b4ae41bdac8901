package durability_test

import (
	"bufio"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// A tracer is strace at work on a program.
type tracer struct {
	cmd *exec.Cmd
	out string
}

// attach has strace follow the threads of a process until that ends. Each thread counts its calls
// for itself.
func attach(t *testing.T, pid int, args ...string) tracer {
	t.Helper()
	out := filepath.Join(t.TempDir(), "strace")
	args = append([]string{"-f", "-o", out, "-p", strconv.Itoa(pid), "-e", traced(args)}, args...)
	tr := tracer{exec.Command("strace", args...), out}
	stderr, err := tr.cmd.StderrPipe()
	require.NoError(t, err)
	require.NoError(t, tr.cmd.Start())
	t.Cleanup(func() { _ = tr.cmd.Process.Kill() })
	line, err := bufio.NewReader(stderr).ReadString('\n')
	if strings.Contains(line, "Operation not permitted") {
		t.Skipf("strace must not look at another process here: %s", line)
	}
	require.NoError(t, err)
	require.Regexp(t, `^strace: Process \d+ attached`, line)
	return tr
}

// traced says to look at no more than the system calls of the injections.
func traced(injections []string) string {
	var names []string
	for _, arg := range injections {
		if name, ok := strings.CutPrefix(arg, "inject="); ok {
			name, _, _ = strings.Cut(name, ":")
			names = append(names, name)
		}
	}
	return "trace=" + strings.Join(names, ",")
}

var injection = regexp.MustCompile(`(?m)\(INJECTED\)$`)

// injected waits for the end of the traced process and returns how many of its calls failed.
func (tr tracer) injected(t *testing.T) int {
	t.Helper()
	_ = tr.cmd.Wait() // it ends as the process that it followed did
	out, err := os.ReadFile(tr.out)
	require.NoError(t, err)
	return len(injection.FindAll(out, -1))
}
