package durability_test

import (
	"bytes"
	"fmt"
	"maps"
	"math/rand/v2"
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

// TestDamage cuts a file of the data folder or flips a bit in it, at random: the program says so and ends, or answers as
// if nothing had happened, because nothing was there.
func TestDamage(t *testing.T) {
	t.Parallel()
	for name, sig := range map[string]syscall.Signal{"after a kill": syscall.SIGKILL, "after an orderly end": syscall.SIGTERM} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			random := rand.New(rand.NewPCG(soak.Seed(t), 0))
			whole, want := filled(t, random, sig)
			names, refused := slices.Sorted(maps.Keys(whole)), map[string]int{}
			for round := range soak.Rounds(t, 60) {
				name, files := names[random.IntN(len(names))], maps.Clone(whole)
				file, what := damaged(random, whole[name], round)
				files[name] = file
				if !takes(t, files, name+" "+what, want) {
					refused[name]++
				}
			}
			t.Logf("refused: %v", refused)
		})
	}
}

// damaged is the file with one thing wrong.
func damaged(random *rand.Rand, whole []byte, round int) (file []byte, what string) {
	used := len(bytes.TrimRight(whole, "\x00"))/4096*4096 + 4096 // behind it there are zeros that nobody needs
	at := random.IntN(used)
	if round%10 == 9 {
		return whole[:at], fmt.Sprintf("cut to %d bytes", at)
	}
	if round%3 == 0 {
		at = at/512*512 + random.IntN(64) // the head of a page matters most
	}
	file, bit := bytes.Clone(whole), byte(1)<<random.IntN(8)
	file[at] ^= bit
	return file, fmt.Sprintf("bit %#x of byte %d flipped", bit, at)
}

// filled is the data folder of an emulator with some history, and what is in it.
func filled(t *testing.T, random *rand.Rand, sig syscall.Signal) (files map[string][]byte, there map[string]held) {
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
	return filesIn(t, dir), there
}

func filesIn(t *testing.T, dir string) map[string][]byte {
	t.Helper()
	paths, err := filepath.Glob(filepath.Join(dir, "emulator*"))
	require.NoError(t, err)
	files := map[string][]byte{}
	for _, path := range paths {
		files[filepath.Base(path)], err = os.ReadFile(path)
		require.NoError(t, err)
	}
	return files
}

const refusal = `^emulator ended with 1 before it listened: emulator: error: open .*emulator\.db: ` +
	`the data file (is damaged|is not a database of this program|was written by a newer version)[^\n]*\nemulator: hint: [^\n]*\n$`

// takes tells whether the program takes the files; then it must answer right, and otherwise leave them as they are.
func takes(t *testing.T, files map[string][]byte, what string, want map[string]held) bool {
	t.Helper()
	dir := t.TempDir()
	for name, data := range files {
		require.NoError(t, os.WriteFile(filepath.Join(dir, name), data, 0o600))
	}
	e, err := binary.Launch(dir, nil, "-data", dir)
	if err != nil && len(files["emulator.db"]) > 0 {
		assert.Regexp(t, refusal, err.Error(), what)
		assert.True(t, maps.EqualFunc(files, filesIn(t, dir), bytes.Equal), "something was written to: %s", what)
		return false
	}
	require.NoError(t, err, what)
	defer e.Stop(syscall.SIGKILL)
	if len(files["emulator.db"]) == 0 {
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
