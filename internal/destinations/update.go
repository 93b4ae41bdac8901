package destinations

import (
	"context"

	"github.com/eventbridge-connections/emulator/internal/awsapi"
	"github.com/eventbridge-connections/emulator/internal/model/events"
	"github.com/eventbridge-connections/emulator/internal/transaction"
)

// UpdateApiDestination changes what is given and keeps the rest. With the name
// alone it changes the time of the last modification (RECORDED).
//
// Errors: ValidationException, ResourceNotFoundException, LimitExceededException.
func (s *Service) UpdateApiDestination(
	ctx context.Context, in *events.UpdateApiDestinationRequest,
) (*events.UpdateApiDestinationResponse, error) {
	if err := check(
		"update", *in.Name, in.InvocationEndpoint, in.InvocationRateLimitPerSecond,
	); err != nil {
		return nil, err
	}
	return transaction.Update(ctx, s.Store, func(
		tx *transaction.Tx,
	) (*events.UpdateApiDestinationResponse, error) {
		d, err := s.change(tx, in)
		if err != nil {
			return nil, err
		}
		now, err := d.condition(tx, s.Connections)
		return &events.UpdateApiDestinationResponse{
			ApiDestinationArn:   &d.ARN,
			ApiDestinationState: &now.state,
			CreationTime:        events.Seconds(d.Created),
			LastModifiedTime:    events.Seconds(now.modified),
		}, err
	})
}

// change applies the update and stores the destination.
func (s *Service) change(
	tx *transaction.Tx, in *events.UpdateApiDestinationRequest,
) (*destination, error) {
	d, err := get(tx, "update", *in.Name)
	if err != nil {
		return nil, err
	}
	if err := s.move(tx, d, in.ConnectionArn); err != nil {
		return nil, err
	}
	d.Description = awsapi.ValueOr(in.Description, d.Description)
	d.Endpoint = awsapi.ValueOr(in.InvocationEndpoint, d.Endpoint)
	d.Method = awsapi.ValueOr(in.HttpMethod, d.Method)
	d.Rate = awsapi.ValueOr(in.InvocationRateLimitPerSecond, d.Rate)
	d.Modified = tx.Now()
	return d, d.put(tx)
}

// move gives the destination to another connection, if one is given.
func (s *Service) move(tx *transaction.Tx, d *destination, connectionARN *string) error {
	if connectionARN == nil {
		return nil
	}
	if err := s.mustExist(tx, "update", *connectionARN); err != nil {
		return err
	}
	if err := d.unlink(tx); err != nil {
		return err
	}
	d.ConnectionARN = *connectionARN
	return nil
}
