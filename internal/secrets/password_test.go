package secrets_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/eventbridge-connections/emulator/internal/model/secretsmanager"
)

const (
	lower       = "abcdefghijklmnopqrstuvwxyz"
	upper       = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
	numbers     = "0123456789"
	punctuation = "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~"
)

func TestService_GetRandomPassword(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		in       secretsmanager.GetRandomPasswordRequest
		length   int
		required []string
		allowed  string
	}{
		"usually": {
			secretsmanager.GetRandomPasswordRequest{}, 32, []string{lower, upper, numbers, punctuation}, "",
		},
		"as short": {
			secretsmanager.GetRandomPasswordRequest{PasswordLength: new(int64(4))}, 4,
			[]string{lower, upper, numbers, punctuation}, "",
		},
		"without types": {
			secretsmanager.GetRandomPasswordRequest{
				PasswordLength: new(int64(14)), ExcludePunctuation: new(true), ExcludeUppercase: new(true),
			},
			14, []string{lower, numbers}, "",
		},
		"without some": {
			secretsmanager.GetRandomPasswordRequest{
				PasswordLength: new(int64(120)), ExcludeCharacters: new("xyzDje@?!."),
			},
			120, []string{lower, upper, numbers, punctuation}, "",
		},
		"with blanks": {
			secretsmanager.GetRandomPasswordRequest{
				PasswordLength: new(int64(4096)), IncludeSpace: new(true),
			},
			4096, []string{lower, upper, numbers, punctuation, " "}, " ",
		},
		"of blanks": {secretsmanager.GetRandomPasswordRequest{
			PasswordLength: new(int64(3)), IncludeSpace: new(true), ExcludeLowercase: new(true), ExcludeUppercase: new(true), ExcludeNumbers: new(true), ExcludePunctuation: new(true),
		}, 3, []string{" "}, " "},
		"of one type that is left": {
			secretsmanager.GetRandomPasswordRequest{
				ExcludeCharacters: new(lower + upper + punctuation), RequireEachIncludedType: new(false),
			},
			32, nil, numbers,
		},
		"shorter than its types": {
			secretsmanager.GetRandomPasswordRequest{
				PasswordLength: new(int64(1)), RequireEachIncludedType: new(false),
			},
			1, nil, lower + upper + numbers + punctuation,
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			r := open(t)
			out, err := r.GetRandomPassword(as(t, home), &c.in)
			require.NoError(t, err)
			password := out.RandomPassword.Reveal()
			assert.Len(t, password, c.length)
			for _, characters := range c.required {
				assert.True(t, strings.ContainsAny(password, characters), "a character of %q", characters)
			}
			assert.Empty(t, strings.Trim(password, strings.Join(c.required, "")+c.allowed), "nothing else")
			if c.in.ExcludeCharacters != nil {
				assert.False(t, strings.ContainsAny(password, *c.in.ExcludeCharacters))
			}
			again, err := r.GetRandomPassword(as(t, home), &c.in)
			require.NoError(t, err)
			if c.length > 10 {
				assert.NotEqual(t, password, again.RandomPassword.Reveal())
			}
		})
	}
	for want, in := range map[string]secretsmanager.GetRandomPasswordRequest{
		"InvalidParameterException: Password length is too short based on the " +
			"required types": {PasswordLength: new(int64(3))},
		"InvalidParameterException: All characters of the desired type have been excluded": {
			ExcludeCharacters: new(numbers),
		},
		"InvalidParameterException: All characters have been excluded from selection": {
			ExcludeCharacters:       new(lower + upper + numbers + punctuation),
			RequireEachIncludedType: new(false),
		},
	} {
		t.Run(want, func(t *testing.T) {
			t.Parallel()
			_, err := open(t).GetRandomPassword(as(t, home), &in)
			require.EqualError(t, err, want)
		})
	}
}
