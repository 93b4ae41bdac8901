package connections

import (
	"context"
	"time"

	"github.com/eventbridge-connections/emulator/internal/transaction"
)

// Listed is what a list says of a connection.
type Listed struct {
	Overview
	Type      string    `json:"authorizationType"`
	SecretARN string    `json:"secretArn,omitempty"`
	Created   time.Time `json:"created"`
	Steps     []Step    `json:"steps"`          // of the change that came last, in their order
	Next      *Step     `json:"next,omitempty"` // the state that comes by itself
}

// A Step is a state that a connection has from a time on.
type Step struct {
	State  string    `json:"state"`
	Reason string    `json:"reason,omitempty"`
	At     time.Time `json:"at,omitzero"` // zero where it comes when it is told to
}

// Listed shows the connections of all callers, without their parameters.
func (s *Service) Listed(ctx context.Context) ([]Listed, error) {
	return transaction.View(ctx, s.Store, func(tx *transaction.Tx) (all []Listed, err error) {
		for item, err := range table.All(tx) {
			if err != nil {
				return nil, err
			}
			all = append(all, item.Value.listed(item.Tx))
		}
		return all, nil
	})
}

func (c *connection) listed(tx *transaction.Tx) Listed {
	current := c.Timeline.current(tx)
	now, owner := c.Timeline[current], tx.Caller
	shown := Listed{
		Overview:  Overview{owner.Account, owner.Region, c.Name, c.ARN, string(now.State), now.Reason},
		Type:      string(c.AuthorizationType),
		SecretARN: c.secretARN(tx),
		Created:   c.Created,
	}
	for _, s := range c.Timeline {
		shown.Steps = append(shown.Steps, s.listed())
	}
	if next := current + 1; next < len(shown.Steps) {
		shown.Next = &shown.Steps[next]
	}
	return shown
}

func (s step) listed() Step {
	if s.At.Equal(never) {
		s.At = time.Time{}
	}
	return Step{string(s.State), s.Reason, s.At}
}
