package iam

import (
	"context"

	"github.com/eventbridge-connections/emulator/internal/awsapi"
	model "github.com/eventbridge-connections/emulator/internal/model/iam"
	"github.com/eventbridge-connections/emulator/internal/page"
	"github.com/eventbridge-connections/emulator/internal/transaction"
)

// inline is a policy that is a part of a role.
type inline struct {
	Name     string
	Document string // as it was sent
}

// inlines are the inline policies by the names of role and policy.
var inlines = transaction.Table[inline]{
	Name:  "iam-role-policies",
	Check: ofAccount(checkStoredInline),
}

// maxInline is how many characters the inline policies of a role can have, blanks apart
// (DOCUMENTED).
const maxInline = 10240

// within begins the keys of a role's inline policies. No name has a slash.
func (r *role) within() string { return key(r.Name) + "/" }

// getInline returns the named inline policy of the role, or nil.
func (r *role) getInline(tx *transaction.Tx, name string) (*inline, error) {
	return inlines.Get(tx, r.within()+key(name))
}

// PutRolePolicy adds an inline policy to a role, or replaces it.
//
// Errors: NoSuchEntity, UnmodifiableEntity, MalformedPolicyDocument, LimitExceeded.
func (s *Service) PutRolePolicy(
	ctx context.Context,
	in *model.PutRolePolicyRequest,
) (*awsapi.Unit, error) {
	return s.edit(ctx, func(tx *transaction.Tx) error {
		r, err := ownRole(tx, *in.RoleName)
		if err != nil {
			return err
		}
		if err := checkPermissions(*in.PolicyDocument); err != nil {
			return err
		}
		before, err := r.getInline(tx, *in.PolicyName)
		if err != nil {
			return err
		}
		return r.keep(tx, before, &inline{*in.PolicyName, *in.PolicyDocument})
	})
}

// keep stores an inline policy in place of the one before, which may be nil.
func (r *role) keep(tx *transaction.Tx, before, p *inline) error {
	r.Inline += length(p.Document)
	if before != nil {
		r.Inline -= length(before.Document)
	}
	if r.Inline > maxInline {
		return errInlineSize(r.Name)
	}
	if err := inlines.Put(tx, r.within()+key(p.Name), p); err != nil {
		return err
	}
	return r.put(tx)
}

// GetRolePolicy shows an inline policy under the name that was asked for (RECORDED).
//
// Errors: NoSuchEntity.
func (s *Service) GetRolePolicy(
	ctx context.Context,
	in *model.GetRolePolicyRequest,
) (*model.GetRolePolicyResponse, error) {
	return view(ctx, s, func(tx *transaction.Tx) (*model.GetRolePolicyResponse, error) {
		r, err := getRole(tx, *in.RoleName)
		if err != nil {
			return nil, err
		}
		p, err := r.getInline(tx, *in.PolicyName)
		if err == nil && p == nil {
			err = errNoInline(*in.PolicyName)
		}
		if err != nil {
			return nil, err
		}
		return &model.GetRolePolicyResponse{
			RoleName:       &r.Name,
			PolicyName:     in.PolicyName,
			PolicyDocument: new(encoded(p.Document)),
		}, nil
	})
}

// DeleteRolePolicy takes an inline policy from a role.
//
// Errors: NoSuchEntity, UnmodifiableEntity.
func (s *Service) DeleteRolePolicy(
	ctx context.Context,
	in *model.DeleteRolePolicyRequest,
) (*awsapi.Unit, error) {
	return s.edit(ctx, func(tx *transaction.Tx) error {
		r, err := ownRole(tx, *in.RoleName)
		if err != nil {
			return err
		}
		p, err := r.getInline(tx, *in.PolicyName)
		if err == nil && p == nil {
			err = errNoInline(*in.PolicyName)
		}
		if err != nil {
			return err
		}
		r.Inline -= length(p.Document)
		if err := inlines.Delete(tx, r.within()+key(p.Name)); err != nil {
			return err
		}
		return r.put(tx)
	})
}

// ListRolePolicies names the inline policies of a role by name (UNKNOWN), a page at a time.
//
// Errors: NoSuchEntity; ValidationError for a marker that is not of this list.
func (s *Service) ListRolePolicies(
	ctx context.Context,
	in *model.ListRolePoliciesRequest,
) (*model.ListRolePoliciesResponse, error) {
	return view(ctx, s, func(tx *transaction.Tx) (*model.ListRolePoliciesResponse, error) {
		r, err := getRole(tx, *in.RoleName)
		if err != nil {
			return nil, err
		}
		q := query(tx, in.MaxItems, in.Marker, "ListRolePolicies", r.ID)
		scan := func(after string) page.Items[inline] { return inlines.Scan(tx, r.within(), after) }
		found, next, err := page.Collect(
			s.Tokens,
			q,
			scan,
			page.All(func(p *inline) string { return p.Name }),
		)
		return &model.ListRolePoliciesResponse{
			PolicyNames: found,
			IsTruncated: new(next != nil),
			Marker:      next,
		}, err
	})
}
