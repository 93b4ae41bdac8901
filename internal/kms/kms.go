// Package kms keeps keys and aliases of AWS Key Management Service, as far as a
// connection needs one and Terraform makes one. No key has material: nothing is
// encrypted, and what would use a key is not served.
package kms

import (
	"context"

	"github.com/eventbridge-connections/emulator/internal/awsapi"
	"github.com/eventbridge-connections/emulator/internal/page"
	"github.com/eventbridge-connections/emulator/internal/store"
	"github.com/eventbridge-connections/emulator/internal/transaction"
)

// Service is the server of the model.
type Service struct {
	Store  *store.Store
	Tokens *page.Sealer
	Users  Users // nil when nobody is to be told
}

// Users are those who use keys, as far as they have to know what becomes of them.
type Users interface {
	// KeyLost tells, in the transaction that did it, that a key of the caller's cannot be used for
	// connections any more.
	KeyLost(tx *transaction.Tx) error
}

// tell tells the users of keys, if there are any, that a key cannot be used for connections.
func (s *Service) tell(tx *transaction.Tx, k *key) error {
	if s.Users == nil || k.obstacle() == "" {
		return nil
	}
	return s.Users.KeyLost(tx)
}

// edit changes a key that is named by its id or ARN and is not about to be deleted.
func (s *Service) edit(
	ctx context.Context, id *string, change func(*transaction.Tx, *key) error,
) (*awsapi.Unit, error) {
	return transaction.Update(ctx, s.Store, func(tx *transaction.Tx) (*awsapi.Unit, error) {
		k, err := findKey(tx, *id)
		if err != nil {
			return nil, err
		}
		if err := k.kept(); err != nil {
			return nil, err
		}
		if err := change(tx, k); err != nil {
			return nil, err
		}
		if err := k.put(tx); err != nil {
			return nil, err
		}
		return nil, s.tell(tx, k)
	})
}
