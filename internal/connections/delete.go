package connections

import (
	"context"

	"github.com/eventbridge-connections/emulator/internal/model/events"
	"github.com/eventbridge-connections/emulator/internal/transaction"
)

// DeleteConnection deletes the connection and its secret. Until that has
// settled, the connection shows as DELETING with all that it has (RECORDED); then it is gone.
//
// Errors: ResourceNotFoundException, ConcurrentModificationException.
func (s *Service) DeleteConnection(
	ctx context.Context, in *events.DeleteConnectionRequest,
) (*events.DeleteConnectionResponse, error) {
	return transaction.Update(ctx, s.Store, func(
		tx *transaction.Tx,
	) (*events.DeleteConnectionResponse, error) {
		c, err := s.command(tx, commandDelete, *in.Name)
		if err != nil {
			return nil, err
		}
		before := c.lastModified(tx)
		if err := s.remove(tx, c); err != nil {
			return nil, err
		}
		answer := c.answer(tx, c.Timeline[0].State, before) // RECORDED: one change behind
		return (*events.DeleteConnectionResponse)(answer), nil
	})
}

// remove begins the end of the connection. One that is DELETING goes on as it
// is: asking again does not put off the end (UNKNOWN).
func (s *Service) remove(tx *transaction.Tx, c *connection) error {
	if c.state(tx) == events.ConnectionStateDeleting {
		return nil
	}
	if err := s.tellDependents(tx, c); err != nil {
		return err
	}
	gone := s.Settle.end(tx.Now(), events.ConnectionStateDeleting)
	if c.hasSecret() {
		if err := s.Vault.Delete(tx, c.SecretARN, gone); err != nil {
			return err
		}
	}
	t := timeline{
		{At: tx.Now(), State: events.ConnectionStateDeleting, Reason: c.Timeline.at(tx).Reason},
	}
	if err := s.begin(tx, c, t); err != nil {
		return err
	}
	c.Modified = tx.Now()
	return table.PutUntil(tx, c.Name, c, gone)
}
