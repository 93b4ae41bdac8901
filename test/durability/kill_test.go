package durability_test

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"net/http"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/eventbridge-connections/emulator/test/binary"
	"github.com/eventbridge-connections/emulator/test/soak"
)

// known is what a writer knows of a connection of its own: its description, or "" when there is none. While a call is
// under way, both are possible.
type known struct{ is, maybe string }

// writer works on names that nobody else has.
type writer struct {
	id     int
	random *rand.Rand
	names  map[string]*known
	n      int
}

// work changes connections until the emulator does not answer any more.
func (w *writer) work(url string) error {
	for {
		w.n++
		name := fmt.Sprintf("writer-%d-%d", w.id, w.random.IntN(20))
		k := w.names[name]
		if k == nil {
			k = new(known)
			w.names[name] = k
		}
		operation, body, next := w.choose(name, k.is)
		k.maybe = next
		status, answer, err := call(url, operation, body)
		if err != nil {
			return nil
		}
		if status != http.StatusOK {
			return fmt.Errorf("%s %s: %d %s", operation, body, status, answer)
		}
		k.is = next
	}
}

func (w *writer) choose(name, is string) (operation, body, next string) {
	next = fmt.Sprintf("change %d", w.n)
	switch {
	case is == "":
		return "CreateConnection", create(name, next), next
	case w.random.IntN(3) == 0:
		return "DeleteConnection", nameOnly(name), ""
	}
	return "UpdateConnection", update(name, next), next
}

// check asks for every connection, and takes what it is for what it is now.
func (w *writer) check(t *testing.T, url string) {
	for name, k := range w.names {
		status, answer, err := call(url, "DescribeConnection", nameOnly(name))
		require.NoError(t, err)
		var got struct{ Description, SecretArn string }
		require.NoError(t, json.Unmarshal([]byte(answer), &got))
		if status != http.StatusOK {
			require.Contains(t, answer, "ResourceNotFoundException", name)
		}
		require.Contains(t, []string{k.is, k.maybe}, got.Description, "%s, which was acknowledged as %q", name, k.is)
		assert.Equal(t, got.Description != "", got.SecretArn != "", "a connection has a secret: %s", answer)
		k.is, k.maybe = got.Description, got.Description
	}
}

// TestKill kills the program at random moments while it is written to, many times on one data folder.
func TestKill(t *testing.T) {
	t.Parallel()
	data := t.TempDir()
	writers := make([]*writer, 8)
	for i := range writers {
		writers[i] = &writer{id: i, random: rand.New(rand.NewPCG(uint64(i), 1)), names: map[string]*known{}}
	}
	random := rand.New(rand.NewPCG(7, 7))
	for n := range soak.Rounds(t, 15) {
		e, err := binary.Launch(data, nil, "-data", data)
		require.NoError(t, err, "round %d", n)
		for _, w := range writers {
			w.check(t, e.URL)
		}
		moment := time.AfterFunc(time.Duration(random.IntN(200_000))*time.Microsecond, func() { _ = syscall.Kill(e.PID(), syscall.SIGKILL) })
		var wg sync.WaitGroup
		for _, w := range writers {
			wg.Go(func() { assert.NoError(t, w.work(e.URL)) })
		}
		wg.Wait()
		moment.Stop()
		e.Stop(syscall.SIGKILL)
		if t.Failed() {
			return
		}
	}
	e := binary.Start(t, "-data", data)
	for _, w := range writers {
		w.check(t, e.URL)
	}
}
