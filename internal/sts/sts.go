// Package sts is AWS Security Token Service: it says who calls, and gives credentials for a while.
package sts

import (
	"context"

	"github.com/eventbridge-connections/emulator/internal/awsapi"
	model "github.com/eventbridge-connections/emulator/internal/model/sts"
	"github.com/eventbridge-connections/emulator/internal/store"
	"github.com/eventbridge-connections/emulator/internal/transaction"
)

// Service is the server of the model.
type Service struct {
	Store *store.Store
	Roles Roles
	// AccountOf returns the account in which a key acts that was not given here.
	AccountOf func(keyID string) string
	// Closed keeps those out who bring a token of somebody whom nobody here can verify.
	Closed bool
}

// Roles is what STS needs to know of IAM's roles, in its own transactions.
type Roles interface {
	// Assumable returns the id of the role of an ARN and how long its sessions may last, in
	// seconds. The id is empty where there is no such role.
	Assumable(tx *transaction.Tx, arn string) (id string, longest int, err error)
}

// GetCallerIdentity says whose things the caller sees: the account is that of every ARN. The caller
// is the session of a role or the root user, whose id is the account number (DOCUMENTED).
func (s *Service) GetCallerIdentity(
	ctx context.Context, _ *model.GetCallerIdentityRequest,
) (*model.GetCallerIdentityResponse, error) {
	c := awsapi.CallerFrom(ctx)
	id := c.Account
	if c.Session.ID != "" {
		id = c.Session.ID
	}
	return &model.GetCallerIdentityResponse{
		UserId:  &id,
		Account: &c.Account,
		Arn:     new(c.Principal()),
	}, nil
}

// GetAccessKeyInfo tells in which account a key acts.
//
// Differs from AWS: the account is not read out of a key that was not given here. Whoever signs
// with such a key acts in the account that is answered.
func (s *Service) GetAccessKeyInfo(
	ctx context.Context, in *model.GetAccessKeyInfoRequest,
) (*model.GetAccessKeyInfoResponse, error) {
	type answer = model.GetAccessKeyInfoResponse
	return transaction.View(ctx, s.Store, func(tx *transaction.Tx) (*answer, error) {
		given, err := find(tx, *in.AccessKeyId)
		if err != nil {
			return nil, err
		}
		account := s.AccountOf(*in.AccessKeyId)
		if given != nil {
			account = given.Account
		}
		return &answer{Account: &account}, nil
	})
}

// DecodeAuthorizationMessage refuses: there is no message of that kind here.
//
// Differs from AWS: no error of the emulator holds an encoded message.
//
// Errors: InvalidAuthorizationMessageException.
func (s *Service) DecodeAuthorizationMessage(
	context.Context, *model.DecodeAuthorizationMessageRequest,
) (*model.DecodeAuthorizationMessageResponse, error) {
	return nil, errNothingEncoded()
}
