package connections

import (
	"context"

	"github.com/eventbridge-connections/emulator/internal/awsapi"
	"github.com/eventbridge-connections/emulator/internal/model/events"
	"github.com/eventbridge-connections/emulator/internal/transaction"
)

// UpdateConnection changes what is given and keeps the rest. Authorization
// parameters count only together with their type (RECORDED).
//
// Errors: ValidationException, ResourceNotFoundException, ConcurrentModificationException,
// AccessDeniedException.
func (s *Service) UpdateConnection(
	ctx context.Context, in *events.UpdateConnectionRequest,
) (*events.UpdateConnectionResponse, error) {
	if err := checkUpdate(in); err != nil {
		return nil, err
	}
	return transaction.Update(ctx, s.Store, func(
		tx *transaction.Tx,
	) (*events.UpdateConnectionResponse, error) {
		c, err := s.command(tx, commandUpdate, *in.Name)
		if err != nil {
			return nil, err
		}
		if err := s.admitKeyOf(tx, c, in); err != nil {
			return nil, err
		}
		before := c.lastModified(tx)
		state, err := s.change(tx, c, in)
		if err != nil {
			return nil, err
		}
		modified := tx.Now()
		if authorizes(in) {
			modified = before // RECORDED: the answer to new parameters is one change behind
		}
		return c.answer(tx, state, modified), table.Put(tx, c.Name, c)
	})
}

// authorizes tells whether the update has a type together with parameters.
func authorizes(in *events.UpdateConnectionRequest) bool {
	return in.AuthorizationType != nil && kinds(in.AuthParameters) != nil
}

// checkUpdate refuses an update of nothing. One of the private path alone is
// taken, though AWS's text does not name it (UNKNOWN).
func checkUpdate(in *events.UpdateConnectionRequest) error {
	if authorizes(in) {
		return check("update", *in.AuthorizationType, in.AuthParameters)
	}
	if in.Description == nil && in.KmsKeyIdentifier == nil &&
		in.InvocationConnectivityParameters == nil {
		return errNothingToUpdate()
	}
	return nil
}

// change applies the update and returns the state that it is answered with.
func (s *Service) change(
	tx *transaction.Tx, c *connection, in *events.UpdateConnectionRequest,
) (events.ConnectionState, error) {
	c.Description = awsapi.ValueOr(in.Description, c.Description)
	c.InvocationPath = c.pathTo(in.InvocationConnectivityParameters, c.InvocationPath, tx.Caller)
	if authorizes(in) {
		if err := s.reauthorize(tx, c, in); err != nil {
			return "", err
		}
	}
	if err := s.rekey(tx, c, in.KmsKeyIdentifier); err != nil {
		return "", err
	}
	c.Modified = tx.Now()
	if authorizes(in) || in.InvocationConnectivityParameters != nil && c.hasSecret() {
		if err := s.authorize(tx, c, events.ConnectionStateUpdating); err != nil {
			return "", err
		}
		return c.Timeline[0].State, nil
	}
	return c.state(tx), nil
}

// reauthorize merges the given parameters with the stored ones (RECORDED), or
// starts anew where those are of another type or were removed. A change of type
// keeps the secret and the invocation parameters (UNKNOWN).
func (s *Service) reauthorize(
	tx *transaction.Tx, c *connection, in *events.UpdateConnectionRequest,
) error {
	p, err := s.stored(tx, c)
	if err != nil {
		return err
	}
	if *in.AuthorizationType != c.AuthorizationType {
		p = &parameters{InvocationHTTP: p.InvocationHTTP}
		c.OAuthPath = nil
	}
	c.AuthorizationType = *in.AuthorizationType
	p.apply(in.AuthParameters)
	if !p.complete(c.AuthorizationType) {
		return errIncomplete(c.AuthorizationType)
	}
	c.OAuthPath = c.pathTo(in.AuthParameters.ConnectivityParameters, c.OAuthPath, tx.Caller)
	return s.keep(tx, string(commandUpdate), c, p)
}
