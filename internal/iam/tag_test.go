package iam_test

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/assert"

	model "github.com/eventbridge-connections/emulator/internal/model/iam"
)

func TestService_TagRole(t *testing.T) {
	t.Parallel()
	r := open(t)
	r.role(t, "one")
	tag := func(pairs ...string) *model.TagRoleRequest {
		return &model.TagRoleRequest{RoleName: new("one"), Tags: tags(pairs...)}
	}
	answer(t, r.TagRole, tag("Team", "a", "env", ""))
	answer(t, r.TagRole, tag("team", "b"))
	assert.Equal(t, &model.ListRoleTagsResponse{
		Tags: tags("team", "b", "env", ""), IsTruncated: new(false),
	},
		answer(t, r.ListRoleTags, &model.ListRoleTagsRequest{RoleName: new("one")}))

	refusal(t, r.TagRole, tag("a", "1", "A", "2"), "InvalidInput", 0,
		"Duplicate tag keys found. Please note that Tag keys are case insensitive.")
	refusal(t, r.TagRole, tag("AWS:x", "1"), "InvalidInput", 0,
		"Tag keys beginning with aws: are reserved for system use.")
	refusal(t, r.TagRole, tag(), "InvalidInput", 0, "At least one tag must be specified.")
	many := []string{}
	for i := range 48 {
		many = append(many, fmt.Sprint(i), "aws:x")
	}
	answer(t, r.TagRole, tag(many...))
	refusal(t, r.TagRole, tag("one", "more"), "LimitExceeded", 409,
		"Cannot exceed quota for TagsPerResource: 50")

	answer(t, r.UntagRole,
		&model.UntagRoleRequest{RoleName: new("one"), TagKeys: []string{"TEAM", "none"}})
	answer(t, r.UntagRole, &model.UntagRoleRequest{RoleName: new("one"), TagKeys: []string{}})
	assert.Len(t, r.get(t, "one").Tags, 49)
}

func TestService_ListRoleTags(t *testing.T) {
	t.Parallel()
	r := open(t)
	r.role(t, "one")
	answer(
		t, r.TagRole,
		&model.TagRoleRequest{RoleName: new("one"), Tags: tags("c", "1", "a", "2", "b", "3")},
	)
	first := answer(t, r.ListRoleTags,
		&model.ListRoleTagsRequest{RoleName: new("one"), MaxItems: new(2)})
	assert.Equal(t, tags("c", "1", "a", "2"), first.Tags)
	assert.True(t, *first.IsTruncated)
	second := answer(t, r.ListRoleTags,
		&model.ListRoleTagsRequest{RoleName: new("one"), Marker: first.Marker})
	assert.Equal(t, &model.ListRoleTagsResponse{Tags: tags("b", "3"), IsTruncated: new(false)},
		second)
}

func TestService_TagPolicy(t *testing.T) {
	t.Parallel()
	r := open(t)
	arn := r.policy(t, "shared")
	answer(t, r.TagPolicy,
		&model.TagPolicyRequest{PolicyArn: &arn, Tags: tags("Team", "a", "team", "b")})
	assert.Equal(t, &model.ListPolicyTagsResponse{
		Tags: tags("Team", "a", "team", "b"), IsTruncated: new(false),
	},
		answer(t, r.ListPolicyTags, &model.ListPolicyTagsRequest{PolicyArn: &arn}),
		"keys differ by case")
	answer(t, r.UntagPolicy, &model.UntagPolicyRequest{PolicyArn: &arn, TagKeys: []string{"team"}})
	assert.Equal(t, tags("Team", "a"),
		answer(t, r.GetPolicy, &model.GetPolicyRequest{PolicyArn: &arn}).Policy.Tags)
}
