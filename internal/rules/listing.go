package rules

import (
	"context"

	"github.com/eventbridge-connections/emulator/internal/transaction"
)

// Listed is what a list says of a rule.
type Listed struct {
	Account  string         `json:"account"`
	Region   string         `json:"region"`
	Bus      string         `json:"bus"`
	Name     string         `json:"name"`
	ARN      string         `json:"arn"`
	State    string         `json:"state"`
	Pattern  string         `json:"pattern,omitempty"` // as it was sent
	Schedule string         `json:"schedule,omitempty"`
	Targets  []ListedTarget `json:"targets"`
}

// ListedTarget is a target of a rule.
type ListedTarget struct {
	ID  string `json:"id"`
	ARN string `json:"arn"`
}

// Listed shows the rules of all callers, and where they lead.
func (s *Service) Listed(ctx context.Context) ([]Listed, error) {
	return transaction.List(ctx, s.Store, table, listed)
}

func listed(o transaction.Owned[rule]) (Listed, error) {
	r, tx := o.Value, o.Tx
	shown := Listed{
		Account: tx.Caller.Account, Region: tx.Caller.Region, Bus: r.Bus, Name: r.Name, ARN: r.arn(tx.Caller),
		State: string(r.State), Pattern: r.Pattern, Schedule: r.Schedule, Targets: []ListedTarget{},
	}
	for item, err := range r.targets(tx, "") {
		if err != nil {
			return shown, err
		}
		id := item.Key[len(r.underRule()):]
		shown.Targets = append(shown.Targets, ListedTarget{id, item.Value.ARN})
	}
	return shown, nil
}
