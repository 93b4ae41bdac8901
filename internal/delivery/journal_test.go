package delivery_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/eventbridge-connections/emulator/internal/delivery"
	"github.com/eventbridge-connections/emulator/internal/model/events"
)

func TestJournal_bounds(t *testing.T) {
	t.Parallel()
	bubble(t, "the last 10,000 are kept", func(w *world) {
		w.put(10_003)
		all, _ := w.service.Journal.Ended(delivery.Filter{})
		require.Len(w.t, all, 10_000)
		assert.Equal(w.t, int64(4), all[0].Number)
		assert.Equal(w.t, int64(10_003), all[9_999].Number)
	})
	bubble(t, "the oldest let go of what is large", func(w *world) {
		large := `"` + strings.Repeat("x", 8000) + `"`
		w.targets = []events.Target{
			{Id: new("a"), Arn: new("arn:aws:sqs:eu-west-1:111122223333:a"), Input: &large},
		}
		w.put(3000)
		all, _ := w.service.Journal.Ended(delivery.Filter{})
		require.Len(w.t, all, 3000)
		kept := 0
		for i, d := range all {
			kept += len(d.Input)
			assert.Equal(w.t, d.Input == "", d.Shed)
			if i > 0 {
				assert.False(w.t, d.Shed && !all[i-1].Shed, "the oldest first")
			}
		}
		assert.LessOrEqual(w.t, kept, 16<<20)
		assert.Greater(w.t, kept, 10<<20)
		assert.Equal(w.t, delivery.ErrNoDelivery, w.service.Retry(w.t.Context(), all[0].ID))
	})
	bubble(t, "requests count with their headers", func(w *world) {
		w.unrouted = "https://"
		w.destination("a", 0).HttpParameters = &events.HttpParameters{
			HeaderParameters: map[string]string{"X-Large": strings.Repeat("x", 8000)},
		}
		w.put(3000)
		all, _ := w.service.Journal.Ended(delivery.Filter{})
		require.Len(w.t, all, 3000)
		assert.True(w.t, all[0].Shed)
		assert.Nil(w.t, all[0].Request)
		assert.NotNil(w.t, all[2999].Request)
	})
}

func TestJournal_Wait(t *testing.T) {
	t.Parallel()
	bubble(t, "returns when so many have ended", func(w *world) {
		over := make(chan []delivery.Delivery)
		go func() {
			found, err := w.service.Journal.Wait(
				w.t.Context(), 3, delivery.Filter{Outcome: delivery.Unmatched},
			)
			assert.NoError(w.t, err)
			over <- found
		}()
		w.put(3)
		assert.Len(w.t, <-over, 3)
		assert.Len(w.t, w.ended, 3)
	})
}
