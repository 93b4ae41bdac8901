package secrets

import (
	"context"

	"github.com/eventbridge-connections/emulator/internal/transaction"
)

// edit changes the secret that an id names, if its caller may, and returns what change returns.
//
// Errors: those of change; ValidationException, ResourceNotFoundException, InvalidRequestException.
func edit[Out any](
	ctx context.Context, s *Service, id *string, change func(*transaction.Tx, *secret) (*Out, error),
) (*Out, error) {
	return transaction.Update(ctx, s.Store, func(tx *transaction.Tx) (*Out, error) {
		found, err := find(tx, *id)
		if err != nil {
			return nil, err
		}
		if err := found.changeable(); err != nil {
			return nil, err
		}
		out, err := change(tx, found)
		if err != nil {
			return nil, err
		}
		return out, found.put(tx)
	})
}
