// Package sts is AWS Security Token Service as far as callers ask who they are.
package sts

import (
	"context"

	"github.com/eventbridge-connections/emulator/internal/awsapi"
	model "github.com/eventbridge-connections/emulator/internal/model/sts"
)

// A Service answers the operations of the model.
type Service struct{}

// GetCallerIdentity says whose things the caller sees: the account is that of every ARN.
// The caller is the root user, whose id is the account number (DOCUMENTED).
func (Service) GetCallerIdentity(ctx context.Context, _ *model.GetCallerIdentityRequest) (*model.GetCallerIdentityResponse, error) {
	c := awsapi.CallerFrom(ctx)
	return &model.GetCallerIdentityResponse{UserId: new(c.Account), Account: new(c.Account), Arn: new(c.Principal())}, nil
}
