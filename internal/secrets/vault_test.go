package secrets_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/eventbridge-connections/emulator/internal/model/secretsmanager"
	"github.com/eventbridge-connections/emulator/internal/store"
)

// entries is how many entries the orders of the lists have.
func (r *room) entries(t *testing.T) (n int) {
	t.Helper()
	require.NoError(t, r.Store.View(t.Context(), func(tx *store.Tx) (err error) {
		n, err = store.Table[struct{}]{Name: "secrets-order"}.Count(tx, store.Shelf{Account: home.Account, Region: home.Region})
		return err
	}))
	return n
}

func TestVault(t *testing.T) {
	t.Parallel()
	t.Run("keeps an entry in an order only for what happened", func(t *testing.T) {
		t.Parallel()
		r := open(t)
		arn := r.create(t, "orders", "{}")
		assert.Equal(t, 1, r.entries(t), "created")
		r.put(t, arn, "{}")
		assert.Equal(t, 1, r.entries(t), "changed when it was created")
		for range 2 {
			r.pass(time.Hour)
			r.put(t, arn, "{}")
			assert.Equal(t, 2, r.entries(t), "changed")
		}
		_, err := r.GetSecretValue(as(t, home), &secretsmanager.GetSecretValueRequest{SecretId: &arn})
		require.NoError(t, err)
		assert.Equal(t, 3, r.entries(t), "read")
		r.remove(t, arn, time.Hour)
		assert.Equal(t, 3, r.entries(t), "marked for deletion")
		r.pass(time.Hour)
		assert.Equal(t, 0, r.entries(t), "gone")
	})
}

// BenchmarkVault_Create makes a hundred secrets with a commit, so that what
// shows is what a secret costs, and not the commit.
func BenchmarkVault_Create(b *testing.B) {
	r := open(b)
	b.ReportAllocs()
	for made := 0; b.Loop(); made++ {
		if made%100 == 0 {
			r.crowd(b, 100)
		}
	}
}
