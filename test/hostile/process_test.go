package hostile_test

import (
	"bufio"
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/eventbridge-connections/emulator/test/binary"
)

// peak is the most memory that the program has had, in bytes.
func peak(t *testing.T, e *binary.Emulator) (bytes int64) {
	t.Helper()
	status := readProc(t, e, "status")
	for lines := bufio.NewScanner(strings.NewReader(status)); lines.Scan(); {
		if _, err := fmt.Sscanf(lines.Text(), "VmHWM: %d kB", &bytes); err == nil {
			return bytes << 10
		}
	}
	t.Fatalf("no VmHWM in\n%s", status)
	return 0
}

func readProc(t *testing.T, e *binary.Emulator, name string) string {
	t.Helper()
	text, err := os.ReadFile(fmt.Sprintf("/proc/%d/%s", e.PID(), name))
	if os.IsNotExist(err) {
		t.Skip("no /proc on this machine")
	}
	require.NoError(t, err)
	return string(text)
}

// sockets counts the connections that the program has open, beside the one it listens on.
func sockets(t *testing.T, e *binary.Emulator) int {
	t.Helper()
	dir := fmt.Sprintf("/proc/%d/fd", e.PID())
	entries, err := os.ReadDir(dir)
	require.NoError(t, err)
	n := -1
	for _, entry := range entries {
		if to, _ := os.Readlink(dir + "/" + entry.Name()); strings.HasPrefix(to, "socket:") {
			n++
		}
	}
	return n
}
