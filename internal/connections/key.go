package connections

import (
	"github.com/eventbridge-connections/emulator/internal/model/events"
	"github.com/eventbridge-connections/emulator/internal/transaction"
)

// Keys is what connections need to know of KMS keys, in their own transactions.
type Keys interface {
	// Obstacle tells what keeps EventBridge from using the key that an identifier
	// names; nothing when it can, and when there is no such key here.
	Obstacle(tx *transaction.Tx, identifier string) (string, error)
}

// admitKey refuses a key that is here and cannot be used. One that is not here
// may live elsewhere; no key at all is AWS's own.
func (s *Service) admitKey(tx *transaction.Tx, verb, identifier string) error {
	if identifier == "" || s.Keys == nil {
		return nil
	}
	obstacle, err := s.Keys.Obstacle(tx, identifier)
	if err == nil && obstacle != "" {
		err = errKey(verb, identifier, obstacle)
	}
	return err
}

// admitKeyOf refuses an update that needs such a key: to encrypt the secret with
// it from now on or, with the key that the connection has, to write it (INFERRED).
func (s *Service) admitKeyOf(tx *transaction.Tx, c *connection, in *events.UpdateConnectionRequest) error {
	switch {
	case in.KmsKeyIdentifier != nil:
		return s.admitKey(tx, string(commandUpdate), *in.KmsKeyIdentifier)
	case authorizes(in):
		return s.admitKey(tx, string(commandUpdate), c.KMSKeyIdentifier)
	}
	return nil
}
