package secrets

import (
	"context"

	"github.com/eventbridge-connections/emulator/internal/model/secretsmanager"
	"github.com/eventbridge-connections/emulator/internal/transaction"
)

// GetResourcePolicy names the secret: a managed one has no policy (INFERRED).
//
// Errors: ResourceNotFoundException, InvalidRequestException.
func (s *Service) GetResourcePolicy(ctx context.Context, in *secretsmanager.GetResourcePolicyRequest) (*secretsmanager.GetResourcePolicyResponse, error) {
	return transaction.View(ctx, s.Store, func(tx *transaction.Tx) (*secretsmanager.GetResourcePolicyResponse, error) {
		found, err := find(tx, *in.SecretId)
		if err != nil {
			return nil, err
		}
		return &secretsmanager.GetResourcePolicyResponse{ARN: &found.ARN, Name: &found.Name}, found.readable()
	})
}
