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
}

// edit changes a key that is named by its id or ARN and is not about to be deleted.
func (s *Service) edit(ctx context.Context, id *string, change func(*transaction.Tx, *key) error) (*awsapi.Unit, error) {
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
		return nil, k.put(tx)
	})
}
