package destinations

import (
	"context"

	"github.com/eventbridge-connections/emulator/internal/awsapi"
	"github.com/eventbridge-connections/emulator/internal/model/events"
	"github.com/eventbridge-connections/emulator/internal/transaction"
)

// DescribeApiDestination shows an API destination.
//
// Errors: ResourceNotFoundException.
func (s *Service) DescribeApiDestination(
	ctx context.Context, in *events.DescribeApiDestinationRequest,
) (*events.DescribeApiDestinationResponse, error) {
	return transaction.View(ctx, s.Store, func(
		tx *transaction.Tx,
	) (*events.DescribeApiDestinationResponse, error) {
		d, err := get(tx, "describe", *in.Name)
		if err != nil {
			return nil, err
		}
		now, err := d.condition(tx, s.Connections)
		return d.describe(now), err
	})
}

// describe shows the API destination in a condition.
func (d *destination) describe(now condition) *events.DescribeApiDestinationResponse {
	return &events.DescribeApiDestinationResponse{
		ApiDestinationArn:            &d.ARN,
		Name:                         &d.Name,
		Description:                  awsapi.Present(d.Description),
		ApiDestinationState:          &now.state,
		ConnectionArn:                &d.ConnectionARN,
		InvocationEndpoint:           &d.Endpoint,
		HttpMethod:                   &d.Method,
		InvocationRateLimitPerSecond: &d.Rate,
		CreationTime:                 events.Seconds(d.Created),
		LastModifiedTime:             events.Seconds(now.modified),
	}
}
