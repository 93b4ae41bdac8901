package iam

import (
	"context"
	"strconv"
	"strings"

	"github.com/eventbridge-connections/emulator/internal/awsapi"
	model "github.com/eventbridge-connections/emulator/internal/model/iam"
	"github.com/eventbridge-connections/emulator/internal/page"
	"github.com/eventbridge-connections/emulator/internal/transaction"
)

// GetPolicy shows a managed policy without its document.
//
// Errors: NoSuchEntity, ValidationError.
func (s *Service) GetPolicy(
	ctx context.Context,
	in *model.GetPolicyRequest,
) (*model.GetPolicyResponse, error) {
	return view(ctx, s, func(tx *transaction.Tx) (*model.GetPolicyResponse, error) {
		p, err := getPolicy(tx, *in.PolicyArn)
		if err != nil {
			return nil, err
		}
		return &model.GetPolicyResponse{Policy: p.whole()}, nil
	})
}

// ListPolicies lists managed policies by name (UNKNOWN), a page at a time.
//
// Differs from AWS: of AWS's own policies only those that are used are listed.
//
// Errors: ValidationError for a marker that is not of this list.
func (s *Service) ListPolicies(
	ctx context.Context,
	in *model.ListPoliciesRequest,
) (*model.ListPoliciesResponse, error) {
	f := filterOf(in)
	return view(ctx, s, func(tx *transaction.Tx) (*model.ListPoliciesResponse, error) {
		q := query(tx, in.MaxItems, in.Marker, "ListPolicies",
			f.scope, f.below, string(f.usage), strconv.FormatBool(f.used))
		scan := func(after string) page.Items[policy] { return policies.Scan(tx, "", after) }
		show := func(p *policy) (model.Policy, bool, error) { return p.listed(), f.passes(p), nil }
		found, next, err := page.Collect(s.Tokens, q, scan, show)
		return &model.ListPoliciesResponse{
			Policies:    found,
			IsTruncated: new(next != nil),
			Marker:      next,
		}, err
	})
}

// A policyFilter is which policies a list shows.
type policyFilter struct {
	scope string // All, AWS or Local
	below string // a path
	usage model.PolicyUsageType
	used  bool // only those that are used
}

func filterOf(in *model.ListPoliciesRequest) policyFilter {
	return policyFilter{
		scope: string(awsapi.ValueOr(in.Scope, model.PolicyScopeTypeAll)),
		below: awsapi.ValueOf(in.PathPrefix),
		usage: awsapi.ValueOf(in.PolicyUsageFilter),
		used:  awsapi.ValueOf(in.OnlyAttached),
	}
}

func (f policyFilter) passes(p *policy) bool {
	if f.scope == string(model.PolicyScopeTypeAws) && !p.AWS ||
		f.scope == string(model.PolicyScopeTypeLocal) && p.AWS {
		return false
	}
	return strings.HasPrefix(p.Path, f.below) && f.passesUsage(p)
}

// passesUsage looks at the usage only where nothing but used policies is asked for (RECORDED).
func (f policyFilter) passesUsage(p *policy) bool {
	switch {
	case !f.used:
		return true
	case f.usage == model.PolicyUsageTypePermissionspolicy:
		return p.Attached > 0
	case f.usage == model.PolicyUsageTypePermissionsboundary:
		return p.Bounds > 0
	}
	return p.Attached > 0 || p.Bounds > 0
}
