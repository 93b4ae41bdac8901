package iam

import (
	"context"

	"github.com/eventbridge-connections/emulator/internal/awsapi"
	model "github.com/eventbridge-connections/emulator/internal/model/iam"
	"github.com/eventbridge-connections/emulator/internal/transaction"
)

// CreateRole makes a role. The answer has the trust policy as it was sent, and neither the
// description nor the length of sessions (RECORDED).
//
// Errors: EntityAlreadyExists, MalformedPolicyDocument, LimitExceeded, NoSuchEntity, InvalidInput.
func (s *Service) CreateRole(
	ctx context.Context,
	in *model.CreateRoleRequest,
) (*model.CreateRoleResponse, error) {
	c, path := awsapi.CallerFrom(ctx), awsapi.ValueOr(in.Path, "/")
	return update(ctx, s, func(tx *transaction.Tx) (*model.CreateRoleResponse, error) {
		r := &role{
			Name:        *in.RoleName,
			ID:          awsapi.NewUniqueID("AROA", c.Account),
			ARN:         roleARN(c, path, *in.RoleName),
			Path:        path,
			Description: awsapi.ValueOf(in.Description),
			MaxSession:  awsapi.ValueOr(in.MaxSessionDuration, defaultSession),
			Created:     tx.Now(),
		}
		if err := r.create(tx, in); err != nil {
			return nil, err
		}
		out := r.identified()
		out.AssumeRolePolicyDocument = new(encoded(*in.AssumeRolePolicyDocument))
		out.PermissionsBoundary, out.Tags = r.boundary(), shown(r.Tags)
		return &model.CreateRoleResponse{Role: out}, nil
	})
}

func roleARN(c awsapi.Caller, path, name string) string {
	return c.GlobalARN("iam", "role"+path+name)
}

// create stores a new role with what can be wrong with it.
func (r *role) create(tx *transaction.Tx, in *model.CreateRoleRequest) (err error) {
	taken, err := roles.Get(tx, key(r.Name))
	if err != nil {
		return err
	}
	if taken != nil {
		return errRoleTaken(r.Name)
	}
	if r.Trust, err = trusted(tx, *in.AssumeRolePolicyDocument); err != nil {
		return err
	}
	if r.Tags, err = tagged(nil, in.Tags, sameRoleTag); err != nil {
		return err
	}
	if in.PermissionsBoundary != nil {
		return r.bound(tx, *in.PermissionsBoundary)
	}
	return r.put(tx)
}
