package buses

import (
	"context"

	"github.com/eventbridge-connections/emulator/internal/awsapi"
	"github.com/eventbridge-connections/emulator/internal/model/events"
	"github.com/eventbridge-connections/emulator/internal/transaction"
)

// UpdateEventBus changes what is given of an event bus, the default one where none is named.
//
// Errors: ValidationException, ResourceNotFoundException, AccessDeniedException.
func (s *Service) UpdateEventBus(
	ctx context.Context, in *events.UpdateEventBusRequest,
) (*events.UpdateEventBusResponse, error) {
	given := settings{in.Description, in.KmsKeyIdentifier, in.DeadLetterConfig, in.LogConfig}
	return transaction.Update(ctx, s.Store, func(
		tx *transaction.Tx,
	) (*events.UpdateEventBusResponse, error) {
		if err := given.check(tx.Caller); err != nil {
			return nil, err
		}
		name := awsapi.ValueOr(in.Name, events.DefaultBus)
		b, err := change(tx, name, func(b *bus) error { given.apply(tx.Caller, b); return nil })
		if err != nil {
			return nil, err
		}
		return &events.UpdateEventBusResponse{
			Arn:              new(b.arn(tx.Caller)),
			Name:             &b.Name,
			KmsKeyIdentifier: awsapi.Present(b.KMSKey),
			Description:      awsapi.Present(b.Description),
			DeadLetterConfig: b.deadLetters(),
			LogConfig:        b.Log,
		}, nil
	})
}
