package connections

import (
	"context"

	"github.com/eventbridge-connections/emulator/internal/awsapi"
	"github.com/eventbridge-connections/emulator/internal/model/events"
	"github.com/eventbridge-connections/emulator/internal/transaction"
)

// CreateConnection stores a connection and its managed secret.
//
// Errors: ValidationException, ResourceAlreadyExistsException, LimitExceededException,
// AccessDeniedException.
func (s *Service) CreateConnection(
	ctx context.Context, in *events.CreateConnectionRequest,
) (*events.CreateConnectionResponse, error) {
	if err := check("create", *in.AuthorizationType, ofCreation(in.AuthParameters)); err != nil {
		return nil, err
	}
	return transaction.Update(ctx, s.Store, func(
		tx *transaction.Tx,
	) (*events.CreateConnectionResponse, error) {
		c, err := s.create(tx, in)
		if err != nil {
			return nil, err
		}
		return &events.CreateConnectionResponse{
			ConnectionArn:    &c.ARN,
			ConnectionState:  &c.Timeline[0].State,
			CreationTime:     events.Seconds(c.Created),
			LastModifiedTime: events.Seconds(c.Modified),
		}, nil
	})
}

func (s *Service) create(
	tx *transaction.Tx, in *events.CreateConnectionRequest,
) (*connection, error) {
	if err := s.admit(tx, *in.Name); err != nil {
		return nil, err
	}
	if err := s.admitKey(tx, "create", *in.Name, awsapi.ValueOf(in.KmsKeyIdentifier)); err != nil {
		return nil, err
	}
	given := ofCreation(in.AuthParameters)
	c := &connection{
		Name:              *in.Name,
		ARN:               tx.Caller.ARN("events", "connection/"+*in.Name+"/"+awsapi.NewUUID()),
		Description:       awsapi.ValueOf(in.Description),
		AuthorizationType: *in.AuthorizationType,
		KMSKeyIdentifier:  awsapi.ValueOf(in.KmsKeyIdentifier),
		Created:           tx.Now(),
		Modified:          tx.Now(),
	}
	c.InvocationPath = c.pathTo(in.InvocationConnectivityParameters, nil, tx.Caller)
	c.OAuthPath = c.pathTo(given.ConnectivityParameters, nil, tx.Caller)
	p := new(parameters)
	p.apply(given)
	if err := s.keep(tx, "create", c, p); err != nil {
		return nil, err
	}
	if err := s.authorize(tx, c, events.ConnectionStateCreating); err != nil {
		return nil, err
	}
	return c, table.Put(tx, c.Name, c)
}

// admit refuses a name that is taken, and one more than the quota.
func (s *Service) admit(tx *transaction.Tx, name string) error {
	taken, err := table.Get(tx, name)
	if err != nil {
		return err
	}
	if taken != nil {
		return errNameTaken(name)
	}
	if s.Quota == 0 {
		return nil
	}
	n, err := table.Count(tx)
	if err == nil && n >= s.Quota {
		err = errQuota()
	}
	return err
}
