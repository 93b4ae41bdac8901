// Package iam refuses what the Terraform provider asks of AWS Identity and
// Access Management when it looks for its account: a refusal sends it to STS.
//
// Differs from AWS: there are no users and roles, so nobody is allowed to see any.
package iam

import (
	"context"

	"github.com/eventbridge-connections/emulator/internal/awsapi"
	model "github.com/eventbridge-connections/emulator/internal/model/iam"
)

// A Service answers the operations of the model.
type Service struct{}

// GetUser refuses.
//
// Errors: AccessDenied in the words RECORDED for a user of that name; those for
// the caller itself, as the root user, are INFERRED.
func (Service) GetUser(ctx context.Context, in *model.GetUserRequest) (*model.GetUserResponse, error) {
	c := awsapi.CallerFrom(ctx)
	if in.UserName != nil {
		return nil, denied(c, "iam:GetUser", "user "+*in.UserName)
	}
	return nil, denied(c, "iam:GetUser", c.Principal())
}

// ListRoles refuses.
//
// Errors: AccessDenied in the RECORDED words.
func (Service) ListRoles(ctx context.Context, in *model.ListRolesRequest) (*model.ListRolesResponse, error) {
	c := awsapi.CallerFrom(ctx)
	return nil, denied(c, "iam:ListRoles", "arn:"+c.Partition()+":iam::"+c.Account+":role"+awsapi.ValueOr(in.PathPrefix, "/"))
}

func denied(c awsapi.Caller, action, resource string) error {
	return awsapi.Errorf("AccessDeniedException",
		"User: %s is not authorized to perform: %s on resource: %s because no identity-based policy allows the %[2]s action", c.Principal(), action, resource)
}
