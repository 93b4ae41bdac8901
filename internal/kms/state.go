package kms

import (
	"context"
	"time"

	"github.com/eventbridge-connections/emulator/internal/awsapi"
	model "github.com/eventbridge-connections/emulator/internal/model/kms"
	"github.com/eventbridge-connections/emulator/internal/transaction"
)

// The shortest, longest and usual time before a key is deleted, in days (DOCUMENTED).
const (
	minWindow   = 7
	maxWindow   = 30
	usualWindow = 30
)

// EnableKey lets a key be used.
//
// Errors: NotFoundException, InvalidArnException, KMSInvalidStateException.
func (s *Service) EnableKey(ctx context.Context, in *model.EnableKeyRequest) (*awsapi.Unit, error) {
	return s.edit(ctx, in.KeyId, func(_ *transaction.Tx, k *key) error {
		k.Disabled = false
		return nil
	})
}

// DisableKey lets a key not be used.
//
// Errors: NotFoundException, InvalidArnException, KMSInvalidStateException.
func (s *Service) DisableKey(
	ctx context.Context, in *model.DisableKeyRequest,
) (*awsapi.Unit, error) {
	return s.edit(ctx, in.KeyId, func(_ *transaction.Tx, k *key) error {
		k.Disabled = true
		return nil
	})
}

// ScheduleKeyDeletion has a key and its aliases deleted after some days.
//
// Errors: ValidationException, NotFoundException, InvalidArnException, KMSInvalidStateException.
func (s *Service) ScheduleKeyDeletion(
	ctx context.Context, in *model.ScheduleKeyDeletionRequest,
) (*model.ScheduleKeyDeletionResponse, error) {
	days := awsapi.ValueOr(in.PendingWindowInDays, usualWindow)
	if days < minWindow || days > maxWindow {
		return nil, errWindow()
	}
	return transaction.Update(ctx, s.Store, func(
		tx *transaction.Tx,
	) (*model.ScheduleKeyDeletionResponse, error) {
		k, err := findKey(tx, *in.KeyId)
		if err != nil {
			return nil, err
		}
		if err := k.kept(); err != nil {
			return nil, err
		}
		k.Deletion = tx.Now().Add(time.Duration(days) * 24 * time.Hour)
		if err := k.putWithAliases(tx); err != nil {
			return nil, err
		}
		return &model.ScheduleKeyDeletionResponse{
			KeyId:               &k.ARN, // DOCUMENTED: not the id
			DeletionDate:        k.Deletion,
			KeyState:            new(k.state()),
			PendingWindowInDays: &days,
		}, s.tell(tx, k)
	})
}

// CancelKeyDeletion keeps a key that was to be deleted. It is disabled then (DOCUMENTED).
//
// Errors: NotFoundException, InvalidArnException, KMSInvalidStateException.
func (s *Service) CancelKeyDeletion(
	ctx context.Context, in *model.CancelKeyDeletionRequest,
) (*model.CancelKeyDeletionResponse, error) {
	return transaction.Update(ctx, s.Store, func(
		tx *transaction.Tx,
	) (*model.CancelKeyDeletionResponse, error) {
		k, err := findKey(tx, *in.KeyId)
		if err != nil {
			return nil, err
		}
		if k.Deletion.IsZero() {
			return nil, errNotPending(k.ARN)
		}
		k.Deletion, k.Disabled = time.Time{}, true
		return &model.CancelKeyDeletionResponse{KeyId: &k.ARN}, k.putWithAliases(tx)
	})
}
