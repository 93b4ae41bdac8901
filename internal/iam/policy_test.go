package iam_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"

	model "github.com/eventbridge-connections/emulator/internal/model/iam"
)

const (
	nobody = "arn:aws:iam::111122223333:policy/none"
	basic  = "arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole"
)

func TestService_CreatePolicy(t *testing.T) {
	t.Parallel()
	r := open(t)
	made := answer(t, r.CreatePolicy, &model.CreatePolicyRequest{
		PolicyName: new("Shared"), Path: new("/team/"), PolicyDocument: new(permits),
		Description: new("text"), Tags: tags("a", "1"),
	}).Policy
	assert.Regexp(t, "^ANPA[A-Z2-7]{17}$", *made.PolicyId)
	assert.Equal(t, &model.Policy{
		PolicyName: new("Shared"), PolicyId: made.PolicyId,
		Arn: new("arn:aws:iam::111122223333:policy/team/Shared"), Path: new("/team/"),
		DefaultVersionId: new("v1"), AttachmentCount: new(0), PermissionsBoundaryUsageCount: new(0),
		IsAttachable: new(true),
		CreateDate:   start, UpdateDate: start, Tags: tags("a", "1"),
	}, made)
	made.Description = new("text")
	assert.Equal(t, made, answer(t, r.GetPolicy, &model.GetPolicyRequest{PolicyArn: made.Arn}).Policy)

	plain := answer(t, r.CreatePolicy,
		&model.CreatePolicyRequest{PolicyName: new("plain"), PolicyDocument: new(permits),
			Description: new("")}).Policy
	assert.Nil(
		t, answer(t, r.GetPolicy, &model.GetPolicyRequest{PolicyArn: plain.Arn}).Policy.Description,
	)
	refusal(t, r.CreatePolicy,
		&model.CreatePolicyRequest{PolicyName: new("PLAIN"), PolicyDocument: new(permits)},
		"EntityAlreadyExists", 409,
		"A policy called PLAIN already exists. Duplicate names are not allowed.")
	long := strings.Replace(permits, "PutEvents", strings.Repeat("x", 6144), 1)
	refusal(t, r.CreatePolicy,
		&model.CreatePolicyRequest{PolicyName: new("long"), PolicyDocument: &long},
		"LimitExceeded", 409, "Cannot exceed quota for PolicySize: 6144")
}

func TestService_GetPolicy(t *testing.T) {
	t.Parallel()
	r := open(t)
	refusal(t, r.GetPolicy, &model.GetPolicyRequest{PolicyArn: new(nobody)}, "NoSuchEntity", 404,
		"Policy "+nobody+" was not found.")
	for _, arn := range []string{"AWSLambdaBasicExecutionRole", "arn:aws:iam:policy/x"} {
		refusal(t, r.GetPolicy, &model.GetPolicyRequest{PolicyArn: &arn}, "ValidationException", 0,
			"Invalid ARN:  Could not be parsed!")
	}
	const bus = "arn:aws:events:eu-west-1:111122223333:event-bus/x"
	refusal(t, r.GetPolicy, &model.GetPolicyRequest{PolicyArn: new(bus)}, "NoSuchEntity", 404,
		"Policy "+bus+" was not found.")
	arn := r.policy(t, "shared")
	other := strings.Replace(arn, "policy/", "policy/elsewhere/", 1)
	refusal(t, r.GetPolicy, &model.GetPolicyRequest{PolicyArn: &other}, "NoSuchEntity", 404,
		"Policy "+other+" was not found.")
}

func TestService_GetPolicy_ofAWS(t *testing.T) {
	t.Parallel()
	r := open(t)
	get := func() *model.Policy {
		return answer(t, r.GetPolicy, &model.GetPolicyRequest{PolicyArn: new(basic)}).Policy
	}
	before := get()
	assert.Equal(t, []any{"AWSLambdaBasicExecutionRole", "/service-role/", 0},
		[]any{*before.PolicyName, *before.Path, *before.AttachmentCount})
	v := answer(t, r.GetPolicyVersion,
		&model.GetPolicyVersionRequest{PolicyArn: new(basic),
			VersionId: before.DefaultVersionId}).PolicyVersion
	assert.Equal(t, `{"Version":"2012-10-17","Statement":[]}`, decoded(t, v.Document))

	r.role(t, "one")
	r.attach(t, "one", basic)
	assert.Equal(t, 1, *get().AttachmentCount)
	assert.Equal(t, before.PolicyId, get().PolicyId)
	answer(t, r.DetachRolePolicy,
		&model.DetachRolePolicyRequest{RoleName: new("one"), PolicyArn: new(basic)})
	assert.Equal(t, before, get())

	const managed = "Cannot perform the operation on the AWS managed policy " + basic + "."
	refusal(t, r.DeletePolicy, &model.DeletePolicyRequest{PolicyArn: new(basic)},
		"UnmodifiableEntity", 0, managed)
	refusal(t, r.TagPolicy, &model.TagPolicyRequest{PolicyArn: new(basic), Tags: tags("a", "b")},
		"UnmodifiableEntity", 0, managed)
	long := "arn:aws:iam::aws:policy/" + strings.Repeat("x", 200)
	refusal(t, r.AttachRolePolicy,
		&model.AttachRolePolicyRequest{RoleName: new("one"), PolicyArn: &long},
		"NoSuchEntity", 404, "Policy "+long+" does not exist or is not attachable.")
}

func TestService_CreatePolicyVersion(t *testing.T) {
	t.Parallel()
	r := open(t)
	arn := r.policy(t, "shared")
	add := func(asDefault bool) *model.CreatePolicyVersionRequest {
		return &model.CreatePolicyVersionRequest{PolicyArn: &arn, PolicyDocument: new(permits),
			SetAsDefault: &asDefault}
	}
	remove := func(id string) *model.DeletePolicyVersionRequest {
		return &model.DeletePolicyVersionRequest{PolicyArn: &arn, VersionId: &id}
	}
	versions := func() (ids []string) {
		for _, v := range answer(t, r.ListPolicyVersions, &model.ListPolicyVersionsRequest{PolicyArn: &arn}).Versions {
			ids = append(ids, *v.VersionId)
			assert.Nil(t, v.Document)
		}
		return ids
	}
	assert.Equal(t, &model.PolicyVersion{
		VersionId: new("v2"), IsDefaultVersion: new(true), CreateDate: start,
	},
		answer(t, r.CreatePolicyVersion, add(true)).PolicyVersion)
	for range 3 {
		answer(t, r.CreatePolicyVersion, add(false))
	}
	assert.Equal(t, []string{"v5", "v4", "v3", "v2", "v1"}, versions(), "the newest first")
	refusal(t, r.CreatePolicyVersion, add(false), "LimitExceeded", 409,
		"A managed policy can have up to 5 versions. Before you create a new version, you must "+
			"delete an existing version.")
	refusal(t, r.DeletePolicyVersion, remove("v2"), "DeleteConflict", 409,
		"Cannot delete the default version of a policy.")
	answer(t, r.DeletePolicyVersion, remove("v5"))
	assert.Equal(t, "v6", *answer(t, r.CreatePolicyVersion, add(false)).PolicyVersion.VersionId,
		"no id is used again")
	refusal(t, r.DeletePolicyVersion, remove("v5"), "NoSuchEntity", 404,
		"Policy "+arn+" version v5 does not exist or is not attachable.")

	answer(t, r.SetDefaultPolicyVersion,
		&model.SetDefaultPolicyVersionRequest{PolicyArn: &arn, VersionId: new("v6")})
	assert.Equal(
		t, "v6",
		*answer(t, r.GetPolicy, &model.GetPolicyRequest{PolicyArn: &arn}).Policy.DefaultVersionId,
	)
	refusal(t, r.DeletePolicy, &model.DeletePolicyRequest{PolicyArn: &arn}, "DeleteConflict", 409,
		"This policy has more than one version. Before you delete a policy, you must delete the "+
			"policy's versions. The default version is deleted with the policy.")
	for _, id := range []string{"v1", "v2", "v3", "v4"} {
		answer(t, r.DeletePolicyVersion, remove(id))
	}
	answer(t, r.DeletePolicy, &model.DeletePolicyRequest{PolicyArn: &arn})
	refusal(t, r.DeletePolicy, &model.DeletePolicyRequest{PolicyArn: &arn}, "NoSuchEntity", 404,
		"Policy "+arn+" was not found.")
}

func TestService_GetPolicyVersion(t *testing.T) {
	t.Parallel()
	r := open(t)
	const document = `{ "Version": "2012-10-17", "Statement": [ {"Effect": "Allow", "Action": ` +
		`["a:B*"], "Resource": ["*"]} ] }`
	arn := answer(t, r.CreatePolicy,
		&model.CreatePolicyRequest{PolicyName: new("one"),
			PolicyDocument: new(document)}).Policy.Arn
	v := answer(t, r.GetPolicyVersion,
		&model.GetPolicyVersionRequest{PolicyArn: arn, VersionId: new("v1")}).PolicyVersion
	assert.Equal(t, document, decoded(t, v.Document), "as it was sent")
	refusal(t, r.GetPolicyVersion,
		&model.GetPolicyVersionRequest{PolicyArn: arn, VersionId: new("v9")},
		"NoSuchEntity", 404, "Policy "+*arn+" version v9 does not exist or is not attachable.")
}
