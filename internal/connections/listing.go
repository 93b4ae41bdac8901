package connections

import (
	"context"
	"time"

	"github.com/eventbridge-connections/emulator/internal/transaction"
)

// Listed is what a list says of a connection.
type Listed struct {
	Account   string    `json:"account"`
	Region    string    `json:"region"`
	Name      string    `json:"name"`
	ARN       string    `json:"arn"`
	State     string    `json:"state"`
	Reason    string    `json:"reason,omitempty"`
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

// Listed shows the connections of all callers, without their parameters, ordered by account, region
// and name.
func (s *Service) Listed(ctx context.Context) ([]Listed, error) {
	return transaction.List(ctx, s.Store, table, listed)
}

func listed(o transaction.Owned[connection]) (Listed, error) {
	c := o.Value
	current := c.Timeline.current(o.Tx)
	now := c.Timeline[current]
	shown := Listed{
		Account: o.Tx.Caller.Account, Region: o.Tx.Caller.Region, Name: c.Name, ARN: c.ARN,
		State: string(now.State), Reason: now.Reason,
		Type: string(c.AuthorizationType), SecretARN: c.secretARN(o.Tx), Created: c.Created,
	}
	for _, s := range c.Timeline {
		shown.Steps = append(shown.Steps, s.listed())
	}
	if next := current + 1; next < len(shown.Steps) {
		shown.Next = &shown.Steps[next]
	}
	return shown, nil
}

func (s step) listed() Step {
	if s.At.Equal(never) {
		s.At = time.Time{}
	}
	return Step{string(s.State), s.Reason, s.At}
}
