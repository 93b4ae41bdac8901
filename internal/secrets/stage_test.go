package secrets_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// The steps are those of recordings.
func TestService_labels(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		do   func(t *testing.T, r *room, arn string)
		want map[int][]string
	}{
		"the first version is current, whatever its labels": {
			func(t *testing.T, r *room, arn string) { r.write(t, arn, 1, "MINE") },
			map[int][]string{1: {"MINE", "AWSCURRENT"}},
		},
		"other labels leave the current one": {
			func(t *testing.T, r *room, arn string) { r.write(t, arn, 1); r.write(t, arn, 2, "MINE") },
			map[int][]string{1: {"AWSCURRENT"}, 2: {"MINE"}},
		},
		"a label is taken from where it was": {
			func(t *testing.T, r *room, arn string) {
				r.write(t, arn, 1)
				r.write(t, arn, 2, "AWSPENDING")
				r.write(t, arn, 3, "AWSPENDING")
			},
			map[int][]string{1: {"AWSCURRENT"}, 3: {"AWSPENDING"}},
		},
		"AWSCURRENT by name is as without labels": {
			func(t *testing.T, r *room, arn string) { r.write(t, arn, 1); r.write(t, arn, 2, "AWSCURRENT") },
			map[int][]string{1: {"AWSPREVIOUS"}, 2: {"AWSCURRENT"}},
		},
		"a label of one's own stays": {
			func(t *testing.T, r *room, arn string) {
				r.write(t, arn, 1, "MINE")
				r.write(t, arn, 2)
				r.write(t, arn, 3)
			},
			map[int][]string{1: {"MINE"}, 2: {"AWSPREVIOUS"}, 3: {"AWSCURRENT"}},
		},
		"moving AWSCURRENT keeps AWSPENDING": {
			func(t *testing.T, r *room, arn string) {
				r.write(t, arn, 1)
				r.write(t, arn, 2, "AWSPENDING")
				require.NoError(t, r.move(t, arn, "AWSCURRENT", 1, 2))
			},
			map[int][]string{1: {"AWSPREVIOUS"}, 2: {"AWSCURRENT", "AWSPENDING"}},
		},
		"the version that is no longer current is not pending": {
			func(t *testing.T, r *room, arn string) {
				r.write(t, arn, 1)
				r.write(t, arn, 2, "AWSPENDING")
				require.NoError(t, r.move(t, arn, "AWSCURRENT", 1, 2))
				r.write(t, arn, 3)
			},
			map[int][]string{2: {"AWSPREVIOUS"}, 3: {"AWSCURRENT"}},
		},
		"back to the previous one": {
			func(t *testing.T, r *room, arn string) {
				r.write(t, arn, 1)
				r.write(t, arn, 2)
				require.NoError(t, r.move(t, arn, "AWSCURRENT", 2, 1))
			},
			map[int][]string{1: {"AWSCURRENT"}, 2: {"AWSPREVIOUS"}},
		},
		"a label of one's own is moved, attached and taken away": {
			func(t *testing.T, r *room, arn string) {
				r.write(t, arn, 1)
				r.write(t, arn, 2)
				require.NoError(t, r.move(t, arn, "MINE", 0, 1))
				require.NoError(t, r.move(t, arn, "MINE", 1, 2))
				require.NoError(t, r.move(t, arn, "AWSSOMETHING", 0, 2))
				require.NoError(t, r.move(t, arn, "MINE", 2, 0))
				require.NoError(t, r.move(t, arn, "AWSSOMETHING", 0, 2), "where it is already")
			},
			map[int][]string{1: {"AWSPREVIOUS"}, 2: {"AWSSOMETHING", "AWSCURRENT"}},
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			r := open(t)
			arn := r.own(t, "mine")
			c.do(t, r, arn)
			assert.Equal(t, c.want, r.stages(t, arn))
		})
	}
}

func TestService_UpdateSecretVersionStage_refuses(t *testing.T) {
	t.Parallel()
	r := open(t)
	arn := r.own(t, "mine")
	r.write(t, arn, 1)
	r.write(t, arn, 2)
	for _, c := range []struct {
		label    string
		from, to int
		want     string
	}{
		{
			"AWSCURRENT", 0, 1,
			"InvalidParameterException: The parameter RemoveFromVersionId can't be empty. Staging label " +
				"AWSCURRENT is currently attached to version " + *request(2) +
				", so you must explicitly reference that version in RemoveFromVersionId.",
		},
		{
			"AWSCURRENT", 2, 0,
			"InvalidParameterException: You can only move staging label AWSCURRENT to a different secret " +
				"version. It can’t be completely removed.",
		},
		{
			"AWSCURRENT", 1, 2,
			"InvalidParameterException: Staging label AWSCURRENT is not attached to version " + *request(1) +
				".",
		},
		{
			"MINE", 1, 0,
			"InvalidParameterException: Staging label MINE is not attached to version " + *request(1) + ".",
		},
		{
			"MINE", 0, 0,
			"InvalidParameterException: You must provide RemoveFromVersionId or MoveToVersionId.",
		},
		{
			"MINE", 0, 3,
			"ResourceNotFoundException: Secrets Manager can't find the specified secret value for " +
				"VersionId: " + *request(3),
		},
		{
			"MINE", 3, 1,
			"ResourceNotFoundException: Secrets Manager can't find the specified secret value for " +
				"VersionId: " + *request(3),
		},
	} {
		assert.EqualError(t, r.move(t, arn, c.label, c.from, c.to), c.want)
	}
	assert.Equal(t, map[int][]string{1: {"AWSPREVIOUS"}, 2: {"AWSCURRENT"}}, r.stages(t, arn))
}
