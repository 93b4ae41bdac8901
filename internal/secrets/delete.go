package secrets

import (
	"context"
	"time"

	"github.com/eventbridge-connections/emulator/internal/awsapi"
	model "github.com/eventbridge-connections/emulator/internal/model/secretsmanager"
	"github.com/eventbridge-connections/emulator/internal/transaction"
)

// The shortest, longest and usual time before a secret is deleted, in days (DOCUMENTED).
const (
	minWindow   = 7
	maxWindow   = 30
	usualWindow = 30
)

// DeleteSecret marks a secret for deletion, or deletes it without a recovery window. With a window
// that is possible for a managed secret, too (INFERRED from DOCUMENTED: a service may forbid the
// other), and its owner is told.
//
// Differs from AWS: without a window a secret is gone at once, where AWS shows it for one to four
// seconds more (RECORDED).
//
// Errors: ValidationException, InvalidParameterException, InvalidRequestException,
// ResourceNotFoundException.
func (s *Service) DeleteSecret(
	ctx context.Context, in *model.DeleteSecretRequest,
) (*model.DeleteSecretResponse, error) {
	days := awsapi.ValueOr(in.RecoveryWindowInDays, usualWindow)
	force := awsapi.ValueOf(in.ForceDeleteWithoutRecovery)
	switch {
	case force && in.RecoveryWindowInDays != nil:
		return nil, errTwoWays()
	case days < minWindow || days > maxWindow:
		return nil, errWindow()
	}
	return transaction.Update(ctx, s.Store, func(
		tx *transaction.Tx,
	) (*model.DeleteSecretResponse, error) {
		if force {
			return remove(tx, *in.SecretId)
		}
		return s.schedule(tx, *in.SecretId, time.Duration(days)*24*time.Hour)
	})
}

// schedule marks a secret for deletion after a window. A second time is refused (UNKNOWN).
func (s *Service) schedule(
	tx *transaction.Tx, id string, window time.Duration,
) (*model.DeleteSecretResponse, error) {
	found, err := find(tx, id)
	if err != nil {
		return nil, err
	}
	if err := found.readable(); err != nil {
		return nil, err
	}
	if err := found.mark(tx, tx.Now().Add(window)); err != nil {
		return nil, err
	}
	if found.Owner != "" && s.Owner != nil {
		err = s.Owner.SecretDeleted(tx, found.ARN)
	}
	return found.deleted(), err
}

// mark notes that the secret was marked for deletion, which is a change of it (RECORDED), and lets
// it be gone for every reader at the given time.
func (s *secret) mark(tx *transaction.Tx, gone time.Time) error {
	s.Deleted, s.Changed, s.Gone = tx.Now(), tx.Now(), gone
	return s.store(tx)
}

// remove deletes a secret at once, also one that is marked for deletion (RECORDED). What is not
// there is deleted, too (DOCUMENTED); the ARN that is answered then is UNKNOWN.
func remove(tx *transaction.Tx, id string) (*model.DeleteSecretResponse, error) {
	found, err := find(tx, id)
	if isNotFound(err) {
		missing := &secret{ARN: id, Name: id, Gone: tx.Now()}
		return missing.deleted(), nil
	}
	if err != nil {
		return nil, err
	}
	if found.Owner != "" {
		return nil, errOwned(found.Owner)
	}
	found.Gone = tx.Now()
	return found.deleted(), found.erase(tx)
}

func (s *secret) deleted() *model.DeleteSecretResponse {
	return &model.DeleteSecretResponse{ARN: &s.ARN, Name: &s.Name, DeletionDate: s.Gone}
}

// RestoreSecret keeps a secret that was marked for deletion. One that was not is left as it is
// (INFERRED).
//
// Errors: ValidationException, InvalidRequestException, ResourceNotFoundException.
func (s *Service) RestoreSecret(
	ctx context.Context, in *model.RestoreSecretRequest,
) (*model.RestoreSecretResponse, error) {
	return transaction.Update(ctx, s.Store, func(
		tx *transaction.Tx,
	) (*model.RestoreSecretResponse, error) {
		found, err := find(tx, *in.SecretId)
		if err != nil {
			return nil, err
		}
		out := &model.RestoreSecretResponse{ARN: &found.ARN, Name: &found.Name}
		switch {
		case found.Owner != "":
			return nil, errOwned(found.Owner)
		case found.Deleted.IsZero():
			return out, nil
		}
		found.Deleted, found.Gone, found.Changed = time.Time{}, time.Time{}, tx.Now()
		return out, found.store(tx)
	})
}
