package destinations

import (
	"strings"

	"github.com/eventbridge-connections/emulator/internal/delivery"
	"github.com/eventbridge-connections/emulator/internal/invocation"
	"github.com/eventbridge-connections/emulator/internal/model/events"
	"github.com/eventbridge-connections/emulator/internal/transaction"
)

// ARN returns that of the caller's API destination of the name, or nothing where there is none.
func (s *Service) ARN(tx *transaction.Tx, name string) (string, error) {
	d, err := table.Get(tx, name)
	if err != nil || d == nil {
		return "", err
	}
	return d.ARN, nil
}

// Destination returns the API destination with the ARN as it is called, or nil when there is none.
func (s *Service) Destination(tx *transaction.Tx, arn string) (*delivery.Destination, error) {
	_, rest, _ := strings.Cut(arn, ":api-destination/")
	name, _, _ := strings.Cut(rest, "/")
	d, err := table.Get(tx, name)
	if err != nil || d == nil || d.ARN != arn {
		return nil, err
	}
	now, err := d.condition(tx, s.Connections)
	return &delivery.Destination{
		Name:          d.Name,
		Endpoint:      invocation.Endpoint{URL: d.Endpoint, Method: string(d.Method)},
		Rate:          d.Rate,
		Active:        now.state == events.ApiDestinationStateActive,
		ConnectionARN: d.ConnectionARN,
	}, err
}
