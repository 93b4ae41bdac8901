package store_test

import (
	"encoding/json"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/eventbridge-connections/emulator/internal/store"
)

func TestTx_Rows(t *testing.T) {
	t.Parallel()
	now := time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)
	open := func(t *testing.T) *store.Store {
		s, err := store.Open("", store.Options{Ephemeral: true, Now: func() time.Time { return now }})
		require.NoError(t, err)
		t.Cleanup(func() { assert.NoError(t, s.Close()) })
		return s
	}
	from := open(t)
	type thing struct{ N int }
	a, b, shelf := store.Table[thing]{Name: "a"}, store.Table[thing]{Name: "b"}, store.Shelf{Account: "1", Region: "eu"}
	require.NoError(t, from.Update(t.Context(), func(tx *store.Tx) error {
		require.NoError(t, a.Put(tx, shelf, "x/ü", &thing{1}))
		require.NoError(t, a.PutUntil(tx, shelf, "gone", &thing{2}, now))
		require.NoError(t, b.PutUntil(tx, shelf, "soon", &thing{3}, now.Add(time.Second)))
		return nil
	}))
	want := []store.Row{
		{Table: "a", Account: "1", Region: "eu", Key: "x/ü", Value: json.RawMessage(`{"N":1}`)},
		{Table: "b", Account: "1", Region: "eu", Key: "soon", Until: now.Add(time.Second), Value: json.RawMessage(`{"N":3}`)},
	}
	assert.Equal(t, want, rows(t, from))

	to := open(t)
	require.NoError(t, to.Update(t.Context(), func(tx *store.Tx) error {
		for _, r := range want {
			require.NoError(t, tx.PutRow(r))
		}
		return nil
	}))
	assert.Equal(t, want, rows(t, to))
	require.NoError(t, to.View(t.Context(), func(tx *store.Tx) error {
		n, err := b.Count(tx, shelf)
		assert.Equal(t, 1, n)
		return err
	}))
}

func rows(t *testing.T, s *store.Store) (all []store.Row) {
	t.Helper()
	require.NoError(t, s.View(t.Context(), func(tx *store.Tx) error {
		all = nil
		for r, err := range tx.Rows() {
			require.NoError(t, err)
			all = append(all, r)
		}
		return nil
	}))
	return all
}

func TestTx_PutRow(t *testing.T) {
	t.Parallel()
	s, err := store.Open("", store.Options{Ephemeral: true})
	require.NoError(t, err)
	t.Cleanup(func() { assert.NoError(t, s.Close()) })
	for want, row := range map[string]store.Row{
		`"" is no name of a table`:              {Value: json.RawMessage(`1`)},
		`"a\x00" is no name of a table`:         {Table: "a\x00", Value: json.RawMessage(`1`)},
		"an account or region with a zero byte": {Table: "a", Region: "\x00", Value: json.RawMessage(`1`)},
		"k in table a has no value":             {Table: "a", Key: "k"},
	} {
		assert.EqualError(t, s.Update(t.Context(), func(tx *store.Tx) error { return tx.PutRow(row) }), want)
	}
}
