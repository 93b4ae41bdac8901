package rules

import (
	"context"
	"iter"
	"slices"

	"github.com/eventbridge-connections/emulator/internal/awsapi"
	"github.com/eventbridge-connections/emulator/internal/model/events"
	"github.com/eventbridge-connections/emulator/internal/pattern"
	"github.com/eventbridge-connections/emulator/internal/transaction"
)

// Matching yields the rules of an event bus of the transaction's caller that an event is for, in
// the order of their names: those that are enabled and whose pattern matches it, and the one whose
// schedule it comes from. An error ends it.
func (s *Service) Matching(
	tx *transaction.Tx, bus string, e awsapi.Event,
) iter.Seq2[*events.Rule, error] {
	return func(yield func(*events.Rule, error) bool) {
		read, err := pattern.ReadEvent(e.JSON())
		if err != nil {
			yield(nil, err)
			return
		}
		for item, err := range table.Scan(tx, under(bus), "") {
			if err != nil {
				yield(nil, err)
				return
			}
			r := item.Value
			matches, err := s.matches(r, read)
			if err == nil && !matches && !r.said(tx, e) {
				continue
			}
			if !yield(new(r.summary(tx)), err) {
				return
			}
		}
	}
}

// said tells whether an event comes from the schedule of the rule. Nobody else can say one of its
// source.
func (r *rule) said(tx *transaction.Tx, e awsapi.Event) bool {
	return r.enabled() && r.Schedule != "" &&
		e.Source == scheduledSource && e.DetailType == scheduledType &&
		slices.Equal(e.Resources, []string{r.arn(tx.Caller)})
}

// matches tells whether the pattern of the rule, if it has one and is enabled, matches an event.
func (s *Service) matches(r *rule, e *pattern.Event) (bool, error) {
	if !r.enabled() || r.Pattern == "" {
		return false, nil
	}
	p, err := s.compiled.read(r.Pattern)
	if err != nil {
		return false, err
	}
	return p.Matches(e), nil
}

// Targets are those of a rule of the transaction's caller, in the order of their ids.
func (s *Service) Targets(tx *transaction.Tx, bus, name string) ([]events.Target, error) {
	var all []events.Target
	for item, err := range (&rule{Bus: bus, Name: name}).targets(tx, "") {
		if err != nil {
			return nil, err
		}
		t, err := events.ParseTarget(item.Value.Model)
		if err != nil {
			return nil, err
		}
		all = append(all, *t)
	}
	return all, nil
}

// A Verdict says whether an event is for a rule.
type Verdict struct {
	Rule    events.Rule
	Matches bool // what the pattern says, whether the rule is enabled or not

	// Mismatch is where pattern and event part; nil where they match, and for a rule that has a
	// schedule alone.
	Mismatch *pattern.Mismatch
}

// Match says of each rule of an event bus whether an event is for it, in the order of their names.
//
// Errors: ResourceNotFoundException.
func (s *Service) Match(ctx context.Context, bus string, e *pattern.Event) ([]Verdict, error) {
	return transaction.View(ctx, s.Store, func(tx *transaction.Tx) ([]Verdict, error) {
		tx, bus, err := s.on(tx, &bus)
		if err != nil {
			return nil, err
		}
		all := []Verdict{}
		for item, err := range table.Scan(tx, under(bus), "") {
			if err != nil {
				return nil, err
			}
			v, err := s.judge(item.Value, e)
			if err != nil {
				return nil, err
			}
			v.Rule = item.Value.summary(tx)
			all = append(all, v)
		}
		return all, nil
	})
}

func (s *Service) judge(r *rule, e *pattern.Event) (Verdict, error) {
	if r.Pattern == "" {
		return Verdict{}, nil
	}
	p, err := s.compiled.read(r.Pattern)
	if err != nil {
		return Verdict{}, err
	}
	mismatch, parted := p.Mismatch(e)
	if parted {
		return Verdict{Mismatch: &mismatch}, nil
	}
	return Verdict{Matches: true}, nil
}

// ARN is that of a rule of the transaction's caller, whether there is one or not.
func (s *Service) ARN(tx *transaction.Tx, bus, name string) string {
	return (&rule{Bus: bus, Name: name}).arn(tx.Caller)
}
