package iam_test

import (
	"context"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/eventbridge-connections/emulator/internal/awsapi"
	"github.com/eventbridge-connections/emulator/internal/iam"
	model "github.com/eventbridge-connections/emulator/internal/model/iam"
)

func asCaller(t *testing.T) context.Context {
	return awsapi.WithCaller(t.Context(), awsapi.Caller{Account: "123456789012", Region: "us-east-1"})
}

func TestService_GetUser(t *testing.T) {
	t.Parallel()
	t.Run("refuses the caller", func(t *testing.T) {
		t.Parallel()
		_, err := iam.Service{}.GetUser(asCaller(t), &model.GetUserRequest{})
		assert.Equal(t, awsapi.Errorf("AccessDeniedException", "User: arn:aws:iam::123456789012:root is not authorized to perform: iam:GetUser on resource: arn:aws:iam::123456789012:root because no identity-based policy allows the iam:GetUser action"), err)
	})
	t.Run("refuses a user by name", func(t *testing.T) {
		t.Parallel()
		_, err := iam.Service{}.GetUser(asCaller(t), &model.GetUserRequest{UserName: new("ann")})
		assert.Equal(t, awsapi.Errorf("AccessDeniedException", "User: arn:aws:iam::123456789012:root is not authorized to perform: iam:GetUser on resource: user ann because no identity-based policy allows the iam:GetUser action"), err)
	})
}

func TestService_ListRoles(t *testing.T) {
	t.Parallel()
	t.Run("refuses all roles", func(t *testing.T) {
		t.Parallel()
		_, err := iam.Service{}.ListRoles(asCaller(t), &model.ListRolesRequest{})
		assert.Equal(t, awsapi.Errorf("AccessDeniedException", "User: arn:aws:iam::123456789012:root is not authorized to perform: iam:ListRoles on resource: arn:aws:iam::123456789012:role/ because no identity-based policy allows the iam:ListRoles action"), err)
	})
	t.Run("refuses the roles of a path", func(t *testing.T) {
		t.Parallel()
		_, err := iam.Service{}.ListRoles(asCaller(t), &model.ListRolesRequest{PathPrefix: new("/team/")})
		assert.Equal(t, awsapi.Errorf("AccessDeniedException", "User: arn:aws:iam::123456789012:root is not authorized to perform: iam:ListRoles on resource: arn:aws:iam::123456789012:role/team/ because no identity-based policy allows the iam:ListRoles action"), err)
	})
}
