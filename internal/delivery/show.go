package delivery

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"github.com/eventbridge-connections/emulator/internal/awsapi"
	"github.com/eventbridge-connections/emulator/internal/invocation"
	"github.com/eventbridge-connections/emulator/internal/model/events"
	"github.com/eventbridge-connections/emulator/internal/transaction"
	"github.com/eventbridge-connections/emulator/internal/transform"
)

// List returns the deliveries that the filter wants: those that wait, then those that have ended,
// the newest last. Of those that wait, no more than the limit are returned; the count is of all.
func (s *Service) List(
	ctx context.Context, f Filter, limit int,
) (found []Delivery, count int, err error) {
	var waiting []Delivery
	_, err = transaction.View(ctx, s.Store, func(tx *transaction.Tx) (none struct{}, err error) {
		for item, err := range deliveries.All(tx) {
			if err != nil {
				return none, err
			}
			if !f.Wants(item.Value) {
				continue
			}
			if count++; count <= limit {
				waiting = append(waiting, *item.Value)
			}
		}
		return none, nil
	})
	ended, _ := s.Journal.Ended(f)
	found = slices.DeleteFunc(waiting, func(d Delivery) bool { // those that have ended meanwhile
		return slices.ContainsFunc(ended, func(e Delivery) bool { return e.ID == d.ID })
	})
	count += len(ended) - (len(waiting) - len(found))
	return append(found, ended...), count, err
}

// A Shown is what would be sent, without being sent. As JSON, its requests have stars in the place
// of secrets, and each of their parts says where it comes from.
type Shown struct {
	Request *invocation.Request // nil where there can be none
	Token   *invocation.Request // the token request of an OAuth connection
	Failure *DeadLetter         // why there is no request
	Route   bool                // a route leads there
}

// ErrNothing says that a name is that of nothing.
var ErrNothing = errors.New("there is no such thing")

// Request shows the request of the caller's API destination of that name for a body.
//
// Errors: [ErrNothing].
func (s *Service) Request(ctx context.Context, name string, body []byte) (*Shown, error) {
	return transaction.View(ctx, s.Store, func(tx *transaction.Tx) (*Shown, error) {
		arn, err := s.Destinations.ARN(tx, name)
		if err != nil {
			return nil, err
		}
		if arn == "" {
			return nil, fmt.Errorf("%w: the API destination %s", ErrNothing, name)
		}
		return s.show(tx, &Delivery{TargetARN: arn, Input: string(body)}, new(events.Target))
	})
}

// A TargetShown is what a target of a rule would be sent.
type TargetShown struct {
	Target string `json:"target"`
	Input  string `json:"input"`
	*Shown
}

// RuleRequests shows the requests of the targets of the caller's rule that are API destinations. An
// event without a time is one of now.
//
// Errors: [ErrNothing].
func (s *Service) RuleRequests(
	ctx context.Context, bus, rule string, e awsapi.Event,
) ([]TargetShown, error) {
	return transaction.View(ctx, s.Store, func(tx *transaction.Tx) (all []TargetShown, err error) {
		if e.Time.IsZero() {
			e.Time = tx.Now()
		}
		targets, err := s.Rules.Targets(tx, bus, rule)
		if err != nil {
			return nil, err
		}
		for i := range targets {
			if t := &targets[i]; isDestination(*t.Arn) {
				shown, err := s.showTarget(tx, bus, rule, t, e)
				if err != nil {
					return nil, err
				}
				all = append(all, *shown)
			}
		}
		if all == nil {
			return nil, fmt.Errorf(
				"%w: a target of rule %s on event bus %s that is an API destination", ErrNothing, rule, bus,
			)
		}
		return all, nil
	})
}

func (s *Service) showTarget(
	tx *transaction.Tx, bus, rule string, t *events.Target, e awsapi.Event,
) (*TargetShown, error) {
	d := newDelivery(tx, bus, e)
	d.Rule, d.RuleARN, d.Target, d.TargetARN = rule, s.Rules.ARN(tx, bus, rule), *t.Id, *t.Arn
	d.Dynamic = dynamic(t, e)
	input, err := inputOf(t, d, e)
	if invalid, ok := errors.AsType[*transform.InvalidError](err); ok {
		return &TargetShown{
			*t.Id, string(invalid.Body), &Shown{Failure: failure(letter{"INVALID_JSON", invalid.Error()})},
		}, nil
	}
	if err != nil {
		return nil, err
	}
	d.Input = string(input)
	shown, err := s.show(tx, d, t)
	return &TargetShown{*t.Id, d.Input, shown}, err
}

// show builds the request of a delivery, and the token request that goes before it.
func (s *Service) show(tx *transaction.Tx, d *Delivery, t *events.Target) (*Shown, error) {
	c, err := s.prepare(tx, d, t)
	if err != nil {
		return nil, err
	}
	if c.failed != nil {
		return &Shown{Failure: failure(*c.failed)}, nil
	}
	shown := &Shown{Request: c.request, Route: s.Client.Leads(c.request.Reveal().URL)}
	if c.request.NeedsToken {
		shown.Token, err = invocation.NewTokenRequest(c.credentials.Connection)
	}
	return shown, err
}

func failure(l letter) *DeadLetter {
	return &DeadLetter{Attributes: map[string]string{"ERROR_CODE": l.Code, "ERROR_MESSAGE": l.Text}}
}
