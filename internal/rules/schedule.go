package rules

import (
	"context"
	"encoding/json"
	"time"

	"github.com/eventbridge-connections/emulator/internal/awsapi"
	"github.com/eventbridge-connections/emulator/internal/due"
	"github.com/eventbridge-connections/emulator/internal/model/events"
	"github.com/eventbridge-connections/emulator/internal/schedule"
	"github.com/eventbridge-connections/emulator/internal/transaction"
)

// longestRun is how often a schedule is made up for at most when the clock has passed many of its
// times at once.
const longestRun = 1000

// What the event of a schedule is like (RECORDED).
const (
	scheduledSource = "aws.events"
	scheduledType   = "Scheduled Event"
)

// A firing is a schedule that is due.
type firing struct {
	Rule string // on the default event bus
	Run  int    // how many times before this one the clock has passed at once
}

// firings are the schedules that are due.
func (s *Service) firings() due.Kind[firing] {
	return due.Kind[firing]{Queue: s.Due, Name: "schedule"}
}

// Works are what is done for the rows of this room.
func (s *Service) Works() []due.Work { return []due.Work{s.firings().Does(s.fire)} }

// checkSchedule refuses a schedule that is none, and one on an event bus that is not the default
// one, even an empty one (RECORDED). On the default event bus an empty one is none (INFERRED).
func checkSchedule(in *events.PutRuleRequest) error {
	if in.ScheduleExpression == nil {
		return nil
	}
	if _, bus := events.Bus(awsapi.Caller{}, in.EventBusName); bus != events.DefaultBus {
		return errScheduleElsewhere()
	}
	if *in.ScheduleExpression == "" {
		return nil
	}
	_, err := schedule.Parse(*in.ScheduleExpression)
	return err
}

// plan stores the rule, with its schedule to start now if it is enabled.
func (s *Service) plan(tx *transaction.Tx, r *rule) error {
	if err := s.unplan(tx, r); err != nil {
		return err
	}
	if r.Schedule == "" || !r.enabled() {
		return r.put(tx)
	}
	r.Since = tx.Now()
	next, err := r.next(tx.Now())
	if err != nil {
		return err
	}
	return s.planAt(tx, r, next, 0)
}

// unplan takes back what is due for the rule.
func (s *Service) unplan(tx *transaction.Tx, r *rule) error {
	at := r.Due
	r.Since, r.Due = time.Time{}, time.Time{}
	if at.IsZero() {
		return nil
	}
	return s.firings().Delete(tx, at, r.key())
}

// planAt stores the rule, with its schedule to be due at a time, or never where that is zero.
func (s *Service) planAt(tx *transaction.Tx, r *rule, at time.Time, run int) error {
	r.Due = at
	if err := r.put(tx); err != nil || at.IsZero() {
		return err
	}
	return s.firings().Put(tx, at, r.key(), firing{r.Name, run})
}

// next is when the schedule is due after a time; zero is never.
func (r *rule) next(after time.Time) (time.Time, error) {
	read, err := schedule.Parse(r.Schedule)
	if err != nil {
		return time.Time{}, err
	}
	next, _ := read.Next(r.Since, after)
	return next, nil
}

// fire publishes the event of a schedule that is due, and plans the next one. A rule that was
// deleted, disabled or planned anew meanwhile says nothing.
func (s *Service) fire(tx *transaction.Tx, at time.Time, f firing) error {
	r, err := table.Get(tx, under(events.DefaultBus)+f.Rule)
	if err != nil || r == nil || !r.Due.Equal(at) {
		return err
	}
	if err := s.Bus.Publish(tx, r.Bus, r.says(tx, at)); err != nil {
		return err
	}
	next, err := r.next(at)
	switch {
	case err != nil:
		return err
	case next.IsZero() || next.After(tx.Now()):
		return s.planAt(tx, r, next, 0)
	case f.Run+1 < longestRun:
		return s.planAt(tx, r, next, f.Run+1)
	}
	return s.skip(tx, r, next)
}

// skip leaves out the times that the clock has passed, from one on.
func (s *Service) skip(tx *transaction.Tx, r *rule, from time.Time) error {
	next, err := r.next(tx.Now())
	if err != nil {
		return err
	}
	ruleARN, until := r.arn(tx.Caller), tx.Now()
	tx.OnCommit(func() {
		s.Log.Warn("schedule is left out for a time: the clock was moved too far",
			"rule", ruleARN, "from", from, "until", until)
	})
	return s.planAt(tx, r, next, 0)
}

// says is the event of the rule's schedule.
func (r *rule) says(tx *transaction.Tx, at time.Time) awsapi.Event {
	return awsapi.Event{
		ID:         awsapi.NewEventID(),
		DetailType: scheduledType,
		Source:     scheduledSource,
		Caller:     tx.Caller,
		Time:       at,
		Resources:  []string{r.arn(tx.Caller)},
		Detail:     json.RawMessage("{}"),
	}
}

// Resume plans anew the schedules whose time has passed while nobody looked, which is not made up
// for, and those that are too far away because the clock was ahead. It is called before anything
// that is due is done.
func (s *Service) Resume(ctx context.Context) error {
	_, err := transaction.Update(ctx, s.Store, func(tx *transaction.Tx) (none struct{}, err error) {
		for item, err := range table.All(tx) {
			if err != nil {
				return none, err
			}
			if err := s.resume(item.Tx, item.Value); err != nil {
				return none, err
			}
		}
		return none, nil
	})
	return err
}

func (s *Service) resume(tx *transaction.Tx, r *rule) error {
	if r.Due.IsZero() {
		return nil
	}
	if r.Since.After(tx.Now()) {
		return s.plan(tx, r)
	}
	next, err := r.next(tx.Now())
	if err != nil || next.Equal(r.Due) {
		return err
	}
	if err := s.firings().Delete(tx, r.Due, r.key()); err != nil {
		return err
	}
	return s.planAt(tx, r, next, 0)
}
