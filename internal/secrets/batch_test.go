package secrets_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/eventbridge-connections/emulator/internal/model/secretsmanager"
)

func TestService_BatchGetSecretValue(t *testing.T) {
	t.Parallel()
	r := open(t)
	a, b, c := r.create(t, "a", "1"), r.create(t, "b", "2"), r.create(t, "c", "3")
	r.pass(time.Second)
	r.remove(t, c, time.Hour)
	batch := func(
		in secretsmanager.BatchGetSecretValueRequest,
	) (*secretsmanager.BatchGetSecretValueResponse, error) {
		return r.BatchGetSecretValue(as(t, home), &in)
	}
	t.Run("the named ones, and what cannot be read", func(t *testing.T) {
		out, err := batch(
			secretsmanager.BatchGetSecretValueRequest{SecretIdList: []string{b, "x", nameOf(a), c}},
		)
		require.NoError(t, err)
		assert.Equal(t, []string{"2", "1"}, texts(out.SecretValues))
		assert.Equal(t, []secretsmanager.APIErrorType{
			{
				SecretId: new("x"), ErrorCode: new("ResourceNotFoundException"),
				Message: new("Secrets Manager can't find the specified secret."),
			},
			{
				SecretId: &c, ErrorCode: new("InvalidRequestException"),
				Message: new(
					"You can't perform this operation on the secret because it was marked for deletion.",
				),
			},
		}, out.Errors)
		assert.Nil(t, out.NextToken)
		assert.Equal(t, time.Date(2026, 9, 24, 0, 0, 0, 0, time.UTC), r.describe(t, a).LastAccessedDate)
		assert.Zero(t, r.describe(t, c).LastAccessedDate)
	})
	t.Run("the filtered ones, a page at a time", func(t *testing.T) {
		t.Parallel()
		in := secretsmanager.BatchGetSecretValueRequest{
			MaxResults: new(1),
			Filters: []secretsmanager.Filter{
				{Key: new(secretsmanager.FilterNameStringTypeOwningService), Values: []string{"events"}},
			},
		}
		var got []string
		for {
			out, err := batch(in)
			require.NoError(t, err)
			assert.Equal(t, []secretsmanager.APIErrorType{}, out.Errors)
			got = append(got, texts(out.SecretValues)...)
			if in.NextToken = out.NextToken; in.NextToken == nil {
				break
			}
		}
		assert.Equal(t, []string{"1", "2"}, got)
	})
	either := "InvalidParameterException: Either 'SecretIdList' or 'Filters' must be provided, " +
		"but not both."
	for name, c := range map[string]struct {
		in   secretsmanager.BatchGetSecretValueRequest
		want string
	}{
		"neither": {secretsmanager.BatchGetSecretValueRequest{}, either},
		"both": {
			secretsmanager.BatchGetSecretValueRequest{
				SecretIdList: []string{a}, Filters: []secretsmanager.Filter{},
			},
			either,
		},
		"a page of a list": {
			secretsmanager.BatchGetSecretValueRequest{SecretIdList: []string{a}, MaxResults: new(1)},
			"InvalidParameterException: 'Filters' not specified. 'Filters' must also be specified when " +
				"'MaxResults' is provided.",
		},
		"a token of nobody": {
			secretsmanager.BatchGetSecretValueRequest{
				Filters: []secretsmanager.Filter{}, NextToken: new("x"),
			},
			badToken,
		},
		"a filter of no key": {
			secretsmanager.BatchGetSecretValueRequest{
				Filters: []secretsmanager.Filter{{Values: []string{"x"}}},
			},
			"InvalidParameterException: Invalid filter key",
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			_, err := batch(c.in)
			require.EqualError(t, err, c.want)
		})
	}
}

func texts(entries []secretsmanager.SecretValueEntry) (out []string) {
	for _, e := range entries {
		out = append(out, e.SecretString.Reveal())
	}
	return out
}
