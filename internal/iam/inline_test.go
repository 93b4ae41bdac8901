package iam_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"

	model "github.com/eventbridge-connections/emulator/internal/model/iam"
)

func TestService_PutRolePolicy(t *testing.T) {
	t.Parallel()
	r := open(t)
	r.role(t, "one")
	put := func(name, document string) *model.PutRolePolicyRequest {
		return &model.PutRolePolicyRequest{RoleName: new("one"), PolicyName: &name,
			PolicyDocument: &document}
	}
	read := func(name string) *model.GetRolePolicyResponse {
		return answer(t, r.GetRolePolicy,
			&model.GetRolePolicyRequest{RoleName: new("ONE"), PolicyName: &name})
	}
	const spaced = "{ \"Statement\" : {\"Effect\":\"Allow\",\n\t\"Action\":[\"s3:Get%3A\"], " +
		"\"Resource\":[\"*\"]} }"

	answer(t, r.PutRolePolicy, put("MixedName", spaced))
	shown := read("MIXEDNAME")
	assert.Equal(t, []string{"one", "MIXEDNAME"}, []string{*shown.RoleName, *shown.PolicyName},
		"the policy's name as it was asked for")
	assert.Equal(t, spaced, decoded(t, shown.PolicyDocument), "as it was sent")
	answer(t, r.PutRolePolicy, put("mixedname", permits))
	answer(t, r.PutRolePolicy, put("another", permits))
	assert.Equal(t, &model.ListRolePoliciesResponse{
		PolicyNames: []string{"another", "mixedname"}, IsTruncated: new(false),
	},
		answer(t, r.ListRolePolicies, &model.ListRolePoliciesRequest{RoleName: new("one")}))

	const none = "The role policy with name none cannot be found."
	refusal(t, r.GetRolePolicy,
		&model.GetRolePolicyRequest{RoleName: new("one"), PolicyName: new("none")}, "NoSuchEntity",
		404, none)
	refusal(t, r.DeleteRolePolicy,
		&model.DeleteRolePolicyRequest{RoleName: new("one"), PolicyName: new("none")},
		"NoSuchEntity", 404, none)
	refusal(t, r.PutRolePolicy, put("bad", "{}"), "MalformedPolicyDocument", 0,
		"Syntax errors in policy.")
}

func TestService_PutRolePolicy_size(t *testing.T) {
	t.Parallel()
	r := open(t)
	r.role(t, "one")
	put := func(name string, characters int) *model.PutRolePolicyRequest {
		action := strings.Repeat("x", characters-len(permits)+len("PutEvents"))
		return &model.PutRolePolicyRequest{
			RoleName: new("one"), PolicyName: &name,
			PolicyDocument: new("\n" + strings.Replace(permits, "PutEvents", action, 1) + "\t"),
		}
	}
	answer(t, r.PutRolePolicy, put("a", 10000))
	answer(t, r.PutRolePolicy, put("b", 240))
	refusal(t, r.PutRolePolicy, put("c", 150), "LimitExceeded", 409,
		"Maximum policy size of 10240 bytes exceeded for role one")
	refusal(t, r.PutRolePolicy, put("b", 241), "LimitExceeded", 409,
		"Maximum policy size of 10240 bytes exceeded for role one")
	answer(t, r.DeleteRolePolicy,
		&model.DeleteRolePolicyRequest{RoleName: new("one"), PolicyName: new("A")})
	answer(t, r.PutRolePolicy, put("c", 10000))
}
