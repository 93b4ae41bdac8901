package sts

import (
	"context"
	"regexp"
	"slices"
	"strings"

	"github.com/eventbridge-connections/emulator/internal/awsapi"
	model "github.com/eventbridge-connections/emulator/internal/model/sts"
	"github.com/eventbridge-connections/emulator/internal/transaction"
)

const (
	// defaultSeconds is how long the session of a role lasts unless told otherwise (DOCUMENTED).
	defaultSeconds = 3600
	// chainedSeconds is how long a session lasts at most that another one opened (RECORDED).
	chainedSeconds = 3600
)

// AssumeRole gives credentials that act as a role.
//
// Differs from AWS: neither the role's trust policy nor the caller's permissions are judged, the
// root user can assume roles, and every role of an account that is not the caller's exists.
//
// Errors: AccessDenied, InvalidParameterValue, MalformedPolicyDocument, ValidationError.
func (s *Service) AssumeRole(
	ctx context.Context,
	in *model.AssumeRoleRequest,
) (*model.AssumeRoleResponse, error) {
	wanted, err := parseRole(*in.RoleArn)
	if err != nil {
		return nil, err
	}
	type answer = model.AssumeRoleResponse
	return transaction.Update(ctx, s.Store, func(tx *transaction.Tx) (*answer, error) {
		own, err := find(tx, tx.Caller.AccessKeyID)
		if err != nil {
			return nil, err
		}
		if err := checkRequest(in, own); err != nil {
			return nil, err
		}
		given, err := s.assume(tx, wanted, assumption{
			session: *in.RoleSessionName,
			seconds: awsapi.ValueOr(in.DurationSeconds, defaultSeconds),
			chained: own != nil && own.Acts.ARN != "",
			tags:    transitive(in, own),
			denied:  errNotAuthorized(tx.Caller, *in.RoleArn),
		})
		if err != nil {
			return nil, err
		}
		return &answer{
			Credentials: given.credentials(),
			AssumedRoleUser: &model.AssumedRoleUser{
				AssumedRoleId: &given.Acts.ID,
				Arn:           &given.Acts.ARN,
			},
			PackedPolicySize: packed(in),
			SourceIdentity:   in.SourceIdentity,
		}, nil
	})
}

// A roleName is what the ARN of a role says.
type roleName struct {
	awsapi.ARN
	text string // the whole ARN
	name string // without its path
}

// account is the form of an account's number (DOCUMENTED).
var account = regexp.MustCompile(`^[0-9]{12}$`)

// parseRole reads the ARN of a role. That of anything else has no name.
//
// Errors: ValidationError for what is no ARN, and for a role of no account (INFERRED).
func parseRole(text string) (roleName, error) {
	a, ok := awsapi.ParseARN(text)
	if !ok {
		return roleName{}, errARN(text)
	}
	n := roleName{ARN: a, text: text}
	if path, ok := strings.CutPrefix(a.Resource, "role/"); ok && a.Service == "iam" {
		n.name = path[strings.LastIndexByte(path, '/')+1:]
	}
	if n.name != "" && !account.MatchString(a.Account) {
		return roleName{}, errARN(text)
	}
	return n, nil
}

// An assumption is what somebody wants of a role.
type assumption struct {
	session string
	seconds int
	chained bool     // the caller is the session of a role
	tags    []string // keys that no later session can set
	denied  error    // what is answered where there is no such role
}

// assume gives a key that acts as the role. The order of the checks is UNKNOWN.
func (s *Service) assume(tx *transaction.Tx, wanted roleName, a assumption) (*session, error) {
	id, longest, err := s.Roles.Assumable(tx, wanted.text)
	switch {
	case err != nil:
		return nil, err
	case wanted.name == "" || id == "" && wanted.Account == tx.Caller.Account:
		return nil, a.denied
	case a.chained && a.seconds > chainedSeconds:
		return nil, errChained()
	case id != "" && a.seconds > longest:
		return nil, errTooLong()
	case id == "":
		id = awsapi.NewUniqueID("AROA", wanted.Account)
	}
	acts := awsapi.Session{
		ID: id + ":" + a.session,
		ARN: "arn:" + wanted.Partition + ":sts::" + wanted.Account +
			":assumed-role/" + wanted.name + "/" + a.session,
	}
	return issue(tx, wanted.Account, a.seconds, acts, a.tags)
}

// packed is how much of what a session can hold its policy and tags take, in percent, where there
// are some (RECORDED). How AWS packs them is UNKNOWN: here they are counted as they are, of 2048
// characters.
func packed(in *model.AssumeRoleRequest) *int {
	n := len(awsapi.ValueOf(in.Policy))
	for _, p := range in.PolicyArns {
		n += len(awsapi.ValueOf(p.Arn))
	}
	for _, t := range in.Tags {
		n += len(*t.Key) + len(*t.Value)
	}
	if n == 0 {
		return nil
	}
	return new(min(100, (n*100+2047)/2048))
}

// transitive are the keys of tags that the session and those that it opens keep.
func transitive(in *model.AssumeRoleRequest, own *session) []string {
	if own == nil {
		return in.TransitiveTagKeys
	}
	return slices.Concat(own.Transitive, in.TransitiveTagKeys)
}
