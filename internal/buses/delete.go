package buses

import (
	"context"

	"github.com/eventbridge-connections/emulator/internal/awsapi"
	"github.com/eventbridge-connections/emulator/internal/model/events"
	"github.com/eventbridge-connections/emulator/internal/transaction"
)

// DeleteEventBus deletes an event bus that has no rules; one that is not there is deleted already
// (RECORDED).
//
// Errors: ValidationException for the default bus and for one that has rules.
func (s *Service) DeleteEventBus(
	ctx context.Context, in *events.DeleteEventBusRequest,
) (*awsapi.Unit, error) {
	if *in.Name == events.DefaultBus {
		return nil, errDefault()
	}
	return transaction.Update(ctx, s.Store, func(tx *transaction.Tx) (*awsapi.Unit, error) {
		used, err := s.Rules.AnyOn(tx, *in.Name)
		if err != nil {
			return nil, err
		}
		if used {
			return nil, errHasRules()
		}
		return nil, table.Delete(tx, *in.Name)
	})
}
