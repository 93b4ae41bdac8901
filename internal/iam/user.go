package iam

import (
	"context"
	"time"

	"github.com/eventbridge-connections/emulator/internal/awsapi"
	model "github.com/eventbridge-connections/emulator/internal/model/iam"
)

// GetUser shows the caller: the root user of the account, which has no name (INFERRED), and which
// was made in 1970 (UNKNOWN).
//
// Differs from AWS: there are no other users, but those of an upstream.
//
// Errors: NoSuchEntity for a user by name, ValidationError for the session of a role.
func (s *Service) GetUser(
	ctx context.Context,
	in *model.GetUserRequest,
) (*model.GetUserResponse, error) {
	if in.UserName != nil {
		return nil, errNoUser(*in.UserName)
	}
	c := awsapi.CallerFrom(ctx)
	if c.Session.ARN != "" {
		return nil, errSessionUser()
	}
	return &model.GetUserResponse{User: &model.User{
		Path: new("/"), UserId: &c.Account, Arn: new(c.Root()), CreateDate: time.Unix(0, 0),
	}}, nil
}

// ListAccountAliases lists none: an account has no other name.
//
// Errors: ValidationError for any marker, as there is no second page.
func (s *Service) ListAccountAliases(
	_ context.Context,
	in *model.ListAccountAliasesRequest,
) (*model.ListAccountAliasesResponse, error) {
	if in.Marker != nil {
		return nil, errMarker()
	}
	return &model.ListAccountAliasesResponse{
		AccountAliases: []string{},
		IsTruncated:    new(false),
	}, nil
}
