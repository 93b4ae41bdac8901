package connections

import (
	"context"

	"github.com/eventbridge-connections/emulator/internal/awsapi"
	"github.com/eventbridge-connections/emulator/internal/model/events"
	"github.com/eventbridge-connections/emulator/internal/store"
	"github.com/eventbridge-connections/emulator/internal/transaction"
)

// CreateConnection stores a connection and its managed secret.
//
// Errors: ValidationException, ResourceAlreadyExistsException, LimitExceededException, AccessDeniedException.
func (s *Service) CreateConnection(ctx context.Context, in *events.CreateConnectionRequest) (*events.CreateConnectionResponse, error) {
	if err := check("create", *in.AuthorizationType, ofCreation(in.AuthParameters)); err != nil {
		return nil, err
	}
	return transaction.Update(ctx, s.Store, func(tx *store.Tx, caller awsapi.Caller) (*events.CreateConnectionResponse, error) {
		c, err := s.create(tx, caller, in)
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

func (s *Service) create(tx *store.Tx, caller awsapi.Caller, in *events.CreateConnectionRequest) (*connection, error) {
	if err := s.admit(tx, caller, *in.Name); err != nil {
		return nil, err
	}
	if err := s.admitKey(tx, caller, "create", awsapi.ValueOf(in.KmsKeyIdentifier)); err != nil {
		return nil, err
	}
	given := ofCreation(in.AuthParameters)
	c := &connection{
		Name:              *in.Name,
		ARN:               caller.ARN("events", "connection/"+*in.Name+"/"+awsapi.NewUUID()),
		Description:       awsapi.ValueOf(in.Description),
		AuthorizationType: *in.AuthorizationType,
		KMSKeyIdentifier:  awsapi.ValueOf(in.KmsKeyIdentifier),
		InvocationPath:    pathTo(in.InvocationConnectivityParameters, nil, caller),
		OAuthPath:         pathTo(given.ConnectivityParameters, nil, caller),
		Created:           tx.Now(),
		Modified:          tx.Now(),
	}
	p := new(parameters)
	p.apply(given)
	if err := s.keep(tx, caller, c, p); err != nil {
		return nil, err
	}
	if err := s.authorize(tx, caller, c, events.ConnectionStateCreating); err != nil {
		return nil, err
	}
	return c, table.Put(tx, transaction.Shelf(caller), c.Name, c)
}

// admit refuses a name that is taken, and one more than the quota.
func (s *Service) admit(tx *store.Tx, caller awsapi.Caller, name string) error {
	taken, err := table.Get(tx, transaction.Shelf(caller), name)
	if err != nil {
		return err
	}
	if taken != nil {
		return errNameTaken(name)
	}
	if s.Quota == 0 {
		return nil
	}
	n, err := table.Count(tx, transaction.Shelf(caller))
	if err == nil && n >= s.Quota {
		err = errQuota()
	}
	return err
}
