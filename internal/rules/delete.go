package rules

import (
	"context"

	"github.com/eventbridge-connections/emulator/internal/awsapi"
	"github.com/eventbridge-connections/emulator/internal/model/events"
	"github.com/eventbridge-connections/emulator/internal/transaction"
)

// DeleteRule deletes a rule that has no targets; one that is not there is deleted already
// (RECORDED).
//
// Errors: ResourceNotFoundException for an event bus that is not there, ValidationException for a
// rule with targets.
func (s *Service) DeleteRule(
	ctx context.Context, in *events.DeleteRuleRequest,
) (*awsapi.Unit, error) {
	return transaction.Update(ctx, s.Store, func(tx *transaction.Tx) (*awsapi.Unit, error) {
		tx, bus, err := s.on(tx, in.EventBusName)
		if err != nil {
			return nil, err
		}
		r, err := table.Get(tx, under(bus)+*in.Name)
		if err != nil || r == nil {
			return nil, err
		}
		for _, err := range r.targets(tx, "") {
			if err == nil {
				err = errHasTargets()
			}
			return nil, err
		}
		if err := s.unplan(tx, r); err != nil {
			return nil, err
		}
		return nil, table.Delete(tx, r.key())
	})
}
