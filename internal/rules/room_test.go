package rules_test

import (
	"context"
	"log/slog"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/eventbridge-connections/emulator/internal/awsapi"
	"github.com/eventbridge-connections/emulator/internal/buses"
	"github.com/eventbridge-connections/emulator/internal/clock"
	"github.com/eventbridge-connections/emulator/internal/due"
	"github.com/eventbridge-connections/emulator/internal/model/events"
	"github.com/eventbridge-connections/emulator/internal/page"
	"github.com/eventbridge-connections/emulator/internal/rules"
	"github.com/eventbridge-connections/emulator/internal/store"
	"github.com/eventbridge-connections/emulator/internal/transaction"
)

var (
	home = awsapi.Caller{Account: "111122223333", Region: "eu-west-1"}
	noon = time.Date(2026, 9, 26, 12, 0, 0, 0, time.UTC)
)

const shop = `{"source":["shop"]}`

// room is the rules of an emulator whose time stands still until it is moved, and what they
// publish.
type room struct {
	*rules.Service
	t         *testing.T
	clock     *clock.Clock
	queue     *due.Queue
	log       strings.Builder
	published []awsapi.Event
}

func open(t *testing.T) *room {
	r := &room{t: t, clock: clock.New(func() time.Time { return noon })}
	s, err := store.Open("", store.Options{Now: r.clock.Now, Ephemeral: true})
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, s.Close()) })
	log := slog.New(slog.NewTextHandler(&r.log, nil))
	r.queue = due.NewQueue(s, r.clock, log)
	onBuses := &buses.Service{Store: s}
	r.Service = &rules.Service{
		Store: s, Buses: onBuses, Bus: r, Due: r.queue, Tokens: page.NewSealer(make([]byte, 32)), Log: log,
	}
	onBuses.Rules = r.Service
	r.queue.Add(r.Works()...)
	return r
}

// Publish notes the event.
func (r *room) Publish(_ *transaction.Tx, _ string, e awsapi.Event) error {
	r.published = append(r.published, e)
	return nil
}

func (r *room) ctx() context.Context { return awsapi.WithCaller(r.t.Context(), home) }

func (r *room) schedule(name, expression string) {
	r.t.Helper()
	_, err := r.PutRule(r.ctx(), &events.PutRuleRequest{Name: &name, ScheduleExpression: &expression})
	require.NoError(r.t, err)
}

func (r *room) watch(name, pattern string) {
	r.t.Helper()
	_, err := r.PutRule(r.ctx(), &events.PutRuleRequest{Name: &name, EventPattern: &pattern})
	require.NoError(r.t, err)
}

func (r *room) target(rule string, targets ...events.Target) {
	r.t.Helper()
	_, err := r.PutTargets(r.ctx(), &events.PutTargetsRequest{Rule: &rule, Targets: targets})
	require.NoError(r.t, err)
}

// advance moves the clock, does what is due, and returns the times of what was published, as
// minutes and seconds since noon.
func (r *room) advance(d time.Duration) (times []string) {
	r.t.Helper()
	r.published = nil
	require.NoError(r.t, r.clock.Advance(d))
	require.NoError(r.t, r.queue.CatchUp(r.ctx()))
	for _, e := range r.published {
		times = append(times, e.Time.Sub(noon).String())
	}
	return times
}
