package kms

import (
	"context"

	"github.com/eventbridge-connections/emulator/internal/awsapi"
	model "github.com/eventbridge-connections/emulator/internal/model/kms"
	"github.com/eventbridge-connections/emulator/internal/transaction"
)

// DescribeKey shows the key that an id, an ARN, an alias or its ARN names.
//
// Errors: NotFoundException, InvalidArnException.
func (s *Service) DescribeKey(
	ctx context.Context, in *model.DescribeKeyRequest,
) (*model.DescribeKeyResponse, error) {
	return transaction.View(ctx, s.Store, func(
		tx *transaction.Tx,
	) (*model.DescribeKeyResponse, error) {
		k, err := find(tx, *in.KeyId)
		if err != nil {
			return nil, err
		}
		return &model.DescribeKeyResponse{KeyMetadata: k.metadata(tx.Caller)}, nil
	})
}

// UpdateKeyDescription replaces the description.
//
// Errors: NotFoundException, InvalidArnException, KMSInvalidStateException.
func (s *Service) UpdateKeyDescription(
	ctx context.Context, in *model.UpdateKeyDescriptionRequest,
) (*awsapi.Unit, error) {
	return s.edit(ctx, in.KeyId, func(_ *transaction.Tx, k *key) error {
		k.Description = *in.Description
		return nil
	})
}
