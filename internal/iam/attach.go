package iam

import (
	"context"
	"slices"
	"strings"

	"github.com/eventbridge-connections/emulator/internal/awsapi"
	model "github.com/eventbridge-connections/emulator/internal/model/iam"
	"github.com/eventbridge-connections/emulator/internal/page"
	"github.com/eventbridge-connections/emulator/internal/transaction"
)

// maxAttached is how many managed policies a role can have (RECORDED).
const maxAttached = 10

// AttachRolePolicy attaches a managed policy to a role, or does nothing where it is (DOCUMENTED).
//
// Errors: NoSuchEntity, UnmodifiableEntity, LimitExceeded, ValidationError.
func (s *Service) AttachRolePolicy(
	ctx context.Context,
	in *model.AttachRolePolicyRequest,
) (*awsapi.Unit, error) {
	return s.edit(ctx, func(tx *transaction.Tx) error {
		r, err := ownRole(tx, *in.RoleName)
		if err != nil {
			return err
		}
		return r.attach(tx, *in.PolicyArn)
	})
}

func (r *role) attach(tx *transaction.Tx, arn string) error {
	p, err := attachable(tx, arn)
	if err != nil {
		return err
	}
	at, found := slices.BinarySearch(r.Attached, arn)
	switch {
	case found:
		return nil
	case len(r.Attached) == maxAttached:
		return errQuota("PoliciesPerRole", maxAttached)
	}
	r.Attached = slices.Insert(r.Attached, at, arn)
	if err := p.use(tx, r, func(u *usage) { u.Attached = true }); err != nil {
		return err
	}
	return r.put(tx)
}

// DetachRolePolicy detaches a managed policy from a role.
//
// Errors: NoSuchEntity, UnmodifiableEntity, ValidationError.
func (s *Service) DetachRolePolicy(
	ctx context.Context,
	in *model.DetachRolePolicyRequest,
) (*awsapi.Unit, error) {
	return s.edit(ctx, func(tx *transaction.Tx) error {
		r, err := ownRole(tx, *in.RoleName)
		if err != nil {
			return err
		}
		return r.detach(tx, *in.PolicyArn)
	})
}

func (r *role) detach(tx *transaction.Tx, arn string) error {
	p, err := getPolicy(tx, arn)
	if err != nil {
		return err
	}
	at, found := slices.BinarySearch(r.Attached, arn)
	if !found {
		return errNoPolicy(arn)
	}
	r.Attached = slices.Delete(r.Attached, at, at+1)
	if err := p.use(tx, r, func(u *usage) { u.Attached = false }); err != nil {
		return err
	}
	return r.put(tx)
}

// ListAttachedRolePolicies lists the managed policies of a role by ARN (UNKNOWN), a page at a time.
//
// Errors: NoSuchEntity; ValidationError for a marker that is not of this list.
func (s *Service) ListAttachedRolePolicies(
	ctx context.Context, in *model.ListAttachedRolePoliciesRequest,
) (*model.ListAttachedRolePoliciesResponse, error) {
	return view(ctx, s, func(tx *transaction.Tx) (*model.ListAttachedRolePoliciesResponse, error) {
		r, err := getRole(tx, *in.RoleName)
		if err != nil {
			return nil, err
		}
		below := awsapi.ValueOf(in.PathPrefix)
		q := query(tx, in.MaxItems, in.Marker, "ListAttachedRolePolicies", r.ID, below)
		show := func(arn *string) (model.AttachedPolicy, bool, error) {
			n, err := parsePolicyARN(*arn)
			out := model.AttachedPolicy{PolicyName: &n.name, PolicyArn: arn}
			return out, strings.HasPrefix(n.path, below), err
		}
		found, next, err := page.Collect(s.Tokens, q, inOrder(r.Attached), show)
		return &model.ListAttachedRolePoliciesResponse{
			AttachedPolicies: found,
			IsTruncated:      new(next != nil),
			Marker:           next,
		}, err
	})
}
