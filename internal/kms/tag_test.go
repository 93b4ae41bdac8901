package kms_test

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	model "github.com/eventbridge-connections/emulator/internal/model/kms"
)

func (r *room) tag(t *testing.T, id string, tags ...string) error {
	t.Helper()
	_, err := r.TagResource(at(t), &model.TagResourceRequest{KeyId: &id, Tags: pairs(tags...)})
	return err
}

func (r *room) tags(t *testing.T, id string) *model.ListResourceTagsResponse {
	t.Helper()
	out, err := r.ListResourceTags(at(t), &model.ListResourceTagsRequest{KeyId: &id})
	require.NoError(t, err)
	return out
}

func TestService_TagResource(t *testing.T) {
	t.Parallel()
	r := open(t)
	id := r.create(t, "team", "orders")
	require.NoError(t, r.tag(t, id, "team", "shoes", "env", ""))
	assert.Equal(
		t,
		&model.ListResourceTagsResponse{Tags: pairs("env", "", "team", "shoes"), Truncated: new(false)},
		r.tags(t, id),
	)
	require.EqualError(t, r.tag(t, id, "a", "1", "a", "2"), "TagException: Duplicate tag keys")
	require.EqualError(
		t, r.tag(t, id, "AWS:x", "1"), "TagException: Tags beginning with aws: are reserved",
	)
	many := []string{}
	for i := range 48 {
		many = append(many, fmt.Sprintf("t%02d", i), "x")
	}
	require.NoError(t, r.tag(t, id, many...))
	require.EqualError(t, r.tag(t, id, "one", "more"), "TagException: Too many tags")
	_, err := r.UntagResource(
		at(t),
		&model.UntagResourceRequest{
			KeyId: &id, TagKeys: append([]string{"env", "none"}, keysOf(many)...),
		},
	)
	require.NoError(t, err)
	assert.Equal(t, pairs("team", "shoes"), r.tags(t, id).Tags)
}

func keysOf(tags []string) (keys []string) {
	for i := 0; i < len(tags); i += 2 {
		keys = append(keys, tags[i])
	}
	return keys
}

func TestService_ListResourceTags(t *testing.T) {
	t.Parallel()
	r := open(t)
	id := r.create(t, "a", "1", "b", "2", "c", "3")
	first, err := r.ListResourceTags(at(t), &model.ListResourceTagsRequest{KeyId: &id, Limit: new(2)})
	require.NoError(t, err)
	assert.Equal(t, pairs("a", "1", "b", "2"), first.Tags)
	assert.True(t, *first.Truncated)
	second, err := r.ListResourceTags(
		at(t), &model.ListResourceTagsRequest{KeyId: &id, Marker: first.NextMarker},
	)
	require.NoError(t, err)
	assert.Equal(
		t, &model.ListResourceTagsResponse{Tags: pairs("c", "3"), Truncated: new(false)}, second,
	)
	_, err = r.ListResourceTags(
		at(t), &model.ListResourceTagsRequest{KeyId: new(r.create(t)), Marker: first.NextMarker},
	)
	require.EqualError(
		t, err, "InvalidMarkerException: The marker is not valid.", "the marker of another key",
	)
	assert.Equal(t, []model.Tag{}, r.tags(t, r.create(t)).Tags)
}
