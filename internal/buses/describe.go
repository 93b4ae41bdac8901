package buses

import (
	"context"

	"github.com/eventbridge-connections/emulator/internal/awsapi"
	"github.com/eventbridge-connections/emulator/internal/model/events"
	"github.com/eventbridge-connections/emulator/internal/transaction"
)

// DescribeEventBus shows an event bus, which may be another account's. Its times have milliseconds
// (RECORDED); those of a default bus that nobody changed are absent (UNKNOWN).
//
// Errors: ResourceNotFoundException.
func (s *Service) DescribeEventBus(
	ctx context.Context, in *events.DescribeEventBusRequest,
) (*events.DescribeEventBusResponse, error) {
	return transaction.View(ctx, s.Store, func(
		tx *transaction.Tx,
	) (*events.DescribeEventBusResponse, error) {
		owner, name := events.Bus(tx.Caller, in.Name)
		tx = tx.As(owner)
		b, err := get(tx, name)
		if err != nil {
			return nil, err
		}
		return b.describe(tx.Caller), nil
	})
}

// describe shows the event bus to whoever asks for it.
func (b *bus) describe(owner awsapi.Caller) *events.DescribeEventBusResponse {
	return &events.DescribeEventBusResponse{
		Name:             &b.Name,
		Arn:              new(b.arn(owner)),
		Description:      awsapi.Present(b.Description),
		KmsKeyIdentifier: awsapi.Present(b.KMSKey),
		DeadLetterConfig: b.deadLetters(),
		Policy:           policyText(b.Policy),
		LogConfig:        b.Log,
		CreationTime:     b.Created,
		LastModifiedTime: b.Modified,
	}
}
