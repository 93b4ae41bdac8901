package durability_test

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/eventbridge-connections/emulator/test/binary"
	"github.com/eventbridge-connections/emulator/test/caller"
	"github.com/eventbridge-connections/emulator/test/soak"
)

// TestSnapshot takes snapshots while writers create connections in order: each shows what was
// acknowledged before it began, no gaps, and a secret for every connection.
func TestSnapshot(t *testing.T) {
	t.Parallel()
	e := binary.Start(t, "-data", t.TempDir(), "-connection-quota", "0")
	const writers, snapshots = 4, 20
	var done [writers]atomic.Int64
	var stop atomic.Bool
	var wg sync.WaitGroup
	for w := range writers {
		wg.Go(func() {
			for n := 0; !stop.Load(); n++ {
				body := create(fmt.Sprintf("writer-%d-%06d", w, n), "x")
				status, answer, err := call(e.URL, "CreateConnection", body)
				if !assert.NoError(t, err) || !assert.Equal(t, http.StatusOK, status, answer) {
					return
				}
				done[w].Add(1)
			}
		})
	}
	for range snapshots {
		var least [writers]int64
		for w := range writers {
			least[w] = done[w].Load()
		}
		seen, secrets := shown(t, e.URL)
		total := 0
		for w := range writers {
			n := 0
			for seen[fmt.Sprintf("writer-%d-%06d", w, n)] {
				n++
			}
			assert.GreaterOrEqual(t, int64(n), least[w])
			total += n
		}
		assert.Len(t, seen, total, "a later connection without an earlier one")
		assert.Equal(t, total, secrets)
	}
	stop.Store(true)
	wg.Wait()
}

// shown are the connections in a snapshot, and how many secrets there are.
func shown(t *testing.T, url string) (connections map[string]bool, secrets int) {
	t.Helper()
	response, err := http.Get(url + "/_emulator/snapshot")
	require.NoError(t, err)
	defer response.Body.Close()
	text, err := io.ReadAll(response.Body)
	require.NoError(t, err)
	var snapshot struct{ Records []struct{ Table, Key string } }
	require.NoError(t, json.Unmarshal(text, &snapshot))
	connections = map[string]bool{}
	for _, r := range snapshot.Records {
		if r.Table == "connections" {
			connections[r.Key] = true
		}
		if r.Table == "secrets" && strings.HasPrefix(r.Key, "events!connection/") {
			secrets++
		}
	}
	return connections, secrets
}

// TestSnapshot_restored takes a snapshot while passwords change, and restores it into another
// emulator: that answers as one moment of the first would have been answered, each connection with
// the password of its last update.
func TestSnapshot_restored(t *testing.T) {
	t.Parallel()
	from := client(binary.Start(t, "-data", t.TempDir()).URL)
	into := client(binary.Start(t, "-ephemeral").URL)
	writers, seed := make([]*writer, 4), soak.Seed(t)
	for i := range writers {
		writers[i] = newWriter(i, seed)
	}
	for round := range soak.Rounds(t, 10) {
		snapshot := snapshotUnderLoad(t, from, writers)
		_, err := into.Control(http.MethodPut, "snapshot", snapshot)
		require.NoError(t, err)
		again, err := into.Control(http.MethodGet, "snapshot", nil)
		require.NoError(t, err)
		require.Equal(t, records(t, snapshot), records(t, again), "round %d", round)
		consistent(t, into)
	}
}

// snapshotUnderLoad takes a snapshot while all writers are at work.
func snapshotUnderLoad(t *testing.T, c caller.Client, writers []*writer) (snapshot []byte) {
	t.Helper()
	var stop atomic.Bool
	var wg, begun sync.WaitGroup
	begun.Add(len(writers))
	for _, w := range writers {
		wg.Go(func() {
			for n := 0; n < 30 || !stop.Load(); n++ {
				assert.NoError(t, w.call(c))
				if n == 20 {
					begun.Done()
				}
			}
		})
	}
	begun.Wait()
	snapshot, err := c.Control(http.MethodGet, "snapshot", nil)
	assert.NoError(t, err)
	stop.Store(true)
	wg.Wait()
	return snapshot
}

func records(t *testing.T, snapshot []byte) (all []any) {
	t.Helper()
	var read struct{ Records []any }
	require.NoError(t, json.Unmarshal(snapshot, &read))
	require.NotEmpty(t, read.Records)
	return read.Records
}

// consistent looks at every connection: one that is authorized has the password that came with its
// description, one that is not has none, and there is no other secret.
func consistent(t *testing.T, c caller.Client) {
	t.Helper()
	authorized := 0
	for name, item := range listed(t, c) {
		h := look(t, c, name)
		require.Equal(t, item, held{arn: h.arn, state: h.state})
		if h.state == "AUTHORIZED" {
			authorized++
			require.Equal(t, "password-"+h.description, h.password, name)
		}
	}
	require.Equal(t, authorized, secrets(t, c))
}
