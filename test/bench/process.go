package main

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"time"
)

// build builds a program as it is released.
func build(dir, into, name string) error {
	build := exec.Command("go", "build", "-C", dir, "-trimpath", "-ldflags=-s -w", "-o", into, name)
	build.Env = append(os.Environ(), "CGO_ENABLED=0")
	if out, err := build.CombinedOutput(); err != nil {
		return fmt.Errorf("build %s: %w\n%s", name, err, out)
	}
	return nil
}

func (m *machine) size() int64 {
	info, err := os.Stat(m.emulates)
	if err != nil {
		return 0
	}
	return info.Size()
}

// process is a program that listens.
type process struct {
	cmd     *exec.Cmd
	address string
	ready   time.Duration // from its start to its first answer
}

// emulator starts the program on a data folder.
func (m *machine) emulator(data string, flags ...string) (*process, error) {
	usual := []string{
		"-listen=127.0.0.1:0", "-data=" + data, "-connection-quota=0", "-log-level=error",
	}
	return start(exec.Command(m.emulates, append(usual, flags...)...))
}

func (m *machine) bare() (*process, error) {
	return start(exec.Command(m.answers))
}

func (m *machine) durable() (*process, error) {
	dir, err := m.folder()
	if err != nil {
		return nil, err
	}
	return start(exec.Command(m.stores, filepath.Join(dir, "durable.db")))
}

// start runs a program whose first line on standard output is its URL, and waits for its first
// answer.
func start(cmd *exec.Cmd) (*process, error) {
	stdout, err := cmd.StdoutPipe()
	if err != nil {
		return nil, err
	}
	began := time.Now()
	if err := cmd.Start(); err != nil {
		return nil, err
	}
	line, err := bufio.NewReader(stdout).ReadString('\n')
	if err != nil {
		return nil, errors.Join(fmt.Errorf("%s ended before it listened", cmd.Path), cmd.Wait())
	}
	p := &process{cmd: cmd, address: strings.TrimPrefix(strings.TrimSpace(line), "http://")}
	c, err := dial(p.address, 18)
	if err != nil {
		return nil, errors.Join(err, p.stop())
	}
	defer c.conn.Close()
	_, err = c.do("ListConnections", "{}")
	p.ready = time.Since(began)
	return p, err
}

// stop ends the program in good order.
func (p *process) stop() error {
	_ = p.cmd.Process.Signal(syscall.SIGTERM)
	_ = p.cmd.Wait() // how it ends is for the tests to say
	return nil
}

// memory is what the process holds of the machine: all of it, and what is its own and no file's.
func (p *process) memory() (resident, own int64) {
	text, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", p.cmd.Process.Pid))
	if err != nil {
		return 0, 0
	}
	for line := range strings.Lines(string(text)) {
		var kB int64
		if _, err := fmt.Sscanf(line, "VmRSS: %d kB", &kB); err == nil {
			resident = kB << 10
		}
		if _, err := fmt.Sscanf(line, "RssAnon: %d kB", &kB); err == nil {
			own = kB << 10
		}
	}
	return resident, own
}

// load makes calls to the process and notes what they cost it.
func (p *process) load(
	callers int, span time.Duration, size int, next call,
) (found rate, calls int, err error) {
	before := p.cpu()
	found, calls, err = load(p.address, callers, span, size, next)
	if calls > 0 {
		found.CPU = microseconds(p.cpu()-before) / float64(calls)
	}
	return found, calls, err
}

// tick is the unit in which Linux counts the time that a process has run.
const tick = 10 * time.Millisecond

func (p *process) cpu() time.Duration {
	text, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", p.cmd.Process.Pid))
	if err != nil {
		return 0
	}
	fields := strings.Fields(string(text[bytes.LastIndexByte(text, ')')+1:]))
	user, _ := strconv.Atoi(fields[11])
	system, _ := strconv.Atoi(fields[12])
	return time.Duration(user+system) * tick
}

// awaitPort waits until somebody listens, for programs that do not say so.
func awaitPort(address string, patience time.Duration) error {
	for end := time.Now().Add(patience); ; time.Sleep(5 * time.Millisecond) {
		conn, err := net.Dial("tcp", address)
		if err == nil {
			return conn.Close()
		}
		if time.Now().After(end) {
			return err
		}
	}
}

// freePort is a port that was free a moment ago.
func freePort() (string, error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return "", err
	}
	_, port, err := net.SplitHostPort(l.Addr().String())
	return port, errors.Join(err, l.Close())
}

// describeMachine is one line about where the figures come from.
func describeMachine() string {
	cores, model := 0, "unknown processor"
	if text, err := os.ReadFile("/proc/cpuinfo"); err == nil {
		for line := range strings.Lines(string(text)) {
			if value, ok := strings.CutPrefix(line, "model name\t: "); ok {
				cores, model = cores+1, strings.TrimSpace(value)
			}
		}
	}
	kernel, _ := exec.Command("uname", "-srm").Output()
	goVersion, _ := exec.Command("go", "version").Output()
	return fmt.Sprintf(
		"%d cores of %s, %s, %s", cores, model, strings.TrimSpace(string(kernel)),
		strings.TrimPrefix(strings.TrimSpace(string(goVersion)), "go version "),
	)
}
