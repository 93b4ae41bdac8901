package durability_test

import (
	"bytes"
	"maps"
	"math/rand/v2"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"syscall"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/eventbridge-connections/emulator/test/binary"
	"github.com/eventbridge-connections/emulator/test/soak"
)

// TestDamage_cut cuts the end of the data file off: the program says so and ends, and leaves the
// file as it is.
func TestDamage_cut(t *testing.T) {
	t.Parallel()
	for name, sig := range map[string]syscall.Signal{
		"after a kill": syscall.SIGKILL, "after an orderly end": syscall.SIGTERM,
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			random := rand.New(rand.NewPCG(soak.Seed(t), 0))
			whole, _ := filled(t, random, sig)
			// The last page has zeros at its end.
			used := len(bytes.TrimRight(whole, "\x00"))/4096*4096 + 1
			for range soak.Rounds(t, 15) {
				refuses(t, whole[:1+random.IntN(used)])
			}
		})
	}
}

const refusal = `^emulator ended with 1 before it listened: ` +
	`emulator: error: open .*emulator\.db: the data file ` +
	`(is damaged|is not a database of this program)[^\n]*\nemulator: hint: [^\n]*\n$`

func refuses(t *testing.T, file []byte) {
	t.Helper()
	dir := folder(t, file)
	_, err := binary.Launch(dir, nil, "-data", dir)
	require.Error(t, err, "cut to %d bytes", len(file))
	assert.Regexp(t, refusal, err.Error(), "cut to %d bytes", len(file))
	left, err := os.ReadFile(filepath.Join(dir, "emulator.db"))
	require.NoError(t, err)
	assert.True(t, bytes.Equal(file, left), "the file was written to")
}

// TestDamage_record flips a bit in what is stored of a connection: the program answers with an
// error rather than with something that was not stored, and all others are as they were.
func TestDamage_record(t *testing.T) {
	t.Parallel()
	random := rand.New(rand.NewPCG(soak.Seed(t), 0))
	whole, want := filled(t, random, syscall.SIGKILL)
	names := slices.Sorted(maps.Keys(want))
	names = slices.DeleteFunc(names, func(name string) bool { return want[name].user == "" })
	for range soak.Rounds(t, 15) {
		name := names[random.IntN(len(names))]
		detects(t, flipped(t, whole, random, `"`+want[name].user+`"`), want, name)
	}
}

// flipped has the same bit of a text flipped wherever that stands in the file: in the record, and
// in older pages.
func flipped(t *testing.T, whole []byte, random *rand.Rand, text string) []byte {
	t.Helper()
	require.Contains(t, string(whole), text)
	other := []byte(text)
	other[1+random.IntN(len(text)-2)] ^= 1 << random.IntN(7)
	return bytes.ReplaceAll(whole, []byte(text), other)
}

func detects(t *testing.T, file []byte, want map[string]held, damaged string) {
	t.Helper()
	dir := folder(t, file)
	e, err := binary.Launch(dir, nil, "-data", dir)
	require.NoError(t, err, damaged)
	defer e.Stop(syscall.SIGKILL)
	for name, h := range want {
		if name == damaged {
			_, _, code := described(t, client(e.URL), name)
			assert.Equal(t, "InternalException", code)
			continue
		}
		require.Equal(t, h, look(t, client(e.URL), name), name)
	}
	status, answer, err := call(e.URL, "CreateConnection", create("one-more", "x"))
	require.NoError(t, err)
	require.Equal(t, http.StatusOK, status, answer)
}

// filled is the data file of an emulator with some history, and what is in it.
func filled(
	t *testing.T, random *rand.Rand, sig syscall.Signal,
) (file []byte, there map[string]held) {
	t.Helper()
	dir := t.TempDir()
	e, err := binary.Launch(dir, nil, "-data", dir)
	require.NoError(t, err)
	defer e.Stop(syscall.SIGKILL)
	there = map[string]held{}
	for id := range 4 {
		w := newWriter(id, random.Uint64())
		for range 60 {
			require.NoError(t, w.call(client(e.URL)))
		}
		for name, h := range w.check(t, client(e.URL)) {
			there[name] = h
		}
	}
	e.Stop(sig)
	file, err = os.ReadFile(filepath.Join(dir, "emulator.db"))
	require.NoError(t, err)
	return file, there
}

// folder is a new data folder with this file.
func folder(t *testing.T, file []byte) (dir string) {
	t.Helper()
	dir = t.TempDir()
	require.NoError(t, os.WriteFile(filepath.Join(dir, "emulator.db"), file, 0o600))
	return dir
}
