package secrets

import (
	"context"

	"github.com/eventbridge-connections/emulator/internal/awsapi"
	model "github.com/eventbridge-connections/emulator/internal/model/secretsmanager"
	"github.com/eventbridge-connections/emulator/internal/transaction"
)

// DescribeSecret shows a secret without its value, also while it is marked for deletion (RECORDED).
//
// Errors: ResourceNotFoundException.
func (s *Service) DescribeSecret(
	ctx context.Context, in *model.DescribeSecretRequest,
) (*model.DescribeSecretResponse, error) {
	return transaction.View(ctx, s.Store, func(
		tx *transaction.Tx,
	) (*model.DescribeSecretResponse, error) {
		found, err := find(tx, *in.SecretId)
		if err != nil {
			return nil, err
		}
		return found.describe(), nil
	})
}

// describe shows the secret by itself.
func (s *secret) describe() *model.DescribeSecretResponse {
	shown := s.entry()
	return &model.DescribeSecretResponse{
		ARN:                shown.ARN,
		Name:               shown.Name,
		Description:        shown.Description,
		KmsKeyId:           shown.KmsKeyId,
		RotationEnabled:    shown.RotationEnabled,
		LastChangedDate:    shown.LastChangedDate,
		LastAccessedDate:   shown.LastAccessedDate,
		DeletedDate:        shown.DeletedDate,
		Tags:               shown.Tags,
		VersionIdsToStages: shown.SecretVersionsToStages,
		OwningService:      shown.OwningService,
		CreatedDate:        shown.CreatedDate,
	}
}

// entry shows the secret as lists do: what is empty is absent, and rotation is unless it was
// cancelled (RECORDED).
func (s *secret) entry() model.SecretListEntry {
	out := model.SecretListEntry{
		ARN:                    &s.ARN,
		Name:                   &s.Name,
		Description:            awsapi.Present(s.Description),
		KmsKeyId:               awsapi.Present(s.KMSKeyID),
		LastChangedDate:        s.Changed,
		LastAccessedDate:       s.Accessed,
		DeletedDate:            s.Deleted,
		Tags:                   s.shownTags(),
		SecretVersionsToStages: s.versionsToStages(),
		OwningService:          awsapi.Present(s.Owner),
		CreatedDate:            s.Created,
	}
	if s.Unrotated {
		out.RotationEnabled = new(false)
	}
	return out
}
