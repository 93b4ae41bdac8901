package durability_test

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"strings"
	"sync"
	"syscall"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/eventbridge-connections/emulator/test/binary"
	"github.com/eventbridge-connections/emulator/test/machine"
	"github.com/eventbridge-connections/emulator/test/soak"
)

// A fault is what goes wrong with the disk, when, and what comes after it.
type fault struct {
	calls string // what is injected: see inject
	first int    // the first call of a thread that fails
	on    string // "" for that call alone, "+" for all that follow
	large bool   // the writes are large, and the file grows
	end   syscall.Signal
}

func (f fault) String() string {
	return fmt.Sprintf("%s from %d%s, large %t, then %v", f.calls, f.first, f.on, f.large, f.end)
}

// injections are the arguments of strace that bring the fault about.
func (f fault) injections() (args []string) {
	for _, one := range strings.Split(f.calls, " ") {
		name, errno, _ := strings.Cut(one, "=")
		injection := fmt.Sprintf("inject=%s:error=%s:when=%d%s", name, errno, f.first, f.on)
		args = append(args, "-e", injection)
	}
	return args
}

// faults returns every fault, in random order. The program renames nothing.
func faults(random *rand.Rand) (all []fault) {
	for _, calls := range []string{
		"pwrite64=EIO", "pwrite64=ENOSPC", "fdatasync=EIO", "fdatasync=EDQUOT", "fsync=EIO",
		"ftruncate=EIO", "ftruncate=ENOSPC", "fdatasync=EIO openat=EIO", "fdatasync=EIO fsync=EIO",
		"fdatasync=EIO pwrite64=EIO", "fdatasync=EIO fsync=EIO openat=EMFILE",
	} {
		for first := range 5 {
			for _, on := range []string{"", "+"} {
				for _, large := range []bool{false, true} {
					for _, end := range []syscall.Signal{syscall.SIGTERM, syscall.SIGKILL} {
						all = append(all, fault{calls, first + 1, on, large, end})
					}
				}
			}
		}
	}
	random.Shuffle(len(all), func(i, j int) { all[i], all[j] = all[j], all[i] })
	return all
}

// TestFault has system calls of the program fail, with strace, while it is written to: what it
// acknowledged is there for as long as it runs, and after an orderly end or a kill, and the next
// start refuses nothing.
func TestFault(t *testing.T) {
	t.Parallel()
	machine.Needs(t, "strace")
	seed := soak.Seed(t)
	all, injected := faults(rand.New(rand.NewPCG(seed, 0))), 0
	for round := range soak.Rounds(t, 16) {
		injected += all[round%len(all)].happens(t, seed+uint64(round))
		if t.Failed() {
			return
		}
	}
	t.Logf("%d calls failed", injected)
	require.NotZero(t, injected)
}

// TestFault_second has what once cost acknowledged data: the second fdatasync of the first write
// fails, once.
func TestFault_second(t *testing.T) {
	t.Parallel()
	machine.Needs(t, "strace")
	for _, large := range []bool{false, true} {
		for _, end := range []syscall.Signal{syscall.SIGTERM, syscall.SIGKILL} {
			require.NotZero(t, fault{"fdatasync=EIO", 2, "", large, end}.happens(t, 1))
		}
	}
}

// happens returns how many calls failed.
func (f fault) happens(t *testing.T, seed uint64) (injected int) {
	t.Helper()
	t.Log(f)
	data := t.TempDir()
	writers := make([]*writer, 4)
	for i := range writers {
		writers[i] = newWriter(i, seed)
	}
	before, err := binary.Launch(data, nil, "-data", data)
	require.NoError(t, err, "%v", f)
	require.NoError(t, atWork(t, before.URL, writers, 5, 0), "%v", f)
	before.Stop(syscall.SIGTERM)

	e, err := binary.Launch(data, nil, "-data", data)
	require.NoError(t, err, "%v", f)
	defer e.Stop(syscall.SIGKILL)
	strace := attach(t, e.PID(), f.injections()...)
	for _, w := range writers {
		w.heavy = f.large
	}
	_ = atWork(t, e.URL, writers, 12, 12)
	if f.on == "" {
		require.NoError(t, atWork(t, e.URL, writers, 1, 40), "writes still fail: %v", f)
	}
	shows(t, e.URL, writers, f)
	if code, log := e.Stop(f.end); f.end == syscall.SIGTERM {
		require.Zero(t, code, log)
	}
	injected = strace.injected(t)

	after, err := binary.Launch(data, nil, "-data", data)
	require.NoError(t, err, "%v", f)
	defer after.Stop(syscall.SIGKILL)
	checkAll(t, after.URL, writers)
	require.NoError(t, atWork(t, after.URL, writers, 1, 0), "%v", f)
	return injected
}

// atWork has each writer make calls until so many have succeeded. It returns an error when more
// than the given number failed. They may fail with nothing but AWS's error.
func atWork(t *testing.T, url string, writers []*writer, calls, failures int) error {
	t.Helper()
	errs := make([]error, len(writers))
	var wg sync.WaitGroup
	for i, w := range writers {
		wg.Go(func() {
			succeeded := 0
			for failed := 0; succeeded < calls && failed <= failures; {
				if errs[i] = w.call(client(url)); errs[i] == nil {
					succeeded++
					continue
				}
				failed++
				assert.Regexp(t, `: InternalException$`, errs[i].Error())
			}
		})
	}
	wg.Wait()
	return errors.Join(errs...)
}

// shows requires that the program shows what it acknowledged, and nothing of what it did not. Where
// a disk refuses two things for good, the program may refuse to read.
func shows(t *testing.T, url string, writers []*writer, f fault) {
	t.Helper()
	refuses := f.on == "+" && strings.Contains(f.calls, " ")
	for _, w := range writers {
		for name := range w.maybe {
			got, _, code := described(t, client(url), name)
			if refuses && code == "InternalException" {
				continue
			}
			found := code == "" || code == "ResourceNotFoundException"
			require.True(t, found, "%s: %s after %v", name, code, f)
			want := w.is[name]
			want.password = "" // to read it is to write when that was
			require.Equal(t, want, got, "%s after %v", name, f)
		}
	}
}
