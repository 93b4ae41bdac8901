package connections

import (
	"context"

	"github.com/eventbridge-connections/emulator/internal/awsapi"
	"github.com/eventbridge-connections/emulator/internal/model/events"
	"github.com/eventbridge-connections/emulator/internal/store"
	"github.com/eventbridge-connections/emulator/internal/transaction"
)

// Hasten ends, now, the state that each of the chosen connections would leave by
// itself, and returns how many there were. It goes over the connections of all callers.
func (s *Service) Hasten(ctx context.Context, chosen func(shelf store.Shelf, name string) bool) (n int, err error) {
	err = s.Store.Update(ctx, func(tx *store.Tx) error {
		n = 0
		for item, err := range table.All(tx) {
			if err != nil {
				return err
			}
			if !chosen(item.Shelf, item.Key) {
				continue
			}
			hastened, err := s.hasten(tx, item)
			if err != nil {
				return err
			}
			if hastened {
				n++
			}
		}
		return nil
	})
	return n, err
}

func (s *Service) hasten(tx *store.Tx, item store.Item[connection]) (bool, error) {
	c, caller := item.Value, awsapi.Caller{Account: item.Shelf.Account, Region: item.Shelf.Region}
	switch c.state(tx) {
	case events.ConnectionStateDeleting:
		return true, s.end(tx, caller, c)
	case events.ConnectionStateDeauthorizing:
		if err := s.loseSecret(tx, caller, c); err != nil {
			return false, err
		}
	}
	t, ok := c.Timeline.hastened(tx)
	if !ok {
		return false, nil
	}
	from := c.Timeline.current(tx) + 1
	c.Timeline = t
	s.foretell(tx, caller, c, from)
	return true, table.Put(tx, item.Shelf, c.Name, c)
}

// end removes a connection that is DELETING, with the secret that goes with it.
func (s *Service) end(tx *store.Tx, caller awsapi.Caller, c *connection) error {
	if c.hasSecret() {
		if err := s.Vault.Delete(tx, caller, c.SecretARN, tx.Now()); err != nil {
			return err
		}
	}
	return table.Delete(tx, transaction.Shelf(caller), c.Name)
}

// loseSecret removes the secret of a connection that is DEAUTHORIZING.
func (s *Service) loseSecret(tx *store.Tx, caller awsapi.Caller, c *connection) error {
	if c.SecretGone.IsZero() || c.secretARN(tx) == "" {
		return nil
	}
	c.SecretGone = tx.Now()
	return s.Vault.Delete(tx, caller, c.SecretARN, tx.Now())
}
