package connections

import (
	"context"

	"github.com/eventbridge-connections/emulator/internal/awsapi"
	"github.com/eventbridge-connections/emulator/internal/model/events"
	"github.com/eventbridge-connections/emulator/internal/transaction"
)

// Hasten ends, now, the state that each of the chosen connections would leave by
// itself, and returns how many there were. It goes over the connections of all callers.
func (s *Service) Hasten(
	ctx context.Context, chosen func(owner awsapi.Caller, name string) bool,
) (int, error) {
	return transaction.Update(ctx, s.Store, func(tx *transaction.Tx) (int, error) {
		n := 0
		for item, err := range table.All(tx) {
			if err != nil {
				return 0, err
			}
			if !chosen(item.Tx.Caller, item.Key) {
				continue
			}
			hastened, err := s.hasten(item.Tx, item.Value)
			if err != nil {
				return 0, err
			}
			if hastened {
				n++
			}
		}
		return n, nil
	})
}

func (s *Service) hasten(tx *transaction.Tx, c *connection) (bool, error) {
	switch c.state(tx) {
	case events.ConnectionStateDeleting:
		return true, s.end(tx, c)
	case events.ConnectionStateDeauthorizing:
		if err := s.loseSecret(tx, c); err != nil {
			return false, err
		}
	}
	t, ok := c.Timeline.hastened(tx)
	if !ok {
		return false, nil
	}
	if err := s.withdraw(tx, c); err != nil {
		return false, err
	}
	from := c.Timeline.current(tx) + 1
	c.Timeline = t
	if err := s.announce(tx, c, from); err != nil {
		return false, err
	}
	return true, table.Put(tx, c.Name, c)
}

// end removes a connection that is DELETING, with the secret that goes with it.
func (s *Service) end(tx *transaction.Tx, c *connection) error {
	if c.hasSecret() {
		if err := s.Vault.Delete(tx, c.SecretARN, tx.Now()); err != nil {
			return err
		}
	}
	return table.Delete(tx, c.Name)
}

// loseSecret removes the secret of a connection that is DEAUTHORIZING.
func (s *Service) loseSecret(tx *transaction.Tx, c *connection) error {
	if c.SecretGone.IsZero() || c.secretARN(tx) == "" {
		return nil
	}
	c.SecretGone = tx.Now()
	return s.Vault.Delete(tx, c.SecretARN, tx.Now())
}
