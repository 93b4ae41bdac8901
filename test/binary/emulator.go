package binary

import (
	"bufio"
	"bytes"
	"fmt"
	"io"
	"os"
	"os/exec"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// patience is how long a program may take to listen or to end before it is killed, so that a
// hanging one fails its own test only.
const patience = 30 * time.Second

// Emulator is one running program.
type Emulator struct {
	URL string // where it listens, such as http://127.0.0.1:39731

	cmd    *exec.Cmd
	stderr bytes.Buffer
	// what came on standard output after the first line: that it is ready, and nothing else
	rest []byte
	read chan struct{} // closed when standard output has ended
}

// Start runs `emulator serve` with the flags until the test ends, and then holds it to a clean end.
func Start(tb testing.TB, flags ...string) *Emulator {
	tb.Helper()
	e, err := Launch(tb.TempDir(), nil, flags...)
	require.NoError(tb, err)
	tb.Cleanup(func() {
		code, stderr := e.Stop(syscall.SIGTERM)
		assert.Zero(tb, code, "exit code of the emulator; its log:\n%s", stderr)
		assert.Equal(tb, "Ready.\n", string(e.rest), "standard output after the address")
	})
	return e
}

// Launch runs `emulator serve` with the flags in a directory, on a free loopback port unless told
// otherwise, and waits for the line that says which. The program sees PATH and the variables given,
// nothing else of this process's environment.
func Launch(dir string, env []string, flags ...string) (*Emulator, error) {
	e := &Emulator{read: make(chan struct{})}
	e.cmd = exec.Command("emulator", append([]string{"serve"}, flags...)...)
	e.cmd.Dir, e.cmd.Stderr = dir, &e.stderr
	e.cmd.Env = append(
		[]string{"PATH=" + os.Getenv("PATH"), "HOME=" + dir, "EMULATOR_LISTEN=127.0.0.1:0"}, env...,
	)
	// Not StdoutPipe: Wait would close it while we still read.
	stdout, stdoutEnd, err := os.Pipe()
	if err != nil {
		return nil, err
	}
	e.cmd.Stdout = stdoutEnd
	err = e.cmd.Start()
	stdoutEnd.Close()
	if err != nil {
		stdout.Close()
		return nil, err
	}
	return e, e.firstLine(stdout)
}

// PID is the number of the process.
func (e *Emulator) PID() int { return e.cmd.Process.Pid }

// kill ends the program without asking, as a power cut would.
func (e *Emulator) kill() { _ = e.cmd.Process.Kill() }

func (e *Emulator) firstLine(stdout *os.File) error {
	defer time.AfterFunc(patience, e.kill).Stop()
	lines := bufio.NewReader(stdout)
	line, err := lines.ReadString('\n')
	e.URL = strings.TrimSuffix(line, "\n")
	go func() {
		defer close(e.read)
		defer stdout.Close()
		e.rest, _ = io.ReadAll(lines)
	}()
	if err != nil {
		code, stderr := e.wait()
		return fmt.Errorf("emulator ended with %d before it listened: %s", code, stderr)
	}
	return nil
}

// Stop sends the signal and waits for the end. It returns the exit code (-1 when a signal ended it)
// and what the program wrote to standard error.
func (e *Emulator) Stop(sig os.Signal) (code int, stderr string) {
	_ = e.cmd.Process.Signal(sig) // one that has ended already tells so by its exit code
	return e.wait()
}

func (e *Emulator) wait() (code int, stderr string) {
	defer time.AfterFunc(patience, e.kill).Stop()
	_ = e.cmd.Wait() // repeated calls are harmless; the state holds the answer
	<-e.read
	return e.cmd.ProcessState.ExitCode(), e.stderr.String()
}
