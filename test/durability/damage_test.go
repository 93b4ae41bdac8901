package durability_test

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"syscall"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/eventbridge-connections/emulator/test/binary"
	"github.com/eventbridge-connections/emulator/test/soak"
)

// TestDamage cuts the data file or flips a bit in it, at random: the program says so and ends, or answers as if nothing
// had happened, because nothing was there.
func TestDamage(t *testing.T) {
	t.Parallel()
	for name, sig := range map[string]syscall.Signal{"after a kill": syscall.SIGKILL, "after an orderly end": syscall.SIGTERM} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			random := rand.New(rand.NewPCG(soak.Seed(t), 0))
			whole, want := filled(t, random, sig)
			refused := 0
			for round := range soak.Rounds(t, 60) {
				file, what := damaged(random, whole, round)
				if !takes(t, file, what, want) {
					refused++
				}
			}
			t.Logf("%d refused", refused)
		})
	}
}

// damaged is the file with one thing wrong.
func damaged(random *rand.Rand, whole []byte, round int) (file []byte, what string) {
	at := random.IntN(len(whole))
	if round%10 == 9 {
		return whole[:at], fmt.Sprintf("cut to %d bytes", at)
	}
	if round%3 == 0 {
		at = at/4096*4096 + random.IntN(64) // the head of a page matters most
	}
	file, bit := bytes.Clone(whole), byte(1)<<random.IntN(8)
	file[at] ^= bit
	return file, fmt.Sprintf("bit %#x of byte %d flipped", bit, at)
}

// filled is the data file of an emulator with some history, without the zeros at its end, and what is in it.
func filled(t *testing.T, random *rand.Rand, sig syscall.Signal) (file []byte, there map[string]held) {
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
	return file[:len(bytes.TrimRight(file, "\x00"))/4096*4096+4096], there
}

const refusal = `^emulator ended with 1 before it listened: emulator: error: open .*emulator\.db: ` +
	`the data file (is damaged|is not a database of this program|was written by a newer version)[^\n]*\nemulator: hint: [^\n]*\n$`

// takes tells whether the program takes the file; then it must answer right, and otherwise leave the file as it is.
func takes(t *testing.T, file []byte, what string, want map[string]held) bool {
	t.Helper()
	dir := t.TempDir()
	path := filepath.Join(dir, "emulator.db")
	require.NoError(t, os.WriteFile(path, file, 0o600))
	e, err := binary.Launch(dir, nil, "-data", dir)
	if err != nil && len(file) > 0 {
		assert.Regexp(t, refusal, err.Error(), what)
		left, err := os.ReadFile(path)
		require.NoError(t, err)
		assert.True(t, bytes.Equal(file, left), "the file was written to: %s", what)
		return false
	}
	require.NoError(t, err, what)
	defer e.Stop(syscall.SIGKILL)
	if len(file) == 0 {
		return true // an empty file is no file
	}
	c, brief, authorized := client(e.URL), map[string]held{}, 0
	for name, h := range want {
		require.Equal(t, h, look(t, c, name), what)
		brief[name] = held{arn: h.arn, state: h.state}
		if h.state == "AUTHORIZED" {
			authorized++
		}
	}
	require.Equal(t, brief, listed(t, c), what)
	require.Equal(t, authorized, secrets(t, c), what)
	_, log := e.Stop(syscall.SIGTERM)
	assert.NotContains(t, log, "level=ERROR", what)
	return true
}
