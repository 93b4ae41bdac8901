package iam_test

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/assert"

	model "github.com/eventbridge-connections/emulator/internal/model/iam"
)

func TestService_AttachRolePolicy(t *testing.T) {
	t.Parallel()
	r := open(t)
	r.role(t, "one")
	arn := r.policy(t, "shared")
	r.attach(t, "one", arn)
	r.attach(t, "one", arn)
	assert.Equal(
		t, 1, *answer(t, r.GetPolicy, &model.GetPolicyRequest{PolicyArn: &arn}).Policy.AttachmentCount,
	)
	refusal(t, r.DeletePolicy, &model.DeletePolicyRequest{PolicyArn: &arn}, "DeleteConflict", 409,
		"Cannot delete a policy attached to entities.")
	for i := range 9 {
		r.attach(t, "one", fmt.Sprintf("arn:aws:iam::aws:policy/P%d", i))
	}
	refusal(t, r.AttachRolePolicy,
		&model.AttachRolePolicyRequest{RoleName: new("one"), PolicyArn: new(basic)},
		"LimitExceeded", 409, "Cannot exceed quota for PoliciesPerRole: 10")
	refusal(t, r.AttachRolePolicy,
		&model.AttachRolePolicyRequest{RoleName: new("one"), PolicyArn: new(nobody)},
		"NoSuchEntity", 404, "Policy "+nobody+" does not exist or is not attachable.")
	answer(t, r.DetachRolePolicy,
		&model.DetachRolePolicyRequest{RoleName: new("one"), PolicyArn: &arn})
	refusal(t, r.DetachRolePolicy,
		&model.DetachRolePolicyRequest{RoleName: new("one"), PolicyArn: &arn},
		"NoSuchEntity", 404, "Policy "+arn+" was not found.")
}

func TestService_ListAttachedRolePolicies(t *testing.T) {
	t.Parallel()
	r := open(t)
	r.role(t, "one")
	list := &model.ListAttachedRolePoliciesRequest{RoleName: new("one")}
	assert.Equal(t, &model.ListAttachedRolePoliciesResponse{
		AttachedPolicies: []model.AttachedPolicy{}, IsTruncated: new(false),
	},
		answer(t, r.ListAttachedRolePolicies, list))
	arn := r.policy(t, "shared")
	r.attach(t, "one", arn)
	r.attach(t, "one", basic)
	shared := model.AttachedPolicy{PolicyName: new("shared"), PolicyArn: &arn}
	lambda := model.AttachedPolicy{PolicyName: new("AWSLambdaBasicExecutionRole"),
		PolicyArn: new(basic)}
	assert.Equal(t, []model.AttachedPolicy{shared, lambda},
		answer(t, r.ListAttachedRolePolicies, list).AttachedPolicies)
	list.PathPrefix = new("/service-role/")
	assert.Equal(t, []model.AttachedPolicy{lambda},
		answer(t, r.ListAttachedRolePolicies, list).AttachedPolicies)
}

func TestService_ListEntitiesForPolicy(t *testing.T) {
	t.Parallel()
	r := open(t)
	arn := r.policy(t, "shared")
	for _, name := range []string{"Attached", "bounded", "both"} {
		r.role(t, name)
	}
	for _, name := range []string{"Attached", "both"} {
		r.attach(t, name, arn)
	}
	for _, name := range []string{"bounded", "both"} {
		answer(t, r.PutRolePermissionsBoundary,
			&model.PutRolePermissionsBoundaryRequest{RoleName: &name, PermissionsBoundary: &arn})
	}
	for _, c := range []struct {
		entity model.EntityType
		usage  model.PolicyUsageType
		path   string
		found  []string
	}{
		{found: []string{"Attached", "both", "bounded"}},
		{entity: "Role", usage: "PermissionsPolicy", found: []string{"Attached", "both"}},
		{usage: "PermissionsBoundary", found: []string{"both", "bounded"}},
		{entity: "User"}, {entity: "LocalManagedPolicy"}, {entity: "AWSManagedPolicy"},
		{path: "/team/"},
	} {
		t.Run(fmt.Sprint(c.entity, c.usage, c.path), func(t *testing.T) {
			in := &model.ListEntitiesForPolicyRequest{PolicyArn: &arn,
				EntityFilter: given(c.entity), PolicyUsageFilter: given(c.usage),
				PathPrefix: given(c.path)}
			out := answer(t, r.ListEntitiesForPolicy, in)
			var names []string
			for _, role := range out.PolicyRoles {
				names = append(names, *role.RoleName)
			}
			assert.Equal(t, c.found, names)
			assert.Equal(t, []any{[]model.PolicyGroup{}, []model.PolicyUser{}, false},
				[]any{out.PolicyGroups, out.PolicyUsers, *out.IsTruncated})
		})
	}
}

// given is nil for the zero value.
func given[T comparable](v T) *T {
	if v == *new(T) {
		return nil
	}
	return &v
}

func TestService_ListPolicies(t *testing.T) {
	t.Parallel()
	r := open(t)
	r.role(t, "one")
	attached, bound := r.policy(t, "attached"), r.policy(t, "bound")
	r.policy(t, "idle")
	r.attach(t, "one", attached)
	r.attach(t, "one", basic)
	answer(t, r.PutRolePermissionsBoundary,
		&model.PutRolePermissionsBoundaryRequest{RoleName: new("one"), PermissionsBoundary: &bound})
	for _, c := range []struct {
		scope model.PolicyScopeType
		usage model.PolicyUsageType
		path  string
		used  bool
		found []string
	}{
		{found: []string{"AWSLambdaBasicExecutionRole", "attached", "bound", "idle"}},
		{scope: "AWS", found: []string{"AWSLambdaBasicExecutionRole"}},
		{scope: "Local", found: []string{"attached", "bound", "idle"}},
		{scope: "Local", used: true, found: []string{"attached", "bound"}},
		{scope: "Local", used: true, usage: "PermissionsPolicy", found: []string{"attached"}},
		{scope: "Local", used: true, usage: "PermissionsBoundary", found: []string{"bound"}},
		{scope: "Local", usage: "PermissionsBoundary",
			found: []string{"attached", "bound", "idle"}},
		{path: "/service-role/", found: []string{"AWSLambdaBasicExecutionRole"}},
	} {
		t.Run(fmt.Sprint(c.scope, c.usage, c.path, c.used), func(t *testing.T) {
			out := answer(t, r.ListPolicies, &model.ListPoliciesRequest{
				Scope: given(c.scope), PolicyUsageFilter: given(c.usage), PathPrefix: given(c.path),
				OnlyAttached: given(c.used),
			})
			var names []string
			for _, p := range out.Policies {
				names = append(names, *p.PolicyName)
			}
			assert.Equal(t, c.found, names)
		})
	}
}
