package rules

import (
	"context"

	"github.com/eventbridge-connections/emulator/internal/model/events"
	"github.com/eventbridge-connections/emulator/internal/transaction"
)

// RemoveTargets removes targets from a rule. An id that is not there is removed already (RECORDED).
//
// Errors: ResourceNotFoundException.
func (s *Service) RemoveTargets(
	ctx context.Context, in *events.RemoveTargetsRequest,
) (*events.RemoveTargetsResponse, error) {
	return transaction.Update(ctx, s.Store, func(
		tx *transaction.Tx,
	) (*events.RemoveTargetsResponse, error) {
		tx, r, err := s.find(tx, in.EventBusName, *in.Rule)
		if err != nil {
			return nil, err
		}
		for _, id := range in.Ids {
			if err := targets.Delete(tx, r.underRule()+id); err != nil {
				return nil, err
			}
		}
		return &events.RemoveTargetsResponse{
			FailedEntryCount: new(0), FailedEntries: []events.RemoveTargetsResultEntry{},
		}, nil
	})
}
