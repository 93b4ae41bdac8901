package delivery_test

import (
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/eventbridge-connections/emulator/internal/delivery"
	"github.com/eventbridge-connections/emulator/internal/invocation"
	"github.com/eventbridge-connections/emulator/internal/outbound"
	"github.com/eventbridge-connections/emulator/internal/transaction"
)

func TestService_Run_rate(t *testing.T) {
	t.Parallel()
	bubble(t, "is kept from the first call on", func(w *world) {
		w.destination("slow", 2)
		w.put(6)
		defer w.run()()
		w.settle()
		assert.Equal(w.t, []time.Duration{500, 500, 500, 500, 500}, w.rests(time.Millisecond))
	})
	bubble(t, "is kept when the lane was empty meanwhile", func(w *world) {
		w.destination("slow", 1)
		defer w.run()()
		for range 3 {
			w.put(1)
			w.settle()
		}
		assert.Equal(w.t, []time.Duration{1, 1}, w.rests(time.Second))
	})
	bubble(t, "is kept by retries", func(w *world) {
		w.destination("slow", 1)
		w.answer = status(500, 500, 500, 500, 200)
		w.put(4)
		defer w.run()()
		w.settle()
		w.advance(time.Minute)
		require.Len(w.t, w.calls, 8)
		for _, rest := range w.rests(time.Second)[4:] {
			assert.GreaterOrEqual(w.t, rest, time.Duration(1))
		}
	})
	bubble(t, "follows its destination", func(w *world) {
		w.destination("slow", 1)
		w.put(3)
		defer w.run()()
		synctest.Wait()
		w.destinations[arn("slow")].Rate = 10
		w.settle()
		assert.Equal(w.t, []time.Duration{1000, 100}, w.rests(time.Millisecond))
	})
}

// rests are the times between the calls.
func (w *world) rests(unit time.Duration) (rests []time.Duration) {
	for i := 1; i < len(w.calls); i++ {
		rests = append(rests, w.calls[i].at.Sub(w.calls[i-1].at)/unit)
	}
	return rests
}

func TestService_Run_atATime(t *testing.T) {
	t.Parallel()
	bubble(t, "are 16 calls, by turns", func(w *world) {
		names := []string{"a", "b", "c", "d", "e", "f"}
		for _, name := range names {
			w.destination(name, 300_000)
		}
		w.takes = time.Second
		w.put(10)
		defer w.run()()
		w.settle()
		assert.Len(w.t, w.calls, 60)
		assert.Equal(w.t, 16, w.most[""])
		for _, name := range names {
			assert.LessOrEqual(w.t, w.most[name+".example.com"], 4, name)
		}
	})
	bubble(t, "are 4 of a destination that is alone", func(w *world) {
		w.destination("a", 300_000)
		w.takes = time.Second
		w.put(10)
		defer w.run()()
		w.settle()
		assert.Len(w.t, w.calls, 10)
		assert.Equal(w.t, 4, w.most[""])
	})
}

func TestService_Run_fair(t *testing.T) {
	t.Parallel()
	bubble(t, "no destination waits for another's queue", func(w *world) {
		w.destination("busy", 0)
		w.put(500)
		before := w.targets
		w.targets = nil
		for _, name := range []string{"a", "b", "c"} {
			w.destination(name, 300_000)
		}
		w.put(1)
		w.targets = append(w.targets, before...)
		w.takes = time.Second
		defer w.run()()
		synctest.Wait()
		assert.Equal(w.t, map[string]int{
			"": 7, "busy.example.com": 4, "a.example.com": 1, "b.example.com": 1, "c.example.com": 1,
		}, w.now)
	})
	bubble(t, "one that has nothing more keeps no other waiting", func(w *world) {
		for _, name := range []string{"a", "b", "c", "d"} {
			w.destination(name, 1)
		}
		defer w.run()()
		w.put(1)
		w.settle()
		w.targets = w.targets[1:]
		w.put(4)
		w.settle()
		assert.Len(w.t, w.calls, 16)
		assert.Equal(w.t, 4*time.Second, w.calls[15].at.Sub(w.calls[0].at))
	})
}

func TestService_Run_restart(t *testing.T) {
	t.Parallel()
	bubble(t, "what was stored before is delivered, once", func(w *world) {
		w.destination("a b", 100)
		w.destination("a", 100)
		w.put(3)
		w.restart()
		defer w.run()()
		w.settle()
		assert.Len(w.t, w.calls, 6)
		assert.Len(w.t, w.found(delivery.Filter{Outcome: delivery.Dead}), 0)
	})
	bubble(t, "a call that is cut short by the end is made again", func(w *world) {
		w.destination("a", 100)
		w.takes = time.Second
		w.put(1)
		end := w.run()
		synctest.Wait()
		end()
		assert.Equal(w.t, delivery.Waiting, w.one().Outcome)
		assert.Empty(w.t, w.one().Attempts)
		w.restart()
		defer w.run()()
		w.settle()
		assert.Equal(w.t, delivery.Delivered, w.one().Outcome)
	})
}

func TestService_Run_failsItself(t *testing.T) {
	t.Parallel()
	bubble(t, "a panic is logged, and tried again", func(w *world) {
		w.destination("a", 100)
		calls := 0
		w.answer = func(m invocation.Message) (*outbound.Answer, error) {
			if calls++; calls == 1 {
				panic("out of breath")
			}
			return &outbound.Answer{Status: 200}, nil
		}
		w.put(1)
		defer w.run()()
		w.settle()
		assert.Equal(w.t, delivery.Delivered, w.one().Outcome)
		assert.Equal(w.t, 1, strings.Count(w.logged.String(), "panic: out of breath"))
	})
}

func TestService_Settle(t *testing.T) {
	t.Parallel()
	bubble(t, "returns at once when there is nothing", func(w *world) {
		defer w.run()()
		began := time.Now()
		w.settle()
		assert.Zero(w.t, time.Since(began))
	})
	bubble(t, "does not wait for a rate that nobody needs", func(w *world) {
		w.destination("slow", 1)
		w.put(1)
		defer w.run()()
		began := time.Now()
		w.settle()
		assert.Len(w.t, w.calls, 1)
		assert.Zero(w.t, time.Since(began))
	})
	bubble(t, "waits for what an earlier process has left", func(w *world) {
		w.destination("a", 1)
		w.put(3)
		defer w.run()()
		w.settle()
		assert.Len(w.t, w.calls, 3)
	})
	bubble(t, "returns when the service ends", func(w *world) {
		w.run()()
		w.settle()
	})
}

func TestService_Pause(t *testing.T) {
	t.Parallel()
	bubble(t, "what was in flight when all was reset changes nothing", func(w *world) {
		w.destination("a", 100)
		w.takes = time.Second
		w.put(1)
		defer w.run()()
		synctest.Wait()
		require.NoError(w.t, w.service.Pause(func() error {
			w.service.Journal.Clear()
			return w.store.Reset(w.t.Context())
		}))
		w.settle()
		assert.Len(w.t, w.calls, 1)
		assert.Empty(w.t, w.found(delivery.Filter{}))
		assert.Empty(w.t, w.logged.String())
	})
}

func TestService_Ask(t *testing.T) {
	t.Parallel()
	bubble(t, "two versions of the same time are both decided", func(w *world) {
		w.oauth()
		w.clock.Hold()
		w.takes = time.Second
		ask := func() {
			w.update(func(tx *transaction.Tx) error {
				_, err := w.service.Ask(tx, "arn:c", w.connection.Version, "https://auth.example.com/token")
				return err
			})
		}
		ask()
		defer w.run()()
		synctest.Wait()
		w.mu.Lock()
		w.connection.Version = 2
		w.mu.Unlock()
		ask()
		w.settle()
		assert.ElementsMatch(w.t, []int{1, 2}, w.authorized)
	})
}
