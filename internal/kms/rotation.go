package kms

import (
	"context"
	"time"

	"github.com/eventbridge-connections/emulator/internal/awsapi"
	model "github.com/eventbridge-connections/emulator/internal/model/kms"
	"github.com/eventbridge-connections/emulator/internal/transaction"
)

// rotation says how often a key is rotated; the zero value is never.
type rotation struct {
	Days  int
	Since time.Time
}

// usualPeriod is how many days are between two rotations when nothing is asked for (DOCUMENTED).
const usualPeriod = 365

// next is the date of the next rotation.
func (r rotation) next(now time.Time) time.Time {
	period := time.Duration(r.Days) * 24 * time.Hour
	passed := max(0, now.Sub(r.Since)) / period
	return r.Since.Add((passed + 1) * period)
}

// EnableKeyRotation has a symmetric key rotated.
//
// Errors: NotFoundException, InvalidArnException, DisabledException, KMSInvalidStateException,
// UnsupportedOperationException.
func (s *Service) EnableKeyRotation(
	ctx context.Context, in *model.EnableKeyRotationRequest,
) (*awsapi.Unit, error) {
	return s.edit(ctx, in.KeyId, func(tx *transaction.Tx, k *key) error {
		k.Rotation = rotation{awsapi.ValueOr(in.RotationPeriodInDays, usualPeriod), tx.Now()}
		return k.rotates()
	})
}

// DisableKeyRotation ends the rotation.
//
// Errors: NotFoundException, InvalidArnException, DisabledException, KMSInvalidStateException,
// UnsupportedOperationException.
func (s *Service) DisableKeyRotation(
	ctx context.Context, in *model.DisableKeyRotationRequest,
) (*awsapi.Unit, error) {
	return s.edit(ctx, in.KeyId, func(_ *transaction.Tx, k *key) error {
		k.Rotation = rotation{}
		return k.rotates()
	})
}

// rotates returns the error of a key whose rotation cannot be changed.
func (k *key) rotates() error {
	if err := k.enabled(); err != nil {
		return err
	}
	if k.Spec != model.KeySpecSymmetricDefault {
		return errNoRotation()
	}
	return nil
}

// GetKeyRotationStatus tells whether and when the key is rotated: not while it
// is about to be deleted (DOCUMENTED), and never one that is not symmetric (DOCUMENTED).
//
// Errors: NotFoundException, InvalidArnException.
func (s *Service) GetKeyRotationStatus(
	ctx context.Context, in *model.GetKeyRotationStatusRequest,
) (*model.GetKeyRotationStatusResponse, error) {
	return transaction.View(ctx, s.Store, func(
		tx *transaction.Tx,
	) (*model.GetKeyRotationStatusResponse, error) {
		k, err := findKey(tx, *in.KeyId)
		if err != nil {
			return nil, err
		}
		out := &model.GetKeyRotationStatusResponse{KeyId: &k.ID, KeyRotationEnabled: new(false)}
		if k.Rotation.Days == 0 || !k.Deletion.IsZero() {
			return out, nil
		}
		out.KeyRotationEnabled = new(true)
		out.RotationPeriodInDays = &k.Rotation.Days
		out.NextRotationDate = k.Rotation.next(tx.Now())
		return out, nil
	})
}
