package rules_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/eventbridge-connections/emulator/internal/awsapi"
	"github.com/eventbridge-connections/emulator/internal/model/events"
	"github.com/eventbridge-connections/emulator/internal/pattern"
	"github.com/eventbridge-connections/emulator/internal/transaction"
)

func event(source, detail string) awsapi.Event {
	return awsapi.Event{
		Source: source, DetailType: "order", Caller: home, Time: noon, Detail: []byte(detail),
	}
}

// matching names the rules of the default event bus that an event is for.
func (r *room) matching(e awsapi.Event) []string {
	r.t.Helper()
	names, err := transaction.View(r.ctx(), r.Store, func(
		tx *transaction.Tx,
	) (names []string, err error) {
		for rule, err := range r.Matching(tx, events.DefaultBus, e) {
			require.NoError(r.t, err)
			names = append(names, *rule.Name)
		}
		return names, nil
	})
	require.NoError(r.t, err)
	return names
}

func TestService_Matching(t *testing.T) {
	t.Parallel()

	t.Run("the enabled rules whose pattern matches, by name", func(t *testing.T) {
		t.Parallel()
		r := open(t)
		r.watch("b", shop)
		r.watch("a", `{"detail":{"paid":[true]}}`)
		r.watch("c", `{"source":["other"]}`)
		assert.Equal(t, []string{"a", "b"}, r.matching(event("shop", `{"paid":true}`)))
		assert.Equal(t, []string{"b"}, r.matching(event("shop", `{"paid":false}`)))
		_, err := r.DisableRule(r.ctx(), &events.DisableRuleRequest{Name: new("b")})
		require.NoError(t, err)
		assert.Empty(t, r.matching(event("shop", `{}`)))
	})
	t.Run("the rule whose schedule it comes from, and no other schedule", func(t *testing.T) {
		t.Parallel()
		r := open(t)
		r.schedule("tick", "rate(1 hour)")
		r.schedule("tock", "rate(1 hour)")
		r.watch("all-ticks", `{"detail-type":["Scheduled Event"]}`)
		scheduled := awsapi.Event{
			Source: "aws.events", DetailType: "Scheduled Event", Caller: home, Time: noon, Detail: []byte("{}"),
			Resources: []string{"arn:aws:events:eu-west-1:111122223333:rule/tick"},
		}
		assert.Equal(t, []string{"all-ticks", "tick"}, r.matching(scheduled))
		assert.Empty(t, r.matching(event("shop", `{}`)))
	})
	t.Run("nothing on an event bus that does not exist", func(t *testing.T) {
		t.Parallel()
		r := open(t)
		r.watch("a", shop)
		_, err := transaction.View(r.ctx(), r.Store, func(tx *transaction.Tx) (none struct{}, err error) {
			for rule := range r.Matching(tx, "defaul", event("shop", "{}")) {
				assert.Fail(t, "a rule of another event bus", *rule.Name)
			}
			return none, nil
		})
		require.NoError(t, err)
	})
}

func TestService_Match(t *testing.T) {
	t.Parallel()
	r := open(t)
	r.watch("a", `{"source":["shop"],"detail":{"paid":[true]}}`)
	r.watch("b", shop)
	r.schedule("c", "rate(1 hour)")
	_, err := r.DisableRule(r.ctx(), &events.DisableRuleRequest{Name: new("b")})
	require.NoError(t, err)
	e, err := pattern.ReadEvent(event("shop", `{"paid":false}`).JSON())
	require.NoError(t, err)

	verdicts, err := r.Match(r.ctx(), events.DefaultBus, e)
	require.NoError(t, err)
	require.Len(t, verdicts, 3)
	assert.False(t, verdicts[0].Matches)
	assert.Equal(t, &pattern.Mismatch{Field: "detail.paid", Asked: "[true]"}, verdicts[0].Mismatch)
	assert.True(t, verdicts[1].Matches, "a disabled rule is judged too")
	assert.Equal(t, events.RuleStateDisabled, *verdicts[1].Rule.State)
	assert.False(t, verdicts[2].Matches)
	assert.Nil(t, verdicts[2].Mismatch, "there is no pattern")

	_, err = r.Match(r.ctx(), "missing", e)
	assert.Equal(
		t, awsapi.Errorf("ResourceNotFoundException", "Event bus missing does not exist."), err,
	)
}
