package secrets_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/eventbridge-connections/emulator/internal/model/secretsmanager"
)

func TestService_TagResource(t *testing.T) {
	t.Parallel()
	r := open(t)
	arn := r.own(t, "mine")
	tag := func(pairs ...string) error {
		r.pass(time.Second)
		in := &secretsmanager.TagResourceRequest{SecretId: &arn}
		for i := 0; i < len(pairs); i += 2 {
			in.Tags = append(in.Tags, secretsmanager.Tag{Key: &pairs[i], Value: &pairs[i+1]})
		}
		_, err := r.TagResource(as(t, home), in)
		return err
	}
	assert.Nil(t, r.describe(t, arn).Tags, "it never had one")
	require.NoError(t, tag("a", "1", "b", "2"))
	require.NoError(t, tag("a", "3"))
	assert.Equal(
		t, []secretsmanager.Tag{{Key: new("b"), Value: new("2")}, {Key: new("a"), Value: new("3")}},
		r.describe(t, arn).Tags,
	)
	changed := start.Add(2 * time.Second)
	assert.Equal(t, changed, r.describe(t, arn).LastChangedDate)
	require.EqualError(
		t, tag("aws:a", "1"),
		"InvalidParameterException: Tag keys that begin with aws: are reserved for AWS.",
	)

	_, err := r.UntagResource(
		as(t, home),
		&secretsmanager.UntagResourceRequest{SecretId: &arn, TagKeys: []string{"a", "b", "c"}},
	)
	require.NoError(t, err)
	assert.Equal(t, []secretsmanager.Tag{}, r.describe(t, arn).Tags, "the last was taken")
	assert.Equal(t, changed, r.describe(t, arn).LastChangedDate, "which is no change")
	r.schedule(t, arn)
	require.EqualError(t, tag("a", "1"), marked)
	_, err = r.UntagResource(
		as(t, home), &secretsmanager.UntagResourceRequest{SecretId: &arn, TagKeys: []string{"a"}},
	)
	require.EqualError(t, err, marked)
}
