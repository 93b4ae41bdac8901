package concurrency_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/anishathalye/porcupine"
	"github.com/stretchr/testify/require"

	"github.com/eventbridge-connections/emulator/test/caller"
	"github.com/eventbridge-connections/emulator/test/soak"
)

const (
	callers = 6
	calls   = 40 // of each caller in a history
)

// TestHistory has callers work on the same few connections at once. Whatever they are answered must
// be what they would have been answered had the calls come one after another, in an order that no
// caller can tell from the true one.
func TestHistory(t *testing.T) {
	t.Parallel()
	r := rand.New(rand.NewPCG(soak.Seed(t), 0))
	for round := range soak.Rounds(t, 25) {
		history := record(t, r)
		result, info := porcupine.CheckOperationsVerbose(model, history, time.Minute)
		require.NotEqual(t, porcupine.Unknown, result, "round %d took too long to check", round)
		if result != porcupine.Ok {
			explain(t, info, history)
		}
		require.Equal(t, porcupine.Ok, result, "the answers of round %d fit no order of the calls", round)
	}
}

// record runs one history on an emulator of its own.
func record(t *testing.T, r *rand.Rand) (history []porcupine.Operation) {
	t.Helper()
	e := start(t, t.TempDir())
	defer func() { require.NoError(t, e.Close()) }()
	client := caller.Client{URL: "http://emulator.localhost", HTTP: caller.Handler{Handler: e}}
	began := time.Now()
	parts := make([][]porcupine.Operation, callers)
	var wg sync.WaitGroup
	for id := range callers {
		own := rand.New(rand.NewPCG(r.Uint64(), 0))
		wg.Go(func() { parts[id] = work(t, client, id, own, began) })
	}
	wg.Wait()
	for _, part := range parts {
		history = append(history, part...)
	}
	return history
}

// work is one caller, who knows the secrets that it has seen.
func work(
	t *testing.T, client caller.Client, id int, r *rand.Rand, began time.Time,
) (done []porcupine.Operation) {
	seen := [some]string{}
	for n := range calls {
		in := choose(r, seen, fmt.Sprintf("%d-%d", id, n))
		call := time.Since(began)
		out := in.make(t, client)
		done = append(done, porcupine.Operation{
			ClientId: id, Input: in, Output: out,
			Call: int64(call), Return: int64(time.Since(began)),
		})
		if out.secret != "" {
			seen[in.name] = out.secret
		}
	}
	return done
}

// often is how often each operation comes: reads and updates more than what ends a connection.
var often = []operation{
	creates, creates, describes, describes, renames, renames, changesPassword, changesPassword,
	reauthorizes, deauthorizes, deletes, lists, reads, reads,
}

func choose(r *rand.Rand, seen [some]string, unique string) input {
	in := input{
		do: often[r.IntN(len(often))], name: r.IntN(some), user: "user-" + unique,
		password: "password-" + unique,
	}
	in.secret = seen[in.name]
	if in.do == reads && in.secret == "" {
		in.do = describes
	}
	return in
}

// explain shows the calls of the history in the order in which they were made, and keeps a picture
// of it.
func explain(t *testing.T, info porcupine.LinearizationInfo, history []porcupine.Operation) {
	t.Helper()
	slices.SortFunc(history, func(a, b porcupine.Operation) int { return int(a.Call - b.Call) })
	for _, o := range history {
		t.Logf(
			"%d-%d caller %d %s", o.Call, o.Return, o.ClientId, model.DescribeOperation(o.Input, o.Output),
		)
	}
	picture := t.ArtifactDir() + "/history.html"
	require.NoError(t, porcupine.VisualizePath(model, info, picture))
}
