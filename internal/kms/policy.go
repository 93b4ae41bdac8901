package kms

import (
	"context"
	"encoding/json"

	"github.com/eventbridge-connections/emulator/internal/awsapi"
	model "github.com/eventbridge-connections/emulator/internal/model/kms"
	"github.com/eventbridge-connections/emulator/internal/transaction"
)

// policyName is the name of the one policy that a key has (DOCUMENTED).
const policyName = "default"

// defaultPolicy is that of a key which is made without one: the account may do
// everything (RECORDED, the white space DOCUMENTED).
func defaultPolicy(c awsapi.Caller) string {
	return `{
  "Version" : "2012-10-17",
  "Id" : "key-default-1",
  "Statement" : [ {
    "Sid" : "Enable IAM User Permissions",
    "Effect" : "Allow",
    "Principal" : {
      "AWS" : "` + c.Root() + `"
    },
    "Action" : "kms:*",
    "Resource" : "*"
  } ]
}`
}

// checkPolicy refuses what is no policy at all.
//
// Differs from AWS: it does not look at principals, nor at whether the caller
// could change the policy again (BypassPolicyLockoutSafetyCheck).
func checkPolicy(policy string) error {
	var document struct{ Statement any }
	if json.Unmarshal([]byte(policy), &document) != nil {
		return errPolicy()
	}
	statements, many := document.Statement.([]any)
	if !many {
		statements = []any{document.Statement}
	}
	for _, s := range statements {
		statement, _ := s.(map[string]any)
		if effect := statement["Effect"]; effect != "Allow" && effect != "Deny" {
			return errPolicy()
		}
	}
	return nil
}

// GetKeyPolicy shows the policy as it was given.
//
// Errors: NotFoundException, InvalidArnException.
func (s *Service) GetKeyPolicy(
	ctx context.Context, in *model.GetKeyPolicyRequest,
) (*model.GetKeyPolicyResponse, error) {
	return transaction.View(ctx, s.Store, func(
		tx *transaction.Tx,
	) (*model.GetKeyPolicyResponse, error) {
		k, err := findKey(tx, *in.KeyId)
		if err != nil {
			return nil, err
		}
		if awsapi.ValueOr(in.PolicyName, policyName) != policyName {
			return nil, errNoPolicy()
		}
		return &model.GetKeyPolicyResponse{Policy: &k.Policy, PolicyName: new(policyName)}, nil
	})
}

// PutKeyPolicy replaces the policy, also of a key that is about to be deleted (DOCUMENTED).
//
// Errors: NotFoundException, InvalidArnException, MalformedPolicyDocumentException,
// UnsupportedOperationException.
func (s *Service) PutKeyPolicy(
	ctx context.Context, in *model.PutKeyPolicyRequest,
) (*awsapi.Unit, error) {
	return transaction.Update(ctx, s.Store, func(tx *transaction.Tx) (*awsapi.Unit, error) {
		k, err := findKey(tx, *in.KeyId)
		if err != nil {
			return nil, err
		}
		if awsapi.ValueOr(in.PolicyName, policyName) != policyName {
			return nil, errPolicyName()
		}
		if err := checkPolicy(*in.Policy); err != nil {
			return nil, err
		}
		k.Policy = *in.Policy
		return nil, k.put(tx)
	})
}

// ListKeyPolicies names the one policy that every key has.
//
// Errors: NotFoundException, InvalidArnException, InvalidMarkerException for any marker, as there
// is no second page.
func (s *Service) ListKeyPolicies(
	ctx context.Context, in *model.ListKeyPoliciesRequest,
) (*model.ListKeyPoliciesResponse, error) {
	return transaction.View(ctx, s.Store, func(
		tx *transaction.Tx,
	) (*model.ListKeyPoliciesResponse, error) {
		if _, err := findKey(tx, *in.KeyId); err != nil {
			return nil, err
		}
		if in.Marker != nil {
			return nil, errMarker()
		}
		return &model.ListKeyPoliciesResponse{
			PolicyNames: []string{policyName}, Truncated: new(false),
		}, nil
	})
}
