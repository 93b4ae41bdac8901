package store_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/eventbridge-connections/emulator/internal/store"
)

func TestTable_ScanDown(t *testing.T) {
	t.Parallel()
	s := ephemeral(t)
	put(t, s, store.Shelf{Account: home.Account, Region: home.Region + "0"}, "zz")
	put(t, s, home, "a", "ab", "ab-1", "ab-2", "b\xff", "b\xff\xff", "c")
	for _, c := range []struct {
		prefix, before string
		want           []string
	}{
		{"", "", []string{"c", "b\xff\xff", "b\xff", "ab-2", "ab-1", "ab", "a"}},
		{"", "c", []string{"b\xff\xff", "b\xff", "ab-2", "ab-1", "ab", "a"}},
		{"", "ab-11", []string{"ab-1", "ab", "a"}},
		{"", "z", []string{"c", "b\xff\xff", "b\xff", "ab-2", "ab-1", "ab", "a"}},
		{"", "a", nil},
		{"ab-", "", []string{"ab-2", "ab-1"}},
		{"ab-", "ab-2", []string{"ab-1"}},
		{"ab-", "c", []string{"ab-2", "ab-1"}},
		{"ab-", "a", nil},
		{"b\xff", "", []string{"b\xff\xff", "b\xff"}},
		{"d", "", nil},
	} {
		found := down(t, s, home, c.prefix, c.before)
		assert.Equal(t, c.want, found, "prefix %q, before %q", c.prefix, c.before)
	}
	t.Run("an empty shelf", func(t *testing.T) {
		t.Parallel()
		assert.Empty(t, down(t, s, store.Shelf{Account: "1", Region: "r"}, "", ""))
		assert.Empty(t, down(t, ephemeral(t), home, "", ""), "of a table that was never written")
	})
	t.Run("a shelf that cannot be", func(t *testing.T) {
		t.Parallel()
		err := s.View(t.Context(), func(tx *store.Tx) error {
			for _, err := range fruits.ScanDown(tx, store.Shelf{Account: "1\x002"}, "", "") {
				return err
			}
			return nil
		})
		require.EqualError(t, err, "scan in table fruits: an account or region with a zero byte")
	})
	t.Run("writing while it goes", func(t *testing.T) {
		t.Parallel()
		s := ephemeral(t)
		put(t, s, home, "a", "b", "c")
		err := s.Update(t.Context(), func(tx *store.Tx) error {
			for item, err := range fruits.ScanDown(tx, home, "", "") {
				if err != nil {
					return err
				}
				if err := fruits.Delete(tx, home, item.Key); err != nil {
					return err
				}
			}
			return nil
		})
		require.NoError(t, err)
		assert.Equal(t, 0, count(t, s, home))
	})
}

func down(t *testing.T, s *store.Store, shelf store.Shelf, prefix, before string) (keys []string) {
	t.Helper()
	require.NoError(t, s.View(t.Context(), func(tx *store.Tx) error {
		for item, err := range fruits.ScanDown(tx, shelf, prefix, before) {
			if err != nil {
				return err
			}
			keys = append(keys, item.Key)
		}
		return nil
	}))
	return keys
}
