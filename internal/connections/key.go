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

	// Missing tells whether an identifier names a key of the caller's that does not exist.
	Missing(tx *transaction.Tx, identifier string) (bool, error)
}

// admitKey refuses a key that is here and cannot be used. No key at all is AWS's own, and one of
// another account or region may live there.
func (s *Service) admitKey(tx *transaction.Tx, verb, name, identifier string) error {
	if identifier == "" || s.Keys == nil {
		return nil
	}
	obstacle, err := s.Keys.Obstacle(tx, identifier)
	if err != nil {
		return err
	}
	if obstacle != "" {
		return errKey(verb, identifier, obstacle)
	}
	missing, err := s.Keys.Missing(tx, identifier)
	if err == nil && missing {
		err = s.missKey(tx, verb, name, identifier)
	}
	return err
}

// missKey warns of a key of the caller's that does not exist, or refuses it.
//
// Differs from AWS: unless told otherwise (-strict-keys), a connection takes a KMS key that does
// not exist, so that nobody has to make one.
func (s *Service) missKey(tx *transaction.Tx, verb, name, identifier string) error {
	if s.StrictKeys {
		return errKeyMissing(verb, identifier)
	}
	tx.OnCommit(func() {
		s.Log.Warn("connection names a KMS key that does not exist", "account", tx.Caller.Account,
			"region", tx.Caller.Region, "connection", name, "key", identifier)
	})
	return nil
}

// admitKeyOf refuses an update that needs such a key: to encrypt the secret with
// it from now on or, with the key that the connection has, to write it (INFERRED).
func (s *Service) admitKeyOf(
	tx *transaction.Tx, c *connection, in *events.UpdateConnectionRequest,
) error {
	switch {
	case in.KmsKeyIdentifier != nil:
		return s.admitKey(tx, string(commandUpdate), c.Name, *in.KmsKeyIdentifier)
	case authorizes(in):
		return s.admitKey(tx, string(commandUpdate), c.Name, c.KMSKeyIdentifier)
	}
	return nil
}
