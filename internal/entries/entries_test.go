package entries_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/eventbridge-connections/emulator/internal/awsapi"
	"github.com/eventbridge-connections/emulator/internal/entries"
	"github.com/eventbridge-connections/emulator/internal/model/events"
	"github.com/eventbridge-connections/emulator/internal/store"
	"github.com/eventbridge-connections/emulator/internal/transaction"
)

var (
	home = awsapi.Caller{Account: "111122223333", Region: "eu-west-1"}
	noon = time.Date(2026, 9, 26, 12, 0, 0, 345e6, time.UTC)
)

// room is a place to put events, and what was put.
type room struct {
	*entries.Service
	t   *testing.T
	put []string // whose event bus, its name, and the envelope
}

func open(t *testing.T) *room {
	s, err := store.Open("", store.Options{Now: func() time.Time { return noon }, Ephemeral: true})
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, s.Close()) })
	r := &room{t: t}
	r.Service = &entries.Service{Store: s, Bus: r}
	return r
}

// Publish notes the event.
func (r *room) Publish(tx *transaction.Tx, bus string, e awsapi.Event) error {
	r.put = append(r.put, tx.Caller.Region+" "+tx.Caller.Account+" "+bus+" "+string(e.JSON()))
	return nil
}

func (r *room) call(all ...events.PutEventsRequestEntry) (*events.PutEventsResponse, error) {
	ctx := awsapi.WithCaller(context.Background(), home)
	return r.PutEvents(ctx, &events.PutEventsRequest{Entries: all})
}

func entry(detail string) events.PutEventsRequestEntry {
	return events.PutEventsRequestEntry{Source: new("shop"), DetailType: new("order"), Detail: &detail}
}

func TestService_PutEvents(t *testing.T) {
	t.Parallel()

	t.Run("the envelope is compact, in the order of the sender, under the id of the answer", func(
		t *testing.T,
	) {
		t.Parallel()
		r := open(t)
		dated := entry("{ \"z\" : 1.0,\n\"a\":{\"b\":\"<é>\"}, \"z\":[ ] }")
		dated.Time = time.Date(2020, 1, 2, 3, 4, 5, 6e8, time.UTC)
		dated.Resources = []string{"one"}
		dated.EventBusName = new("arn:aws:events:us-east-1:444455556666:event-bus/orders")
		out, err := r.call(entry("{}"), dated)
		require.NoError(t, err)
		require.Len(t, r.put, 2)
		assert.Equal(t, `eu-west-1 111122223333 default {"version":"0","id":"`+*out.Entries[0].EventId+
			`","detail-type":"order","source":"shop",`+
			`"account":"111122223333","time":"2026-09-26T12:00:00Z","region":"eu-west-1","resources":[],"detail":{}}`, r.put[0])
		assert.Equal(t, `us-east-1 444455556666 orders {"version":"0","id":"`+*out.Entries[1].EventId+
			`","detail-type":"order","source":"shop",`+
			`"account":"111122223333","time":"2020-01-02T03:04:05Z","region":"eu-west-1","resources":["one"],"detail":{"z":1.0,"a":{"b":"<é>"},"z":[]}}`, r.put[1])
	})
	t.Run("what is refused is not put", func(t *testing.T) {
		t.Parallel()
		r := open(t)
		out, err := r.call(entry("[]"), entry("{}"))
		require.NoError(t, err)
		assert.Equal(t, 1, *out.FailedEntryCount)
		assert.Len(t, r.put, 1)
	})
	t.Run("a detail has 1,100 levels at most", func(t *testing.T) {
		t.Parallel()
		nested := func(levels int) events.PutEventsRequestEntry {
			return entry(strings.Repeat(`{"a":`, levels-1) + "{}" + strings.Repeat("}", levels-1))
		}
		out, err := open(t).call(nested(1100), nested(1101))
		require.NoError(t, err)
		assert.NotNil(t, out.Entries[0].EventId)
		assert.Equal(t, "MalformedDetail", *out.Entries[1].ErrorCode)
	})
}

func TestService_PutEvents_size(t *testing.T) {
	t.Parallel()
	const most = 1 << 20
	// full is two entries of that many bytes together, without their resources and times.
	full := func(n int) []events.PutEventsRequestEntry {
		const other = len("shop") + len("order") + len("{}") + len("shop") + len("order") +
			len(`{"a":""}`)
		return []events.PutEventsRequestEntry{
			entry("{}"), entry(`{"a":"` + strings.Repeat("x", n-other) + `"}`),
		}
	}
	refused := awsapi.Validation("Total size of the entries in the request is over the limit.")

	t.Run("what fits is taken", func(t *testing.T) {
		t.Parallel()
		out, err := open(t).call(full(most)...)
		require.NoError(t, err)
		assert.Zero(t, *out.FailedEntryCount)
	})
	t.Run("one byte more is refused, and nothing is put", func(t *testing.T) {
		t.Parallel()
		r := open(t)
		_, err := r.call(full(most + 1)...)
		assert.Equal(t, refused, err)
		assert.Empty(t, r.put)
	})
	t.Run("resources and times count", func(t *testing.T) {
		t.Parallel()
		all := full(most - len("é") - 14)
		all[0].Time, all[1].Resources = noon, []string{"é"}
		_, err := open(t).call(all...)
		require.NoError(t, err)
		all[1].Resources = []string{"é", "x"}
		_, err = open(t).call(all...)
		assert.Equal(t, refused, err)
	})
}
