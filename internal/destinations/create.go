package destinations

import (
	"context"

	"github.com/eventbridge-connections/emulator/internal/awsapi"
	"github.com/eventbridge-connections/emulator/internal/endpoint"
	"github.com/eventbridge-connections/emulator/internal/model/events"
	"github.com/eventbridge-connections/emulator/internal/transaction"
)

// maxRate is the most invocations per second, and what they are when nothing is asked for
// (RECORDED).
const maxRate = 300

// CreateApiDestination stores an API destination of a connection, whatever state that is in
// (RECORDED).
//
// Errors: ValidationException, ResourceAlreadyExistsException, ResourceNotFoundException,
// LimitExceededException.
func (s *Service) CreateApiDestination(
	ctx context.Context, in *events.CreateApiDestinationRequest,
) (*events.CreateApiDestinationResponse, error) {
	if err := check(
		"create", *in.Name, in.InvocationEndpoint, in.InvocationRateLimitPerSecond,
	); err != nil {
		return nil, err
	}
	return transaction.Update(ctx, s.Store, func(
		tx *transaction.Tx,
	) (*events.CreateApiDestinationResponse, error) {
		if err := s.admit(tx, in); err != nil {
			return nil, err
		}
		d := created(tx, in)
		now, err := d.condition(tx, s.Connections)
		if err != nil {
			return nil, err
		}
		return &events.CreateApiDestinationResponse{
			ApiDestinationArn:   &d.ARN,
			ApiDestinationState: &now.state,
			CreationTime:        events.Seconds(d.Created),
			LastModifiedTime:    events.Seconds(now.modified),
		}, d.put(tx)
	})
}

func created(tx *transaction.Tx, in *events.CreateApiDestinationRequest) *destination {
	return &destination{
		Name:          *in.Name,
		ARN:           tx.Caller.ARN("events", "api-destination/"+*in.Name+"/"+awsapi.NewUUID()),
		Description:   awsapi.ValueOf(in.Description),
		ConnectionARN: *in.ConnectionArn,
		Endpoint:      *in.InvocationEndpoint,
		Method:        *in.HttpMethod,
		Rate:          awsapi.ValueOr(in.InvocationRateLimitPerSecond, maxRate),
		Created:       tx.Now(),
		Modified:      tx.Now(),
	}
}

// check refuses an endpoint that is no HTTPS URL and a rate over the limit. Which of the two AWS
// looks at first is UNKNOWN, as is whether that is before it looks for the destination.
func check(verb, name string, address *string, rate *int) error {
	if address != nil && !endpoint.Valid(*address) {
		return errEndpoint(verb, *address)
	}
	if rate != nil && *rate > maxRate {
		return errRate(verb, name, *rate)
	}
	return nil
}

// admit refuses a name that is taken, an unknown connection, and one more than
// the quota. The order is UNKNOWN.
func (s *Service) admit(tx *transaction.Tx, in *events.CreateApiDestinationRequest) error {
	taken, err := table.Get(tx, *in.Name)
	if err != nil {
		return err
	}
	if taken != nil {
		return errNameTaken(*in.Name)
	}
	if err := s.mustExist(tx, "create", *in.ConnectionArn); err != nil {
		return err
	}
	n, err := table.Count(tx)
	if err == nil && s.Quota > 0 && n >= s.Quota {
		err = errQuota()
	}
	return err
}

// mustExist refuses the ARN of a connection that there is not: the name with
// another UUID is another connection (RECORDED).
func (s *Service) mustExist(tx *transaction.Tx, verb, connectionARN string) error {
	_, since, err := s.Connections.Activity(tx, connectionARN)
	if err == nil && since.IsZero() {
		err = errNoConnection(verb, connectionARN)
	}
	return err
}
