package destinations

import (
	"context"

	"github.com/eventbridge-connections/emulator/internal/model/events"
	"github.com/eventbridge-connections/emulator/internal/transaction"
)

// DeleteApiDestination deletes an API destination at once.
//
// Errors: ResourceNotFoundException.
func (s *Service) DeleteApiDestination(
	ctx context.Context, in *events.DeleteApiDestinationRequest,
) (*events.DeleteApiDestinationResponse, error) {
	return transaction.Update(ctx, s.Store, func(
		tx *transaction.Tx,
	) (*events.DeleteApiDestinationResponse, error) {
		d, err := get(tx, "delete", *in.Name)
		if err != nil {
			return nil, err
		}
		if err := d.unlink(tx); err != nil {
			return nil, err
		}
		return new(events.DeleteApiDestinationResponse), table.Delete(tx, d.Name)
	})
}
