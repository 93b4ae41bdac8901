package iam

import (
	"context"

	"github.com/eventbridge-connections/emulator/internal/awsapi"
	model "github.com/eventbridge-connections/emulator/internal/model/iam"
	"github.com/eventbridge-connections/emulator/internal/transaction"
)

// CreatePolicy makes a managed policy with a first version. The answer has no description
// (UNKNOWN).
//
// Errors: EntityAlreadyExists, MalformedPolicyDocument, LimitExceeded, InvalidInput.
func (s *Service) CreatePolicy(
	ctx context.Context,
	in *model.CreatePolicyRequest,
) (*model.CreatePolicyResponse, error) {
	c, path := awsapi.CallerFrom(ctx), awsapi.ValueOr(in.Path, "/")
	return update(ctx, s, func(tx *transaction.Tx) (*model.CreatePolicyResponse, error) {
		p := &policy{
			Name:        *in.PolicyName,
			ID:          awsapi.NewUniqueID("ANPA", c.Account),
			ARN:         c.GlobalARN("iam", "policy"+path+*in.PolicyName),
			Path:        path,
			Description: awsapi.ValueOf(in.Description),
			Created:     tx.Now(),
		}
		if err := p.create(tx, in); err != nil {
			return nil, err
		}
		out := new(p.listed())
		out.Tags = shown(p.Tags)
		return &model.CreatePolicyResponse{Policy: out}, nil
	})
}

// create stores a new policy with what can be wrong with it.
func (p *policy) create(tx *transaction.Tx, in *model.CreatePolicyRequest) (err error) {
	taken, err := policies.Get(tx, p.key())
	if err != nil {
		return err
	}
	if taken != nil {
		return errPolicyTaken(p.Name)
	}
	if p.Tags, err = tagged(nil, in.Tags, samePolicyTag); err != nil {
		return err
	}
	if _, err := p.add(tx, *in.PolicyDocument, true); err != nil {
		return err
	}
	return p.put(tx)
}

// DeletePolicy deletes a managed policy that nobody uses and that has one version.
//
// Errors: NoSuchEntity, UnmodifiableEntity, DeleteConflict, ValidationError.
func (s *Service) DeletePolicy(
	ctx context.Context,
	in *model.DeletePolicyRequest,
) (*awsapi.Unit, error) {
	return s.edit(ctx, func(tx *transaction.Tx) error {
		p, err := ownPolicy(tx, *in.PolicyArn)
		switch {
		case err != nil:
			return err
		case p.Attached > 0 || p.Bounds > 0: // INFERRED for permissions boundaries
			return errPolicyAttached()
		case len(p.Versions) > 1:
			return errVersionsLeft()
		}
		if err := documents.Delete(tx, p.documentKey(p.Default)); err != nil {
			return err
		}
		return policies.Delete(tx, p.key())
	})
}
