package durability_test

import (
	"fmt"
	"math/rand/v2"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/eventbridge-connections/emulator/test/binary"
	"github.com/eventbridge-connections/emulator/test/soak"
)

// TestDamage cuts the data file or flips a bit in it: the program says so and ends, or answers as if nothing had happened.
func TestDamage(t *testing.T) {
	t.Parallel()
	for name, sig := range map[string]syscall.Signal{"after a kill": syscall.SIGKILL, "after an orderly end": syscall.SIGTERM} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			whole := filled(t, sig)
			random := rand.New(rand.NewPCG(1, 2))
			for n := range soak.Rounds(t, 20) {
				damaged := append([]byte(nil), whole...)
				at := random.IntN(len(damaged))
				if n%2 == 0 {
					at = at/4096*4096 + random.IntN(64) // the head of a page matters most
				}
				damaged[at] ^= 1 << random.IntN(8)
				if n%10 == 9 {
					damaged = damaged[:at]
				}
				takesOrRefuses(t, damaged, at)
			}
		})
	}
}

const people = 30

// filled is the data file of an emulator with some connections, without the zeros at its end.
func filled(t *testing.T, sig syscall.Signal) []byte {
	t.Helper()
	dir := t.TempDir()
	e, err := binary.Launch(dir, nil, "-data", dir)
	require.NoError(t, err)
	defer e.Stop(syscall.SIGKILL)
	for i := range people {
		status, answer, err := call(e.URL, "CreateConnection", create(fmt.Sprintf("connection-%d", i), strings.Repeat("d", i*17)))
		require.NoError(t, err)
		require.Equal(t, http.StatusOK, status, answer)
	}
	e.Stop(sig)
	whole, err := os.ReadFile(filepath.Join(dir, "emulator.db"))
	require.NoError(t, err)
	return whole[:len(strings.TrimRight(string(whole), "\x00"))/4096*4096+4096]
}

func takesOrRefuses(t *testing.T, file []byte, at int) {
	t.Helper()
	dir := t.TempDir()
	require.NoError(t, os.WriteFile(filepath.Join(dir, "emulator.db"), file, 0o600))
	e, err := binary.Launch(dir, nil, "-data", dir)
	if err != nil {
		assert.Regexp(t, `^emulator ended with 1 before it listened: emulator: error: open .*emulator\.db: the data file (is damaged|is not a database of this program|was written by a newer version)[^\n]*\nemulator: hint: [^\n]*\n$`, err.Error(), "byte %d", at)
		return
	}
	defer e.Stop(syscall.SIGKILL)
	for i := range people {
		status, answer, err := call(e.URL, "DescribeConnection", nameOnly(fmt.Sprintf("connection-%d", i)))
		require.NoError(t, err)
		require.Equal(t, http.StatusOK, status, "byte %d: %s", at, answer)
		require.Contains(t, answer, `"Name":"connection-`+fmt.Sprint(i)+`"`)
	}
}
