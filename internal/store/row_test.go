package store_test

import (
	"encoding/json"
	"errors"
	"strings"
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
		o := store.Options{Ephemeral: true, Now: func() time.Time { return now }}
		s, err := store.Open("", o)
		require.NoError(t, err)
		t.Cleanup(func() { assert.NoError(t, s.Close()) })
		return s
	}
	from := open(t)
	type thing struct{ N int }
	a, b := store.Table[thing]{Name: "a"}, store.Table[thing]{Name: "b"}
	shelf := store.Shelf{Account: "1", Region: "eu"}
	require.NoError(t, from.Update(t.Context(), func(tx *store.Tx) error {
		require.NoError(t, a.Put(tx, shelf, "x/ü", &thing{1}))
		require.NoError(t, a.PutUntil(tx, shelf, "gone", &thing{2}, now))
		require.NoError(t, b.PutUntil(tx, shelf, "soon", &thing{3}, now.Add(time.Second)))
		return nil
	}))
	want := []store.Row{
		{Table: "a", Account: "1", Region: "eu", Key: "x/ü", Value: json.RawMessage(`{"N":1}`)},
		{
			Table: "b", Account: "1", Region: "eu", Key: "soon",
			Until: now.Add(time.Second), Value: json.RawMessage(`{"N":3}`),
		},
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

func puttingRow(r store.Row) func(*store.Tx) error {
	return func(tx *store.Tx) error { return tx.PutRow(r) }
}

func TestTx_PutRow(t *testing.T) {
	t.Parallel()
	s := ephemeral(t)
	value := json.RawMessage(`1`)
	for want, row := range map[string]store.Row{
		`"" is no name of a table`:              {Value: value},
		`"a\x00" is no name of a table`:         {Table: "a\x00", Value: value},
		"an account or region with a zero byte": {Table: "a", Region: "\x00", Value: value},
		"k in table a has no value":             {Table: "a", Key: "k"},
	} {
		assert.EqualError(t, s.Update(t.Context(), puttingRow(row)), want)
	}
}

// TestTx_PutRow_tooLong has names that bbolt cannot store, alone and in a group with others: they
// are refused, and spoil nothing.
func TestTx_PutRow_tooLong(t *testing.T) {
	const most = 32768 - 8
	value := json.RawMessage(`{"Name":"x"}`)
	long := strings.Repeat("x", 40_000)
	for name, row := range map[string]store.Row{
		"key":     {Table: "fruits", Key: long, Value: value},
		"table":   {Table: long, Value: value},
		"account": {Table: "fruits", Account: long, Value: value},
		"region":  {Table: "fruits", Region: long, Value: value},
		"sum":     {Table: "fruits", Region: long[:10_000], Key: long[:most-10_008], Value: value},
	} {
		t.Run(name, func(t *testing.T) {
			inBubble(t, func(t *testing.T, s *store.Store) {
				put(t, s, home, "apple")
				require.Error(t, row.Check())
				g := gather(s)
				first := g.add(t.Context(), putting("fig"))
				failed := g.add(t.Context(), func(tx *store.Tx) error {
					return errors.Join(tx.Reset(), tx.PutRow(row))
				})
				last := g.add(t.Context(), putting("pear"))
				g.run()
				require.NoError(t, errors.Join(*first, *last))
				require.EqualError(t, *failed, row.Check().Error())
				put(t, s, home, "plum")
				assert.Equal(t, []string{"apple", "fig", "pear", "plum"}, scan(t, s, home, "", ""))
			})
		})
	}

	t.Run("the longest is stored", func(t *testing.T) {
		t.Parallel()
		s := ephemeral(t)
		longest := store.Row{Table: "fruits", Key: long[:most-9], Value: value}
		longest.Until = noon.AddDate(100, 0, 0)
		update(t, s, puttingRow(longest))
		assert.Equal(t, []store.Row{longest}, rows(t, s))
		require.EqualError(t, s.Update(t.Context(), func(tx *store.Tx) error {
			return fruits.Put(tx, store.Shelf{}, longest.Key+"x", &fruit{})
		}), "put in table fruits: "+
			"table, account, region and key have 32761 bytes, which is more than 32760")
	})
}

func TestTable_RedactRow(t *testing.T) {
	t.Parallel()
	value := json.RawMessage(`{"Name":"apple","Colour":"secret"}`)
	row := store.Row{Table: "fruits", Key: "apple", Value: value}
	redacted := row
	hide := func(f *fruit) { f.Colour = "" }
	var table store.AnyTable = store.Table[fruit]{Name: "fruits", Redact: hide}
	assert.Equal(t, "fruits", table.TableName())
	require.NoError(t, table.RedactRow(&redacted))
	assert.JSONEq(t, `{"Name":"apple"}`, string(redacted.Value))

	whole := row
	require.NoError(t, fruits.RedactRow(&whole))
	assert.Equal(t, row, whole)

	row.Value = json.RawMessage(`[]`)
	require.ErrorContains(t, table.RedactRow(&row), "redact apple in table fruits: ")
}

func TestTable_CheckRow(t *testing.T) {
	t.Parallel()
	row := func(value string) store.Row {
		return store.Row{Table: "fruits", Key: "apple", Value: json.RawMessage(value)}
	}
	check := func(_ store.Shelf, key string, f *fruit) error {
		if f.Name != key {
			return errRefused
		}
		return nil
	}
	var table store.AnyTable = store.Table[fruit]{Name: "fruits", Check: check}
	require.NoError(t, table.CheckRow(row(`{"Name":"apple"}`)))
	require.NoError(t, fruits.CheckRow(row(`{"Name":"pear"}`)))
	err := table.CheckRow(row(`{"Name":"pear"}`))
	require.EqualError(t, err, "check apple in table fruits: refused")
	for _, value := range []string{
		`{"Name":"apple","Taste":"sour"}`, `{"name":"apple"}`, `{"Name":1}`,
		`{"Name":"apple","Name":"apple"}`, `[]`,
	} {
		assert.ErrorContains(t, table.CheckRow(row(value)), "check apple in table fruits: ", value)
	}
}
