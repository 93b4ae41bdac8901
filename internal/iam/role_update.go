package iam

import (
	"context"

	"github.com/eventbridge-connections/emulator/internal/awsapi"
	model "github.com/eventbridge-connections/emulator/internal/model/iam"
	"github.com/eventbridge-connections/emulator/internal/transaction"
)

// UpdateRole changes what is given: an empty description clears the one there was (RECORDED).
//
// Errors: NoSuchEntity, UnmodifiableEntity for the sessions of a service-linked role.
func (s *Service) UpdateRole(
	ctx context.Context,
	in *model.UpdateRoleRequest,
) (*model.UpdateRoleResponse, error) {
	return update(ctx, s, func(tx *transaction.Tx) (*model.UpdateRoleResponse, error) {
		r, err := getRole(tx, *in.RoleName)
		if err != nil {
			return nil, err
		}
		if r.Service != "" && in.MaxSessionDuration != nil {
			return nil, errSession(r.Name)
		}
		r.Description = awsapi.ValueOr(in.Description, r.Description)
		r.MaxSession = awsapi.ValueOr(in.MaxSessionDuration, r.MaxSession)
		return new(model.UpdateRoleResponse), r.put(tx)
	})
}

// UpdateRoleDescription changes the description alone.
//
// Errors: NoSuchEntity.
func (s *Service) UpdateRoleDescription(
	ctx context.Context, in *model.UpdateRoleDescriptionRequest,
) (*model.UpdateRoleDescriptionResponse, error) {
	return update(ctx, s, func(tx *transaction.Tx) (*model.UpdateRoleDescriptionResponse, error) {
		r, err := getRole(tx, *in.RoleName)
		if err != nil {
			return nil, err
		}
		r.Description = *in.Description
		return &model.UpdateRoleDescriptionResponse{Role: r.described()}, r.put(tx)
	})
}

// UpdateAssumeRolePolicy replaces the trust policy.
//
// Errors: NoSuchEntity, UnmodifiableEntity, MalformedPolicyDocument, LimitExceeded.
func (s *Service) UpdateAssumeRolePolicy(
	ctx context.Context,
	in *model.UpdateAssumeRolePolicyRequest,
) (*awsapi.Unit, error) {
	return s.edit(ctx, func(tx *transaction.Tx) error {
		r, err := ownRole(tx, *in.RoleName)
		if err != nil {
			return err
		}
		if r.Trust, err = trusted(tx, *in.PolicyDocument); err != nil {
			return err
		}
		return r.put(tx)
	})
}

// DeleteRole deletes a role that has no policies. The order of its checks is INFERRED from another
// emulator.
//
// Errors: NoSuchEntity, UnmodifiableEntity, DeleteConflict.
func (s *Service) DeleteRole(
	ctx context.Context,
	in *model.DeleteRoleRequest,
) (*awsapi.Unit, error) {
	return s.edit(ctx, func(tx *transaction.Tx) error {
		r, err := ownRole(tx, *in.RoleName)
		if err != nil {
			return err
		}
		if len(r.Attached) > 0 {
			return errRoleAttached()
		}
		if r.Inline > 0 {
			return errRoleInline()
		}
		return r.delete(tx)
	})
}

// delete removes the role, from what uses its permissions boundary, too.
func (r *role) delete(tx *transaction.Tx) error {
	if err := r.unbound(tx); err != nil {
		return err
	}
	return roles.Delete(tx, key(r.Name))
}
