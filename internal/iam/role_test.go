package iam_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	model "github.com/eventbridge-connections/emulator/internal/model/iam"
)

// listedTrust is a trust policy in another form than it is read in.
const listedTrust = `{
  "Statement": [{"Action": ["sts:AssumeRole"], "Condition": {"StringEquals": {"sts:ExternalId": ["a+b <&>"]}},
    "Principal": {"Service": ["events.amazonaws.com"]}, "Effect": "Allow", "Sid": "One"}],
  "Version": "2012-10-17"
}`

const normalised = `{"Version":"2012-10-17","Statement":[{"Sid":"One","Effect":"Allow","Principal":{"Service":"events.amazonaws.com"},` +
	`"Action":"sts:AssumeRole","Condition":{"StringEquals":{"sts:ExternalId":"a+b <&>"}}}]}`

// createsRole compares what CreateRole and GetRole answer.
func createsRole(t *testing.T) {
	t.Parallel()
	r := open(t)
	made := answer(t, r.CreateRole, &model.CreateRoleRequest{
		RoleName: new("Orders"), Path: new("/team/"),
		AssumeRolePolicyDocument: new(listedTrust), Description: new("text"),
		MaxSessionDuration: new(7200), Tags: tags("Team", "orders"),
		PermissionsBoundary: new(r.policy(t, "bound")),
	}).Role
	assert.Regexp(t, "^AROA[A-Z2-7]{17}$", *made.RoleId)
	bound := &model.AttachedPermissionsBoundary{
		PermissionsBoundaryType: new(model.PermissionsBoundaryAttachmentType("Policy")),
		PermissionsBoundaryArn:  new("arn:aws:iam::111122223333:policy/bound"),
	}
	assert.Equal(t, listedTrust, decoded(t, made.AssumeRolePolicyDocument), "as it was sent")
	assert.Equal(t, &model.Role{
		Path: new("/team/"), RoleName: new("Orders"), RoleId: made.RoleId,
		Arn:        new("arn:aws:iam::111122223333:role/team/Orders"),
		CreateDate: start, AssumeRolePolicyDocument: made.AssumeRolePolicyDocument,
		PermissionsBoundary: bound, Tags: tags("Team", "orders"),
	}, made)

	read := r.get(t, "ORDERS")
	assert.Equal(t, normalised, decoded(t, read.AssumeRolePolicyDocument), "normalised")
	assert.Equal(t, &model.Role{
		Path: made.Path, RoleName: made.RoleName, RoleId: made.RoleId, Arn: made.Arn,
		CreateDate: start, AssumeRolePolicyDocument: read.AssumeRolePolicyDocument,
		Description: new("text"), MaxSessionDuration: new(7200), PermissionsBoundary: bound,
		Tags: made.Tags, RoleLastUsed: &model.RoleLastUsed{},
	}, read)
}

func TestService_CreateRole(t *testing.T) {
	t.Parallel()

	t.Run("answers what AWS answers", createsRole)

	t.Run("encodes documents as RFC 3986 says", func(t *testing.T) {
		t.Parallel()
		r := open(t)
		answer(t, r.CreateRole,
			&model.CreateRoleRequest{RoleName: new("one"),
				AssumeRolePolicyDocument: new(listedTrust)})
		document := *r.get(t, "one").AssumeRolePolicyDocument
		assert.Equal(t, "%7B%22Version%22%3A%222012-10-17%22%2C%22Statement%22",
			document[:len("%7B%22Version%22%3A%222012-10-17%22%2C%22Statement%22")])
		assert.Equal(t, 1, strings.Count(document, "a%2Bb%20%3C%26%3E"))
	})

	t.Run("takes a name once, without regard to case", func(t *testing.T) {
		t.Parallel()
		r := open(t)
		r.role(t, "one")
		refusal(t, r.CreateRole,
			&model.CreateRoleRequest{RoleName: new("ONE"), AssumeRolePolicyDocument: new(trust)},
			"EntityAlreadyExists", 409, "Role with name ONE already exists.")
	})

	t.Run("takes no boundary that does not exist", func(t *testing.T) {
		t.Parallel()
		refusal(t, open(t).CreateRole, &model.CreateRoleRequest{
			RoleName: new("one"), AssumeRolePolicyDocument: new(trust),
			PermissionsBoundary: new("arn:aws:iam::111122223333:policy/none"),
		}, "NoSuchEntity", 404,
			"Policy arn:aws:iam::111122223333:policy/none does not exist or is not attachable.")
	})
}

func TestService_UpdateRole(t *testing.T) {
	t.Parallel()
	r := open(t)
	r.role(t, "one")
	update := func(in model.UpdateRoleRequest) *model.Role {
		in.RoleName = new("one")
		assert.Equal(t, &model.UpdateRoleResponse{}, answer(t, r.UpdateRole, &in))
		return r.get(t, "one")
	}
	assert.Equal(t, 3600, *r.get(t, "one").MaxSessionDuration)
	assert.Equal(t, "text",
		*update(model.UpdateRoleRequest{Description: new("text"),
			MaxSessionDuration: new(43200)}).Description)
	unchanged := update(model.UpdateRoleRequest{})
	assert.Equal(t, []any{"text", 43200},
		[]any{*unchanged.Description, *unchanged.MaxSessionDuration})
	assert.Nil(t, update(model.UpdateRoleRequest{Description: new("")}).Description)

	described := answer(t, r.UpdateRoleDescription,
		&model.UpdateRoleDescriptionRequest{RoleName: new("one"), Description: new("more")}).Role
	assert.Equal(t, "more", *described.Description)
	assert.Nil(t, described.MaxSessionDuration)

	answer(t, r.UpdateAssumeRolePolicy,
		&model.UpdateAssumeRolePolicyRequest{RoleName: new("one"),
			PolicyDocument: new(listedTrust)})
	assert.Equal(t, normalised, decoded(t, r.get(t, "one").AssumeRolePolicyDocument))

	const none = "The role with name none cannot be found."
	refusal(
		t, r.UpdateRole, &model.UpdateRoleRequest{RoleName: new("none")}, "NoSuchEntity", 404, none,
	)
	refusal(t, r.UpdateRoleDescription,
		&model.UpdateRoleDescriptionRequest{RoleName: new("none"), Description: new("")},
		"NoSuchEntity", 404, none)
	refusal(t, r.UpdateAssumeRolePolicy,
		&model.UpdateAssumeRolePolicyRequest{RoleName: new("none"), PolicyDocument: new(trust)},
		"NoSuchEntity", 404, none)
}

func TestService_DeleteRole(t *testing.T) {
	t.Parallel()
	r := open(t)
	r.role(t, "one")
	arn := r.policy(t, "shared")
	r.attach(t, "one", arn)
	answer(t, r.PutRolePolicy,
		&model.PutRolePolicyRequest{RoleName: new("one"), PolicyName: new("own"),
			PolicyDocument: new(permits)})
	answer(t, r.PutRolePermissionsBoundary,
		&model.PutRolePermissionsBoundaryRequest{RoleName: new("one"), PermissionsBoundary: &arn})
	deleting := &model.DeleteRoleRequest{RoleName: new("one")}

	refusal(t, r.DeleteRole, deleting, "DeleteConflict", 409,
		"Cannot delete entity, must detach all policies first.")
	answer(t, r.DetachRolePolicy,
		&model.DetachRolePolicyRequest{RoleName: new("one"), PolicyArn: &arn})
	refusal(t, r.DeleteRole, deleting, "DeleteConflict", 409,
		"Cannot delete entity, must delete policies first.")
	answer(t, r.DeleteRolePolicy,
		&model.DeleteRolePolicyRequest{RoleName: new("one"), PolicyName: new("own")})
	answer(t, r.DeleteRole, deleting)
	refusal(t, r.DeleteRole, deleting, "NoSuchEntity", 404,
		"The role with name one cannot be found.")
	answer(t, r.DeletePolicy, &model.DeletePolicyRequest{PolicyArn: &arn})
}

func TestService_PutRolePermissionsBoundary(t *testing.T) {
	t.Parallel()
	r := open(t)
	r.role(t, "one")
	first, second := r.policy(t, "first"), r.policy(t, "second")
	used := func(arn string) int {
		return *answer(t, r.GetPolicy,
			&model.GetPolicyRequest{PolicyArn: &arn}).Policy.PermissionsBoundaryUsageCount
	}
	for _, arn := range []string{first, first, second} {
		answer(t, r.PutRolePermissionsBoundary,
			&model.PutRolePermissionsBoundaryRequest{RoleName: new("one"),
				PermissionsBoundary: &arn})
	}
	assert.Equal(t, []int{0, 1}, []int{used(first), used(second)})
	refusal(t, r.DeletePolicy, &model.DeletePolicyRequest{PolicyArn: &second}, "DeleteConflict",
		409, "Cannot delete a policy attached to entities.")

	answer(t, r.DeleteRolePermissionsBoundary,
		&model.DeleteRolePermissionsBoundaryRequest{RoleName: new("one")})
	assert.Nil(t, r.get(t, "one").PermissionsBoundary)
	assert.Equal(t, 0, used(second))
	refusal(t, r.DeleteRolePermissionsBoundary,
		&model.DeleteRolePermissionsBoundaryRequest{RoleName: new("one")},
		"NoSuchEntity", 404, "The role with name one has no permissions boundary.")
	require.Nil(t, r.get(t, "one").Tags)
}

func TestService_ListInstanceProfilesForRole(t *testing.T) {
	t.Parallel()
	r := open(t)
	r.role(t, "one")
	assert.Equal(t, &model.ListInstanceProfilesForRoleResponse{
		InstanceProfiles: []model.InstanceProfile{}, IsTruncated: new(false),
	},
		answer(t, r.ListInstanceProfilesForRole,
			&model.ListInstanceProfilesForRoleRequest{RoleName: new("one")}))
	refusal(t, r.ListInstanceProfilesForRole,
		&model.ListInstanceProfilesForRoleRequest{RoleName: new("none")},
		"NoSuchEntity", 404, "The role with name none cannot be found.")
}
