package secrets

import (
	"context"

	"github.com/eventbridge-connections/emulator/internal/awsapi"
	model "github.com/eventbridge-connections/emulator/internal/model/secretsmanager"
	"github.com/eventbridge-connections/emulator/internal/transaction"
)

// GetResourcePolicy shows the policy of a secret, which is absent where there is none (RECORDED): a
// managed secret has none (INFERRED).
//
// Errors: ValidationException, ResourceNotFoundException, InvalidRequestException.
func (s *Service) GetResourcePolicy(
	ctx context.Context, in *model.GetResourcePolicyRequest,
) (*model.GetResourcePolicyResponse, error) {
	return transaction.View(ctx, s.Store, func(
		tx *transaction.Tx,
	) (*model.GetResourcePolicyResponse, error) {
		found, err := find(tx, *in.SecretId)
		if err != nil {
			return nil, err
		}
		return &model.GetResourcePolicyResponse{
			ARN: &found.ARN, Name: &found.Name, ResourcePolicy: awsapi.Present(found.Policy),
		}, found.readable()
	})
}

// PutResourcePolicy replaces the policy of a secret. It is kept and shown, and nobody is judged by
// it.
//
// Errors: ValidationException, MalformedPolicyDocumentException, PublicPolicyException,
// InvalidRequestException, ResourceNotFoundException.
func (s *Service) PutResourcePolicy(
	ctx context.Context, in *model.PutResourcePolicyRequest,
) (*model.PutResourcePolicyResponse, error) {
	p, err := readPolicy(*in.ResourcePolicy)
	switch {
	case err != nil:
		return nil, err
	case awsapi.ValueOf(in.BlockPublicPolicy) && p.public():
		return nil, errPublic()
	}
	return edit(ctx, s, in.SecretId, func(
		tx *transaction.Tx, found *secret,
	) (*model.PutResourcePolicyResponse, error) {
		found.Policy, found.Changed = printed(*in.ResourcePolicy), tx.Now()
		return &model.PutResourcePolicyResponse{ARN: &found.ARN, Name: &found.Name}, nil
	})
}

// DeleteResourcePolicy takes the policy of a secret away, if it has one.
//
// Errors: ValidationException, InvalidRequestException, ResourceNotFoundException.
func (s *Service) DeleteResourcePolicy(
	ctx context.Context, in *model.DeleteResourcePolicyRequest,
) (*model.DeleteResourcePolicyResponse, error) {
	return edit(ctx, s, in.SecretId, func(
		tx *transaction.Tx, found *secret,
	) (*model.DeleteResourcePolicyResponse, error) {
		found.Policy, found.Changed = "", tx.Now()
		return &model.DeleteResourcePolicyResponse{ARN: &found.ARN, Name: &found.Name}, nil
	})
}

// ValidateResourcePolicy tells whether a policy opens a secret to everybody (RECORDED).
//
// Errors: ValidationException, MalformedPolicyDocumentException, ResourceNotFoundException.
func (s *Service) ValidateResourcePolicy(
	ctx context.Context, in *model.ValidateResourcePolicyRequest,
) (*model.ValidateResourcePolicyResponse, error) {
	p, err := readPolicy(*in.ResourcePolicy)
	if err != nil {
		return nil, err
	}
	return transaction.View(ctx, s.Store, func(
		tx *transaction.Tx,
	) (*model.ValidateResourcePolicyResponse, error) {
		if in.SecretId != nil {
			if _, err := find(tx, *in.SecretId); err != nil {
				return nil, err
			}
		}
		out := &model.ValidateResourcePolicyResponse{
			PolicyValidationPassed: new(!p.public()), ValidationErrors: []model.ValidationErrorsEntry{},
		}
		if p.public() {
			out.ValidationErrors = append(out.ValidationErrors, model.ValidationErrorsEntry{
				CheckName: new("BlockPublicPolicyCheck"), ErrorMessage: new(publicPolicy),
			})
		}
		return out, nil
	})
}
