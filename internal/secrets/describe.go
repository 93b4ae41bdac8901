package secrets

import (
	"context"

	"github.com/eventbridge-connections/emulator/internal/model/secretsmanager"
	"github.com/eventbridge-connections/emulator/internal/transaction"
)

// DescribeSecret shows a secret without its value, also while it is marked for deletion (RECORDED).
//
// Errors: ResourceNotFoundException.
func (s *Service) DescribeSecret(ctx context.Context, in *secretsmanager.DescribeSecretRequest) (*secretsmanager.DescribeSecretResponse, error) {
	return transaction.View(ctx, s.Store, func(tx *transaction.Tx) (*secretsmanager.DescribeSecretResponse, error) {
		found, err := find(tx, *in.SecretId)
		if err != nil {
			return nil, err
		}
		shown := found.entry()
		return &secretsmanager.DescribeSecretResponse{
			ARN:                shown.ARN,
			Name:               shown.Name,
			KmsKeyId:           shown.KmsKeyId,
			LastChangedDate:    shown.LastChangedDate,
			LastAccessedDate:   shown.LastAccessedDate,
			DeletedDate:        shown.DeletedDate,
			Tags:               shown.Tags,
			VersionIdsToStages: shown.SecretVersionsToStages,
			OwningService:      shown.OwningService,
			CreatedDate:        shown.CreatedDate,
		}, nil
	})
}

// entry shows the secret as lists do: no description, no rotation, a KMS key only when one was given (RECORDED).
func (s *secret) entry() secretsmanager.SecretListEntry {
	out := secretsmanager.SecretListEntry{
		ARN:                    &s.ARN,
		Name:                   &s.Name,
		LastChangedDate:        s.Changed,
		LastAccessedDate:       s.Accessed,
		DeletedDate:            s.Deleted,
		Tags:                   []secretsmanager.Tag{{Key: new(ownerTag), Value: new(owner)}},
		SecretVersionsToStages: s.versionsToStages(),
		OwningService:          new(owner),
		CreatedDate:            s.Created,
	}
	if s.KMSKeyID != "" {
		out.KmsKeyId = &s.KMSKeyID
	}
	return out
}
