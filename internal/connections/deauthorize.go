package connections

import (
	"context"

	"github.com/eventbridge-connections/emulator/internal/model/events"
	"github.com/eventbridge-connections/emulator/internal/transaction"
)

// deauthorized is the reason that a deauthorized connection gives (RECORDED).
const deauthorized = "The authorization parameters were removed from this connection by a " +
	"DeauthorizeConnection operation."

// DeauthorizeConnection removes the authorization parameters and the secret.
// A second one succeeds as the first (RECORDED).
//
// Errors: ResourceNotFoundException, ConcurrentModificationException.
func (s *Service) DeauthorizeConnection(
	ctx context.Context, in *events.DeauthorizeConnectionRequest,
) (*events.DeauthorizeConnectionResponse, error) {
	return transaction.Update(ctx, s.Store, func(
		tx *transaction.Tx,
	) (*events.DeauthorizeConnectionResponse, error) {
		c, err := s.command(tx, commandDeauthorize, *in.Name)
		if err != nil {
			return nil, err
		}
		before := c.lastModified(tx)
		if err := s.deauthorize(tx, c); err != nil {
			return nil, err
		}
		answer := c.answer(tx, c.Timeline[0].State, before) // RECORDED: one change behind
		return (*events.DeauthorizeConnectionResponse)(answer), nil
	})
}

// deauthorize takes the connection's secret and parameters away. One that is
// at it already goes on as it is: asking again does not put off the end (UNKNOWN).
func (s *Service) deauthorize(tx *transaction.Tx, c *connection) error {
	if c.state(tx) == events.ConnectionStateDeauthorizing {
		return nil
	}
	t := s.Settle.settled(
		tx.Now(), events.ConnectionStateDeauthorizing, events.ConnectionStateDeauthorized, deauthorized,
	)
	if err := s.begin(tx, c, t); err != nil {
		return err
	}
	if c.hasSecret() {
		c.SecretGone = s.Settle.end(tx.Now(), events.ConnectionStateDeauthorizing)
		if err := s.Vault.Delete(tx, c.SecretARN, c.SecretGone); err != nil {
			return err
		}
	}
	c.Public, c.OAuthPath, c.Modified = nil, nil, tx.Now()
	return table.Put(tx, c.Name, c)
}
