package connections

import (
	"slices"
	"strings"

	"github.com/eventbridge-connections/emulator/internal/model/events"
	"github.com/eventbridge-connections/emulator/internal/transaction"
)

// secretDeleted is the reason of a connection whose secret was deleted (UNKNOWN).
const secretDeleted = "The secret of this connection was deleted."

// SecretDeleted deauthorizes the connection whose managed secret was scheduled for deletion
// (DOCUMENTED). That this takes its parameters, as a deauthorization does, is UNKNOWN.
func (s *Service) SecretDeleted(tx *transaction.Tx, arn string) error {
	c, err := table.Get(tx, connectionOf(arn))
	if err != nil || c == nil || c.SecretARN != arn {
		return err
	}
	c.Public, c.OAuthPath, c.SecretGone = nil, nil, tx.Now()
	return s.lose(tx, c, secretDeleted)
}

// connectionOf cuts the connection's name out of the ARN of its secret: what stands between
// "!connection/" and the UUID.
func connectionOf(secretARN string) string {
	_, rest, _ := strings.Cut(secretARN, "!connection/")
	name, _, _ := strings.Cut(rest, "/")
	return name
}

// KeyLost deauthorizes the caller's connections whose KMS key cannot be used any more (DOCUMENTED).
// They keep their secrets, and a key that can be used again does not authorize them (UNKNOWN).
func (s *Service) KeyLost(tx *transaction.Tx) error {
	for item, err := range table.Scan(tx, "", "") {
		if err == nil {
			err = s.checkKey(tx, item.Value)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// checkKey deauthorizes a connection that has been authorized, or is being, with a key that cannot
// be used. The text of the reason is UNKNOWN.
func (s *Service) checkKey(tx *transaction.Tx, c *connection) error {
	if c.KMSKeyIdentifier == "" || slices.Contains(unauthorized, c.state(tx)) {
		return nil
	}
	obstacle, err := s.Keys.Obstacle(tx, c.KMSKeyIdentifier)
	if err != nil || obstacle == "" {
		return err
	}
	return s.lose(tx, c, "The KMS key of this connection cannot be used: "+obstacle+".")
}

// unauthorized are the states of a connection that has no authorization to lose.
var unauthorized = []events.ConnectionState{
	events.ConnectionStateDeauthorizing,
	events.ConnectionStateDeauthorized,
	events.ConnectionStateDeleting,
}

// lose makes a connection DEAUTHORIZED for a reason, at once: when EventBridge notices is UNKNOWN.
func (s *Service) lose(tx *transaction.Tx, c *connection, reason string) error {
	err := s.begin(
		tx, c, timeline{{At: tx.Now(), State: events.ConnectionStateDeauthorized, Reason: reason}},
	)
	if err != nil {
		return err
	}
	c.Modified = tx.Now()
	return table.Put(tx, c.Name, c)
}
