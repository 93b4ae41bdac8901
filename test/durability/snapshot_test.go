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
)

// TestSnapshot takes snapshots while writers create connections in order: each shows what was acknowledged before it
// began, no gaps, and a secret for every connection.
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
				status, answer, err := call(e.URL, "CreateConnection", create(fmt.Sprintf("writer-%d-%06d", w, n), "x"))
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
