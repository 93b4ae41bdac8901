package rules_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/eventbridge-connections/emulator/internal/awsapi"
	"github.com/eventbridge-connections/emulator/internal/model/events"
)

func TestService_schedule(t *testing.T) {
	t.Parallel()

	t.Run("an hour has twelve times five minutes, in order", func(t *testing.T) {
		t.Parallel()
		r := open(t)
		r.schedule("tick", "rate(5 minutes)")
		assert.Empty(t, r.advance(5*time.Minute-1))
		assert.Equal(t, []string{
			"5m0s", "10m0s", "15m0s", "20m0s", "25m0s", "30m0s", "35m0s", "40m0s", "45m0s", "50m0s", "55m0s", "1h0m0s",
		}, r.advance(55*time.Minute+1))
		assert.Equal(t, []string{"1h5m0s"}, r.advance(5*time.Minute))
	})
	t.Run("the event is the one that was recorded", func(t *testing.T) {
		t.Parallel()
		r := open(t)
		r.schedule("tick", "rate(1 hour)")
		r.advance(time.Hour)
		require.Len(t, r.published, 1)
		assert.Equal(t, awsapi.Event{
			ID:         r.published[0].ID,
			DetailType: "Scheduled Event",
			Source:     "aws.events",
			Caller:     home,
			Time:       noon.Add(time.Hour),
			Resources:  []string{"arn:aws:events:eu-west-1:111122223333:rule/tick"},
			Detail:     []byte("{}"),
		}, r.published[0])
	})
	t.Run("cron goes by the hours of UTC, and may come to an end", func(t *testing.T) {
		t.Parallel()
		r := open(t)
		r.schedule("noon", "cron(0 12 27-28 9 ? 2026)")
		assert.Equal(t, []string{"24h0m0s", "48h0m0s"}, r.advance(30*24*time.Hour))
		assert.Empty(t, r.advance(365*24*time.Hour))
	})
	t.Run("two rules take turns", func(t *testing.T) {
		t.Parallel()
		r := open(t)
		r.schedule("slow", "rate(3 minutes)")
		r.schedule("fast", "rate(2 minutes)")
		assert.Equal(t, []string{"2m0s", "3m0s", "4m0s"}, r.advance(5*time.Minute))
	})
	t.Run("no more than 1,000 times at once are made up for, and the log says so", func(t *testing.T) {
		t.Parallel()
		r := open(t)
		r.schedule("tick", "rate(1 minute)")
		assert.Len(t, r.advance(1000*time.Minute), 1000)
		assert.Empty(t, r.log.String())
		times := r.advance(2000 * time.Minute)
		assert.Len(t, times, 1000)
		assert.Equal(t, "33h20m0s", times[999])
		assert.Regexp(t, `level=WARN msg="schedule is left out for a time: the clock was moved too far" `+
			`rule=arn:aws:events:eu-west-1:111122223333:rule/tick from=2026-09-27T21:21:00.000Z until=2026-09-28T14:00:00.000Z`, r.log.String())
		assert.Equal(t, []string{"50h1m0s"}, r.advance(time.Minute))
	})
}

func TestService_schedule_ends(t *testing.T) {
	t.Parallel()
	tick := &events.DisableRuleRequest{Name: new("tick")}

	t.Run("with the rule", func(t *testing.T) {
		t.Parallel()
		r := open(t)
		r.schedule("tick", "rate(1 minute)")
		require.NoError(t, r.clock.Advance(time.Hour))
		_, err := r.DeleteRule(r.ctx(), &events.DeleteRuleRequest{Name: new("tick")})
		require.NoError(t, err)
		assert.Empty(t, r.advance(0))
	})
	t.Run("while the rule is disabled, and starts anew", func(t *testing.T) {
		t.Parallel()
		r := open(t)
		r.schedule("tick", "rate(10 minutes)")
		_, err := r.DisableRule(r.ctx(), tick)
		require.NoError(t, err)
		assert.Empty(t, r.advance(time.Hour))
		_, err = r.EnableRule(r.ctx(), (*events.EnableRuleRequest)(tick))
		require.NoError(t, err)
		assert.Equal(t, []string{"1h10m0s"}, r.advance(15*time.Minute))
	})
	t.Run("with another schedule, and with none", func(t *testing.T) {
		t.Parallel()
		r := open(t)
		r.schedule("tick", "rate(1 minute)")
		r.schedule("tick", "rate(1 hour)")
		assert.Equal(t, []string{"1h0m0s"}, r.advance(time.Hour))
		r.watch("tick", shop)
		assert.Empty(t, r.advance(24*time.Hour))
	})
}

func TestService_Resume(t *testing.T) {
	t.Parallel()

	t.Run("does not make up for what was missed", func(t *testing.T) {
		t.Parallel()
		r := open(t)
		r.schedule("tick", "rate(10 minutes)")
		require.NoError(t, r.clock.Advance(25*time.Minute))
		require.NoError(t, r.Resume(t.Context()))
		assert.Equal(t, []string{"30m0s"}, r.advance(10*time.Minute))
	})
	t.Run("keeps what is still to come", func(t *testing.T) {
		t.Parallel()
		r := open(t)
		r.schedule("tick", "rate(10 minutes)")
		require.NoError(t, r.clock.Advance(9*time.Minute))
		require.NoError(t, r.Resume(t.Context()))
		assert.Equal(t, []string{"10m0s"}, r.advance(time.Minute))
	})
	t.Run("comes back when the clock was ahead", func(t *testing.T) {
		t.Parallel()
		r := open(t)
		r.schedule("tick", "rate(10 minutes)")
		r.advance(24 * time.Hour)
		r.clock.Reset()
		require.NoError(t, r.Resume(t.Context()))
		assert.Equal(t, []string{"10m0s"}, r.advance(10*time.Minute))
	})
}
