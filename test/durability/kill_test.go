package durability_test

import (
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/eventbridge-connections/emulator/test/binary"
	"github.com/eventbridge-connections/emulator/test/soak"
)

// TestKill kills the program at random moments while it is written to, many times on one data
// folder. Each time all that was acknowledged is there with its secret, and nothing else.
func TestKill(t *testing.T) {
	t.Parallel()
	data, seed := t.TempDir(), soak.Seed(t)
	writers := make([]*writer, 8)
	for i := range writers {
		writers[i] = newWriter(i, seed)
		writers[i].heavy = i%2 == 0
	}
	random := rand.New(rand.NewPCG(seed, 100))
	for round := range soak.Rounds(t, 25) {
		e, err := binary.Launch(data, nil, "-data", data)
		require.NoError(t, err, "round %d", round)
		liveAndDie(t, e, writers, time.Duration(random.IntN(500_000))*time.Microsecond)
		if t.Failed() {
			return
		}
	}
	e := binary.Start(t, "-data", data)
	checkAll(t, e.URL, writers)
	calls := 0
	for _, w := range writers {
		calls += w.calls
	}
	t.Logf("%d calls that write", calls)
}

// liveAndDie checks what there is, lets all writers work at once, and kills the program some time
// after they have begun.
func liveAndDie(t *testing.T, e *binary.Emulator, writers []*writer, after time.Duration) {
	t.Helper()
	defer e.Stop(syscall.SIGKILL)
	checkAll(t, e.URL, writers)
	defer time.AfterFunc(after, func() { _ = syscall.Kill(e.PID(), syscall.SIGKILL) }).Stop()
	var wg sync.WaitGroup
	for _, w := range writers {
		wg.Go(func() { assert.NoError(t, w.work(client(e.URL))) })
	}
	wg.Wait()
	_, log := e.Stop(syscall.SIGKILL)
	assert.NotContains(t, log, "panic")
}

// checkAll compares every connection, the list of them, and the number of secrets.
func checkAll(t *testing.T, url string, writers []*writer) {
	t.Helper()
	c, all, authorized := client(url), map[string]held{}, 0
	for _, w := range writers {
		for name, h := range w.check(t, c) {
			all[name] = held{arn: h.arn, state: h.state}
			if h.state == "AUTHORIZED" {
				authorized++
			}
		}
	}
	require.Equal(t, all, listed(t, c))
	require.Equal(t, authorized, secrets(t, c), "secrets")
}

// TestKill_start kills the program while it starts: the next one starts nevertheless.
func TestKill_start(t *testing.T) {
	t.Parallel()
	random := rand.New(rand.NewPCG(soak.Seed(t), 0))
	program, err := exec.LookPath("emulator")
	require.NoError(t, err)
	for range soak.Rounds(t, 30) {
		data := filepath.Join(t.TempDir(), "data")
		cmd := exec.Command(program, "serve", "-listen", "127.0.0.1:0", "-data", data)
		cmd.Env = []string{"HOME=" + data}
		require.NoError(t, cmd.Start())
		after := time.Duration(random.IntN(15_000)) * time.Microsecond
		time.AfterFunc(after, func() { _ = cmd.Process.Kill() })
		_ = cmd.Wait()
		e, err := binary.Launch(t.TempDir(), nil, "-data", data)
		if file := filepath.Join(data, "emulator.db"); err != nil {
			left, _ := os.ReadFile(file)
			require.NoError(t, err, "%d bytes were left", len(left))
		}
		e.Stop(syscall.SIGKILL)
	}
}
