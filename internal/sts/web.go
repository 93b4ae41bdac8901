package sts

import (
	"context"

	"github.com/eventbridge-connections/emulator/internal/awsapi"
	model "github.com/eventbridge-connections/emulator/internal/model/sts"
	"github.com/eventbridge-connections/emulator/internal/transaction"
)

// webSize is how much of what a session can hold a web identity takes, in percent (RECORDED).
const webSize = 25

// AssumeRoleWithWebIdentity gives credentials that act as a role to whoever brings a token of an
// identity provider. Nobody has to sign it: the account that is asked is the default one.
//
// Differs from AWS: every provider is known, and neither the token's signature nor the role's trust
// policy is looked at.
//
// Errors: AccessDenied, ExpiredTokenException, InvalidIdentityToken, MalformedPolicyDocument,
// ValidationError.
func (s *Service) AssumeRoleWithWebIdentity(
	ctx context.Context, in *model.AssumeRoleWithWebIdentityRequest,
) (*model.AssumeRoleWithWebIdentityResponse, error) {
	if s.Closed {
		return nil, errClosed()
	}
	wanted, err := parseRole(*in.RoleArn)
	if err != nil {
		return nil, err
	}
	if err := checkPolicy(in.Policy); err != nil {
		return nil, err
	}
	type answer = model.AssumeRoleWithWebIdentityResponse
	return transaction.Update(ctx, s.Store, func(tx *transaction.Tx) (*answer, error) {
		who, err := readIdentity(in.WebIdentityToken.Reveal(), tx.Now())
		if err != nil {
			return nil, err
		}
		given, err := s.assume(tx, wanted, assumption{
			session: *in.RoleSessionName,
			seconds: awsapi.ValueOr(in.DurationSeconds, defaultSeconds),
			denied:  errWebRole(),
		})
		if err != nil {
			return nil, err
		}
		return &answer{
			Credentials:                 given.credentials(),
			SubjectFromWebIdentityToken: &who.Subject,
			AssumedRoleUser: &model.AssumedRoleUser{
				AssumedRoleId: &given.Acts.ID,
				Arn:           &given.Acts.ARN,
			},
			PackedPolicySize: new(webSize),
			Provider:         new(who.provider(wanted.ARN)),
			Audience:         new(who.audience()),
		}, nil
	})
}
