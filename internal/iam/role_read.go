package iam

import (
	"context"
	"strings"

	"github.com/eventbridge-connections/emulator/internal/awsapi"
	model "github.com/eventbridge-connections/emulator/internal/model/iam"
	"github.com/eventbridge-connections/emulator/internal/page"
	"github.com/eventbridge-connections/emulator/internal/transaction"
)

// GetRole shows a role.
//
// Errors: NoSuchEntity.
func (s *Service) GetRole(
	ctx context.Context,
	in *model.GetRoleRequest,
) (*model.GetRoleResponse, error) {
	return view(ctx, s, func(tx *transaction.Tx) (*model.GetRoleResponse, error) {
		r, err := getRole(tx, *in.RoleName)
		if err != nil {
			return nil, err
		}
		return &model.GetRoleResponse{Role: r.whole()}, nil
	})
}

// ListRoles lists the roles below a path by name (UNKNOWN), a page at a time.
//
// Errors: ValidationError for a marker that is not of this list.
func (s *Service) ListRoles(
	ctx context.Context,
	in *model.ListRolesRequest,
) (*model.ListRolesResponse, error) {
	return view(ctx, s, func(tx *transaction.Tx) (*model.ListRolesResponse, error) {
		below := awsapi.ValueOf(in.PathPrefix)
		q := query(tx, in.MaxItems, in.Marker, "ListRoles", below)
		scan := func(after string) page.Items[role] { return roles.Scan(tx, "", after) }
		show := func(r *role) (model.Role, bool, error) {
			return r.listed(),
				strings.HasPrefix(r.Path, below), nil
		}
		found, next, err := page.Collect(s.Tokens, q, scan, show)
		return &model.ListRolesResponse{
			Roles:       found,
			IsTruncated: new(next != nil),
			Marker:      next,
		}, err
	})
}

// ListInstanceProfilesForRole lists none: there are no instance profiles.
//
// Errors: NoSuchEntity; ValidationError for any marker, as there is no second page.
func (s *Service) ListInstanceProfilesForRole(
	ctx context.Context, in *model.ListInstanceProfilesForRoleRequest,
) (*model.ListInstanceProfilesForRoleResponse, error) {
	type answer = model.ListInstanceProfilesForRoleResponse
	return view(ctx, s, func(tx *transaction.Tx) (*answer, error) {
		if _, err := getRole(tx, *in.RoleName); err != nil {
			return nil, err
		}
		if in.Marker != nil {
			return nil, errMarker()
		}
		return &answer{InstanceProfiles: []model.InstanceProfile{}, IsTruncated: new(false)}, nil
	})
}
