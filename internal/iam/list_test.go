package iam_test

import (
	"context"
	"fmt"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	model "github.com/eventbridge-connections/emulator/internal/model/iam"
)

func TestService_ListRoles(t *testing.T) {
	t.Parallel()
	r := open(t)
	for _, name := range []string{"c", "a", "B"} {
		r.role(t, name)
	}
	answer(t, r.CreateRole, &model.CreateRoleRequest{
		RoleName: new("d"), Path: new("/team/"), AssumeRolePolicyDocument: new(trust),
		Description: new("text"), Tags: tags("a", "b"),
	})
	names := func(out *model.ListRolesResponse) (names []string) {
		for _, role := range out.Roles {
			names = append(names, *role.RoleName)
		}
		return names
	}
	first := answer(t, r.ListRoles, &model.ListRolesRequest{MaxItems: new(3)})
	assert.Equal(t, []string{"a", "B", "c"}, names(first))
	assert.True(t, *first.IsTruncated)
	second := answer(t, r.ListRoles,
		&model.ListRolesRequest{Marker: first.Marker, MaxItems: new(1000)})
	assert.Equal(t, []string{"d"}, names(second))
	assert.Equal(t, []any{new(false), (*string)(nil)}, []any{second.IsTruncated, second.Marker})
	assert.Equal(t, second.Roles,
		answer(t, r.ListRoles, &model.ListRolesRequest{PathPrefix: new("/te")}).Roles)
	got := second.Roles[0]
	assert.Equal(t, []any{"text", 3600, []model.Tag(nil), (*model.RoleLastUsed)(nil)},
		[]any{*got.Description, *got.MaxSessionDuration, got.Tags, got.RoleLastUsed})

	refusal(t, r.ListRoles, &model.ListRolesRequest{Marker: new("x")}, "ValidationException", 0,
		"Invalid Marker.")
	refusal(t, r.ListRoles, &model.ListRolesRequest{Marker: first.Marker, PathPrefix: new("/")},
		"ValidationException", 0, "Invalid Marker.")
	refusal(t, r.ListPolicies, &model.ListPoliciesRequest{Marker: first.Marker},
		"ValidationException", 0, "Invalid Marker.")
}

// TestService_list_cost reads a page of a hundred among ten thousand at the price of one among a
// hundred.
func TestService_list_cost(t *testing.T) {
	few, many := filled(t, 200), filled(t, 10_000)
	for name, list := range map[string]func(room) float64{
		"ListRoles": func(r room) float64 {
			return cost(t, r.ListRoles, &model.ListRolesRequest{})
		},
		"ListPolicies": func(r room) float64 {
			return cost(t, r.ListPolicies, &model.ListPoliciesRequest{})
		},
		"ListEntitiesForPolicy": func(r room) float64 {
			return cost(t, r.ListEntitiesForPolicy,
				&model.ListEntitiesForPolicyRequest{PolicyArn: new(basic)})
		},
		"ListRolePolicies": func(r room) float64 {
			return cost(t, r.ListRolePolicies,
				&model.ListRolePoliciesRequest{RoleName: new("r00000")})
		},
	} {
		assert.InEpsilon(t, list(few), list(many), 0.1, "allocations of %s", name)
	}
}

// filled has so many roles, policies and users of one policy.
func filled(t *testing.T, n int) room {
	t.Helper()
	r := open(t)
	for i := range n {
		name := fmt.Sprintf("r%05d", i)
		r.role(t, name)
		r.policy(t, name)
		r.attach(t, name, basic)
	}
	answer(t, r.PutRolePolicy,
		&model.PutRolePolicyRequest{RoleName: new("r00000"), PolicyName: new("own"),
			PolicyDocument: new(permits)})
	return r
}

func cost[In, Out any](t *testing.T, operation func(context.Context, *In) (*Out, error),
	in *In) float64 {
	return testing.AllocsPerRun(5, func() {
		_, err := operation(at(t), in)
		require.NoError(t, err)
	})
}
