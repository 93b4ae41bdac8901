package rules

import (
	"context"

	"github.com/eventbridge-connections/emulator/internal/model/events"
	"github.com/eventbridge-connections/emulator/internal/page"
	"github.com/eventbridge-connections/emulator/internal/transaction"
)

// ListTargetsByRule lists the targets of a rule in the order of their ids, a page at a time.
//
// Errors: ResourceNotFoundException, and ValidationException for a token that is not of this list.
func (s *Service) ListTargetsByRule(
	ctx context.Context, in *events.ListTargetsByRuleRequest,
) (*events.ListTargetsByRuleResponse, error) {
	return transaction.View(ctx, s.Store, func(
		tx *transaction.Tx,
	) (*events.ListTargetsByRuleResponse, error) {
		tx, r, err := s.find(tx, in.EventBusName, *in.Rule)
		if err != nil {
			return nil, err
		}
		q := query(tx, in.Limit, in.NextToken, "ListTargetsByRule", r.Bus, r.Name)
		scan := func(after string) page.Items[target] { return r.targets(tx, after) }
		found, next, err := page.Collect(s.Tokens, q, scan, (*target).show)
		return &events.ListTargetsByRuleResponse{Targets: found, NextToken: next}, err
	})
}

// show is the target in a list: all of it.
func (t *target) show() (events.Target, bool, error) {
	shown, err := events.ParseTarget(t.Model)
	if err != nil {
		return events.Target{}, false, err
	}
	return *shown, true, nil
}
