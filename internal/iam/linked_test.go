package iam_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	model "github.com/eventbridge-connections/emulator/internal/model/iam"
)

const (
	destinations = "apidestinations.events.amazonaws.com"
	linkedRole   = "AWSServiceRoleForAmazonEventBridgeApiDestinations"
)

func TestService_CreateServiceLinkedRole(t *testing.T) {
	t.Parallel()
	r := open(t)
	create := &model.CreateServiceLinkedRoleRequest{AWSServiceName: new(destinations)}
	made := answer(t, r.CreateServiceLinkedRole, create).Role
	assert.Equal(t, "arn:aws:iam::111122223333:role/aws-service-role/"+destinations+"/"+linkedRole,
		*made.Arn)
	assert.Equal(t, `{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":["`+
		destinations+`"]},"Action":["sts:AssumeRole"]}]}`,
		decoded(t, made.AssumeRolePolicyDocument))
	assert.Nil(t, made.MaxSessionDuration)

	read := r.get(t, linkedRole)
	assert.Equal(t, `{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"`+
		destinations+`"},"Action":"sts:AssumeRole"}]}`,
		decoded(t, read.AssumeRolePolicyDocument))
	assert.Equal(t, []any{3600, (*string)(nil)}, []any{*read.MaxSessionDuration, read.Description})
	assert.Equal(t, []model.AttachedPolicy{{
		PolicyName: new("AmazonEventBridgeApiDestinationsServiceRolePolicy"),
		PolicyArn: new(
			"arn:aws:iam::aws:policy/aws-service-role/AmazonEventBridgeApiDestinationsServiceRolePolicy",
		),
	}}, answer(t, r.ListAttachedRolePolicies, &model.ListAttachedRolePoliciesRequest{RoleName: new(linkedRole)}).AttachedPolicies)

	refusal(t, r.CreateServiceLinkedRole, create, "InvalidInput", 0,
		"Service role name "+linkedRole+" has been taken in this account, please try a different "+
			"suffix.")
	create.CustomSuffix = new("x")
	refusal(t, r.CreateServiceLinkedRole, create, "InvalidInput", 0,
		"Custom suffix is not allowed for "+destinations)
	refusal(t, r.CreateServiceLinkedRole,
		&model.CreateServiceLinkedRoleRequest{AWSServiceName: new("ecs.amazonaws.com")},
		"InvalidInput", 0,
		"Service-linked roles of ecs.amazonaws.com are not served by this emulator, only those of "+
			"EventBridge: "+
			"apidestinations.events.amazonaws.com and events.amazonaws.com.")
}

func TestService_CreateServiceLinkedRole_protected(t *testing.T) {
	t.Parallel()
	r := open(t)
	answer(t, r.CreateServiceLinkedRole,
		&model.CreateServiceLinkedRoleRequest{AWSServiceName: new(destinations)})
	const code = "UnmodifiableEntity"
	const words = "Cannot perform the operation on the protected role '" + linkedRole +
		"' - this role is only modifiable by AWS"
	name, arn := new(linkedRole), r.policy(t, "shared")
	refusal(t, r.DeleteRole, &model.DeleteRoleRequest{RoleName: name}, code, 0, words)
	refusal(t, r.UpdateAssumeRolePolicy,
		&model.UpdateAssumeRolePolicyRequest{RoleName: name, PolicyDocument: new(trust)}, code, 0, words)
	refusal(t, r.PutRolePolicy,
		&model.PutRolePolicyRequest{RoleName: name, PolicyName: new("x"),
			PolicyDocument: new(permits)}, code, 0, words)
	refusal(t, r.DeleteRolePolicy,
		&model.DeleteRolePolicyRequest{RoleName: name, PolicyName: new("x")}, code, 0, words)
	refusal(t, r.AttachRolePolicy, &model.AttachRolePolicyRequest{RoleName: name, PolicyArn: &arn},
		code, 0, words)
	refusal(t, r.DetachRolePolicy, &model.DetachRolePolicyRequest{RoleName: name, PolicyArn: &arn},
		code, 0, words)
	refusal(t, r.PutRolePermissionsBoundary,
		&model.PutRolePermissionsBoundaryRequest{RoleName: name, PermissionsBoundary: &arn}, code,
		0, words)
	refusal(t, r.DeleteRolePermissionsBoundary,
		&model.DeleteRolePermissionsBoundaryRequest{RoleName: name}, code, 0, words)
	refusal(t, r.UpdateRole,
		&model.UpdateRoleRequest{RoleName: name, MaxSessionDuration: new(7200)}, code, 0,
		linkedRole+" is an AWS service linked role, max session duration cannot be changed.")
	answer(t, r.UpdateRole, &model.UpdateRoleRequest{RoleName: name, Description: new("text")})
	answer(t, r.TagRole, &model.TagRoleRequest{RoleName: name, Tags: tags("a", "b")})
}

func TestService_DeleteServiceLinkedRole(t *testing.T) {
	t.Parallel()
	r := open(t)
	create := func() {
		answer(t, r.CreateServiceLinkedRole,
			&model.CreateServiceLinkedRoleRequest{AWSServiceName: new(destinations)})
	}
	remove := func() string {
		return *answer(t, r.DeleteServiceLinkedRole,
			&model.DeleteServiceLinkedRoleRequest{RoleName: new(linkedRole)}).DeletionTaskId
	}
	create()
	task := remove()
	assert.Regexp(t, "^task/aws-service-role/"+destinations+"/"+linkedRole+"/[0-9a-f-]{36}$", task)
	assert.Equal(t, task, remove(), "once more, the same task")
	status := answer(t, r.GetServiceLinkedRoleDeletionStatus,
		&model.GetServiceLinkedRoleDeletionStatusRequest{DeletionTaskId: &task})
	assert.Equal(
		t,
		&model.GetServiceLinkedRoleDeletionStatusResponse{
			Status: new(model.DeletionTaskStatusTypeSucceeded),
		},
		status,
	)
	create()
	assert.NotEqual(t, task, remove())

	for _, c := range []struct {
		task, code string
		status     int
		message    string
	}{
		{task[:len(task)-1] + "x", "NoSuchEntity", 404,
			"Cannot find deletion status for given id."},
		{"rubbish", "InvalidInput", 0, "Invalid task id"},
	} {
		refusal(t, r.GetServiceLinkedRoleDeletionStatus,
			&model.GetServiceLinkedRoleDeletionStatusRequest{DeletionTaskId: &c.task}, c.code,
			c.status, c.message)
	}
	refusal(t, r.DeleteServiceLinkedRole,
		&model.DeleteServiceLinkedRoleRequest{RoleName: new("none")}, "NoSuchEntity", 404,
		"The role with name none cannot be found.")
	r.role(t, "one")
	refusal(t, r.DeleteServiceLinkedRole,
		&model.DeleteServiceLinkedRoleRequest{RoleName: new("one")}, "InvalidInput", 0,
		"The role one is not a service-linked role.")
}
