package secrets

import (
	"context"

	model "github.com/eventbridge-connections/emulator/internal/model/secretsmanager"
	"github.com/eventbridge-connections/emulator/internal/transaction"
)

// UpdateSecretVersionStage moves a label from one version to another, attaches it or takes it away.
//
// Errors: ValidationException, InvalidParameterException, InvalidRequestException,
// ResourceNotFoundException, LimitExceededException.
func (s *Service) UpdateSecretVersionStage(
	ctx context.Context, in *model.UpdateSecretVersionStageRequest,
) (*model.UpdateSecretVersionStageResponse, error) {
	return edit(ctx, s, in.SecretId, func(
		tx *transaction.Tx, found *secret,
	) (*model.UpdateSecretVersionStageResponse, error) {
		found.Changed = tx.Now()
		return &model.UpdateSecretVersionStageResponse{ARN: &found.ARN, Name: &found.Name},
			found.move(*in.VersionStage, in.RemoveFromVersionId, in.MoveToVersionId)
	})
}

// move takes a label from one version and attaches it to another; either may be absent.
func (s *secret) move(label string, from, to *string) error {
	if from == nil && to == nil {
		return errNoMove()
	}
	holder := s.holder(label)
	if err := s.checkSource(label, holder, from, to); err != nil {
		return err
	}
	if to == nil {
		s.detach(holder, label)
		return nil
	}
	at := s.place(*to)
	if at < 0 {
		return errNoVersion("VersionId", *to)
	}
	s.attach(at, label)
	if len(s.Versions[at].Stages) > maxStages {
		return errTooManyStages()
	}
	return nil
}

// checkSource refuses to take a label from another version than the one that is named, and
// AWSCURRENT from all.
func (s *secret) checkSource(label string, holder int, from, to *string) error {
	switch {
	case from != nil && s.place(*from) < 0:
		return errNoVersion("VersionId", *from)
	case from != nil && holder != s.place(*from):
		return errOtherHolder(label, *from)
	case from == nil && holder >= 0 && s.Versions[holder].ID != *to:
		return errNoSource(label, s.Versions[holder].ID)
	case to == nil && label == current:
		return errRemoveCurrent()
	}
	return nil
}
