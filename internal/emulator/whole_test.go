package emulator_test

import (
	"context"
	"log/slog"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/eventbridge-connections/emulator/internal/emulator"
	"github.com/eventbridge-connections/emulator/internal/store"
)

// manyOperations is a seed of n connections.
func manyOperations(n int) string {
	entries := make([]string, n)
	for i := range entries {
		entries[i] = strings.Replace(orders, `"Name":"orders"`, `"Name":"orders-`+strconv.Itoa(i)+`"`, 1)
	}
	return `{"operations":[` + strings.Join(entries, ",") + `]}`
}

// Nobody sees half of a reset, or of the seed that comes after it.
func TestEmulator_Reset_whole(t *testing.T) {
	t.Parallel()
	const n = 20
	seed, err := emulator.ParseSeed(
		[]byte(
			strings.ReplaceAll(manyOperations(n), `"account":"123456789012","region":"eu-west-1",`, ""),
		),
	)
	require.NoError(t, err)
	s := start(t, emulator.Config{Seed: seed})
	ctx, stop := context.WithCancel(t.Context())
	var readers sync.WaitGroup
	for range 4 {
		readers.Go(func() {
			for ctx.Err() == nil {
				_, answer, err := s.call(t, "AWSEvents.ListConnections", `{}`)
				if assert.NoError(t, err) && !assert.Equal(t, n, strings.Count(answer, `"Name"`)) {
					return
				}
			}
		})
	}
	for range 10 {
		status, answer := s.ask(t, "POST", "reset", "")
		require.Equal(t, 200, status, answer)
	}
	stop()
	readers.Wait()
}

// A seed that was not applied to its end is applied anew.
func TestNew_seed_unfinished(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	unfinished(t, folder)
	e := seeded(t, folder, `{"operations":[`+orders+`]}`)
	all := standing(t, e)
	require.Len(t, all, 1)
	assert.Equal(t, "orders", all[0].Name)
}

// unfinished leaves in the folder what a process leaves that was killed while it applied a seed.
func unfinished(t *testing.T, folder string) {
	require.NoError(t, seeded(t, folder, manyOperations(3)).Close())
	data, err := store.Open(folder, store.Options{})
	require.NoError(t, err)
	type seeding struct{ Done bool }
	require.NoError(t, data.Update(t.Context(), func(tx *store.Tx) error {
		return store.Table[seeding]{Name: "seed"}.Put(tx, store.Shelf{}, "", &seeding{})
	}))
	require.NoError(t, data.Close())
}

// A seed that is not used is said to be so.
func TestNew_seed_unused(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	e, err := emulator.New(emulator.Config{Data: folder})
	require.NoError(t, err)
	serve(t, e).must(t, "AWSEvents.CreateConnection", basic)
	require.NoError(t, e.Close())

	var log strings.Builder
	seed, err := emulator.ParseSeed([]byte(`{"operations":[` + orders + `]}`))
	require.NoError(t, err)
	e, err = emulator.New(
		emulator.Config{Data: folder, Seed: seed, Log: slog.New(slog.NewTextHandler(&log, nil))},
	)
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, e.Close()) })
	assert.Contains(t, log.String(), "the seed is not used: there is data already")
}

// What is due is done after a restart too.
func TestNew_due(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	config := emulator.Config{
		Data: folder, Settle: settle(t, "5s"), Now: func() time.Time { return noon },
	}
	e, err := emulator.New(config)
	require.NoError(t, err)
	serve(t, e).must(t, "AWSEvents.CreateConnection", oauth)
	require.NoError(t, e.Close())

	e, err = emulator.New(config)
	require.NoError(t, err)
	s := serve(t, e)
	listening := s.listen(t, "")
	s.ask(t, "POST", "clock", `{"advance":"5s"}`)
	assert.Equal(t, "Connection Authorized", listening.said())
}

// A seed is applied to the same data once, and the next start says so: the file may have changed.
func TestNew_seed_again(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	seed, err := emulator.ParseSeed([]byte(`{"operations":[` + orders + `]}`))
	require.NoError(t, err)
	for _, want := range []int{0, 1} {
		var log strings.Builder
		e, err := emulator.New(
			emulator.Config{Data: folder, Seed: seed, Log: slog.New(slog.NewTextHandler(&log, nil))},
		)
		require.NoError(t, err)
		require.NoError(t, e.Close())
		assert.Equal(
			t, want, strings.Count(log.String(), "the seed is not applied again: the data began with one"),
		)
	}
}

// A list of nothing is a list, as clients in typed languages read it.
func TestEmulator_deliveries_none(t *testing.T) {
	t.Parallel()
	_, answer := start(t, emulator.Config{}).ask(t, "GET", "deliveries", "")
	assert.JSONEq(t, `{"deliveries":[],"count":0}`, answer)
}

// Of two records of one key, nobody can say which is meant.
func TestEmulator_restore_twice(t *testing.T) {
	t.Parallel()
	s := start(t, emulator.Config{})
	s.must(t, "AWSEvents.CreateConnection", basic)
	_, snapshot := s.ask(t, "GET", "snapshot", "")
	first := strings.Index(snapshot, `{"table":`)
	second := first + strings.Index(snapshot[first+1:], `{"table":`) + 1
	require.Greater(t, second, first)
	twice := snapshot[:first] + snapshot[first:second] + snapshot[first:]
	status, answer := s.ask(t, "PUT", "snapshot", twice)
	assert.Equal(t, 400, status, answer)
	assert.Contains(t, answer, "there is a record of that key already")
}
