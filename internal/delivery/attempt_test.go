package delivery_test

import (
	"net/http"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/eventbridge-connections/emulator/internal/delivery"
	"github.com/eventbridge-connections/emulator/internal/invocation"
	"github.com/eventbridge-connections/emulator/internal/model/events"
	"github.com/eventbridge-connections/emulator/internal/outbound"
)

func TestService_retries(t *testing.T) {
	t.Parallel()
	bubble(t, "after these answers, and after no others", func(w *world) {
		w.destination("a", 0)
		defer w.run()()
		var retried []int
		for code := 300; code < 600; code++ {
			w.answer = status(code)
			w.unusable = false
			w.put(1)
			w.settle()
			if len(w.found(delivery.Filter{Outcome: delivery.Waiting})) > len(retried) {
				retried = append(retried, code)
			}
		}
		assert.Equal(w.t, append([]int{401, 407, 409, 429}, from(500, 600)...), retried)
	})
	bubble(t, "for a day, about 130 times", func(w *world) {
		w.destination("a", 0)
		w.answer = failing(outbound.TimedOut)
		w.takes = 5 * time.Second
		began := time.Now()
		w.put(1)
		defer w.run()()
		for w.one().Outcome == delivery.Waiting {
			<-time.After(time.Minute)
		}
		took := time.Since(began)
		assert.Less(w.t, took, 24*time.Hour+2*time.Minute)
		assert.Greater(w.t, took, 23*time.Hour+45*time.Minute)
		assert.InDelta(w.t, 130, len(w.calls), 12)
		assert.Equal(
			w.t, "MaximumEventAgeInSeconds", w.one().DeadLetter.Attributes["EXHAUSTED_RETRY_CONDITION"],
		)
	})
	bubble(t, "after a second, and twice as long each time, alike in every run", func(w *world) {
		w.destination("a", 0)
		w.answer = status(500)
		w.put(1)
		defer w.run()()
		<-time.After(2 * time.Hour)
		usual := time.Second
		for i, rest := range w.rests(1)[:14] {
			assert.InDelta(w.t, usual, rest, float64(usual)/10, "retry %d", i+1)
			usual = min(2*usual, 11*time.Minute)
		}
		assert.Equal(w.t, []time.Duration{1003, 2159, 3825}, w.rests(time.Millisecond)[:3])
	})
	bubble(t, "no more often than the policy says", func(w *world) {
		w.destination("a", 0).RetryPolicy = &events.RetryPolicy{MaximumRetryAttempts: new(3)}
		w.answer = status(500)
		w.put(1)
		defer w.run()()
		<-time.After(time.Hour)
		assert.Len(w.t, w.calls, 4)
	})
	bubble(t, "never, when the policy says so", func(w *world) {
		w.destination("a", 0).RetryPolicy = &events.RetryPolicy{MaximumRetryAttempts: new(0)}
		w.answer = status(500)
		w.put(1)
		defer w.run()()
		w.settle()
		assert.Equal(w.t, delivery.Dead, w.one().Outcome)
		assert.Equal(w.t, "0", w.one().DeadLetter.Attributes["RETRY_ATTEMPTS"])
	})
	bubble(t, "no longer than the policy says", func(w *world) {
		w.destination("a", 0).RetryPolicy = &events.RetryPolicy{MaximumEventAgeInSeconds: new(60)}
		w.answer = status(500)
		w.put(1)
		defer w.run()()
		<-time.After(time.Hour)
		assert.Equal(w.t, delivery.Dead, w.one().Outcome)
		assert.Less(w.t, w.calls[len(w.calls)-1].at.Sub(w.calls[0].at), time.Minute)
		assert.Equal(
			w.t, "MaximumEventAgeInSeconds", w.one().DeadLetter.Attributes["EXHAUSTED_RETRY_CONDITION"],
		)
	})
	bubble(t, "on the emulator's clock: a day ahead they have ended", func(w *world) {
		w.destination("a", 0)
		w.answer = status(500)
		w.put(1)
		defer w.run()()
		w.settle()
		w.advance(24 * time.Hour)
		assert.Equal(w.t, delivery.Dead, w.one().Outcome)
		assert.Len(w.t, w.calls, 2)
	})
}

func from(first, end int) (all []int) {
	for ; first < end; first++ {
		all = append(all, first)
	}
	return all
}

func TestService_retryAfter(t *testing.T) {
	t.Parallel()
	date := func(in time.Duration) func() string {
		return func() string { return time.Now().Add(in).UTC().Format(http.TimeFormat) }
	}
	text := func(s string) func() string { return func() string { return s } }
	for name, c := range map[string]struct {
		header func() string
		want   time.Duration
	}{
		"seconds":               {text("120"), 120 * time.Second},
		"a date":                {date(time.Hour), time.Hour},
		"less than the backoff": {text("1"), 1003 * time.Millisecond},
		"a date that is past":   {date(-time.Hour), 1003 * time.Millisecond},
		"nonsense":              {text("soon"), 1003 * time.Millisecond},
	} {
		bubble(t, name, func(w *world) {
			w.destination("a", 0)
			w.answer = func(invocation.Message) (*outbound.Answer, error) {
				return &outbound.Answer{Status: 503, Header: http.Header{"Retry-After": {c.header()}}}, nil
			}
			w.put(1)
			defer w.run()()
			w.settle()
			assert.InDelta(w.t, c.want, w.one().Next.Sub(w.one().Time), float64(time.Millisecond))
		})
	}
	for _, seconds := range []string{"2000000000", "99999999999999999999"} {
		bubble(t, "of more than a day ends the delivery: "+seconds, func(w *world) {
			w.destination("a", 0)
			w.answer = func(invocation.Message) (*outbound.Answer, error) {
				return &outbound.Answer{Status: 503, Header: http.Header{"Retry-After": {seconds}}}, nil
			}
			w.put(1)
			w.takes = time.Second
			defer w.run()()
			w.settle()
			assert.Equal(w.t, delivery.Dead, w.one().Outcome)
		})
	}
}

func TestService_gone(t *testing.T) {
	t.Parallel()
	waiting := func(t *testing.T, name string, change, check func(w *world)) {
		bubble(t, name, func(w *world) {
			w.destination("a", 0)
			w.answer = status(500, 200)
			w.put(1)
			defer w.run()()
			w.settle()
			require.Equal(w.t, delivery.Waiting, w.one().Outcome)
			change(w)
			w.advance(time.Minute)
			check(w)
		})
	}
	waiting(t, "a target ends its deliveries",
		func(w *world) { w.targets = nil },
		func(w *world) {
			assert.Equal(w.t, delivery.Ended, w.one().Outcome)
			assert.Equal(w.t, "its rule or its target is gone", w.one().Reason)
			assert.Len(w.t, w.calls, 1)
		})
	waiting(t, "a destination is a dead letter",
		func(w *world) { clear(w.destinations) },
		func(w *world) {
			assert.Equal(w.t, delivery.Dead, w.one().Outcome)
			assert.Equal(w.t, "NO_RESOURCE", w.one().DeadLetter.Attributes["ERROR_CODE"])
		})
	waiting(t, "an authorization is a failed attempt",
		func(w *world) { w.unusable = true },
		func(w *world) {
			assert.Equal(w.t, delivery.Waiting, w.one().Outcome)
			assert.Len(w.t, w.one().Attempts, 2)
			w.unusable = false
			w.advance(time.Minute)
			assert.Equal(w.t, delivery.Delivered, w.one().Outcome)
		})
	waiting(t, "a route leaves it unsent, and it can be sent again",
		func(w *world) { w.unrouted = "https://" },
		func(w *world) {
			assert.Equal(w.t, delivery.Unsent, w.one().Outcome)
			w.unrouted = ""
			require.NoError(w.t, w.service.Retry(w.t.Context(), w.one().ID))
			w.settle()
			assert.Equal(w.t, delivery.Delivered, w.one().Outcome)
			assert.Len(w.t, w.one().Attempts, 1)
		})
}

func TestService_Retry(t *testing.T) {
	t.Parallel()
	bubble(t, "of what waits, and of what there is not, is refused", func(w *world) {
		w.destination("a", 0)
		w.answer = status(500)
		w.put(1)
		defer w.run()()
		w.settle()
		assert.Equal(w.t, delivery.ErrNoDelivery, w.service.Retry(w.t.Context(), w.one().ID))
		assert.Equal(w.t, delivery.ErrNoDelivery, w.service.Retry(w.t.Context(), "none"))
	})
}
