package iam

import (
	"context"

	"github.com/eventbridge-connections/emulator/internal/awsapi"
	model "github.com/eventbridge-connections/emulator/internal/model/iam"
	"github.com/eventbridge-connections/emulator/internal/transaction"
)

// PutRolePermissionsBoundary sets the policy that bounds what a role may do.
//
// Errors: NoSuchEntity, UnmodifiableEntity, ValidationError.
func (s *Service) PutRolePermissionsBoundary(
	ctx context.Context,
	in *model.PutRolePermissionsBoundaryRequest,
) (*awsapi.Unit, error) {
	return s.edit(ctx, func(tx *transaction.Tx) error {
		r, err := ownRole(tx, *in.RoleName)
		if err != nil {
			return err
		}
		return r.bound(tx, *in.PermissionsBoundary)
	})
}

// DeleteRolePermissionsBoundary takes it from the role.
//
// Errors: NoSuchEntity, also where there is none (RECORDED), and UnmodifiableEntity.
func (s *Service) DeleteRolePermissionsBoundary(
	ctx context.Context,
	in *model.DeleteRolePermissionsBoundaryRequest,
) (*awsapi.Unit, error) {
	return s.edit(ctx, func(tx *transaction.Tx) error {
		r, err := ownRole(tx, *in.RoleName)
		if err != nil {
			return err
		}
		if r.Boundary == "" {
			return errNoBoundary(r.Name)
		}
		if err := r.unbound(tx); err != nil {
			return err
		}
		return r.put(tx)
	})
}

// bound stores the role with a permissions boundary, in place of the one that it has.
func (r *role) bound(tx *transaction.Tx, arn string) error {
	p, err := attachable(tx, arn)
	if err != nil {
		return err
	}
	if r.Boundary == arn {
		return nil
	}
	if err := r.unbound(tx); err != nil {
		return err
	}
	r.Boundary = arn
	if err := p.use(tx, r, func(u *usage) { u.Bounds = true }); err != nil {
		return err
	}
	return r.put(tx)
}

// unbound takes the permissions boundary from the role, which is not stored.
func (r *role) unbound(tx *transaction.Tx) error {
	if r.Boundary == "" {
		return nil
	}
	p, err := getPolicy(tx, r.Boundary)
	if err != nil {
		return err
	}
	r.Boundary = ""
	return p.use(tx, r, func(u *usage) { u.Bounds = false })
}
