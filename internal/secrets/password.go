package secrets

import (
	"context"
	"math/rand/v2"
	"strings"

	"github.com/eventbridge-connections/emulator/internal/awsapi"
	model "github.com/eventbridge-connections/emulator/internal/model/secretsmanager"
)

// What passwords are made of (DOCUMENTED).
const (
	lowercase   = "abcdefghijklmnopqrstuvwxyz"
	uppercase   = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
	digits      = "0123456789"
	punctuation = "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~"
)

// usualPassword is the length of a password when none is asked for (DOCUMENTED).
const usualPassword = 32

// GetRandomPassword makes a password, with one character of each type that is not excluded unless
// that is not asked for.
//
// Errors: InvalidParameterException.
func (s *Service) GetRandomPassword(
	_ context.Context, in *model.GetRandomPasswordRequest,
) (*model.GetRandomPasswordResponse, error) {
	types := typesOf(in)
	pool := strings.Join(types, "")
	if awsapi.ValueOf(in.IncludeSpace) {
		pool += without(" ", in.ExcludeCharacters)
	}
	length := int(awsapi.ValueOr(in.PasswordLength, usualPassword))
	password := make([]byte, 0, length)
	if pool == "" {
		return nil, errNothingLeft()
	}
	if awsapi.ValueOr(in.RequireEachIncludedType, true) {
		if err := checkTypes(types, length); err != nil {
			return nil, err
		}
		for _, characters := range types {
			password = append(password, oneOf(characters))
		}
	}
	for len(password) < length {
		password = append(password, oneOf(pool))
	}
	rand.Shuffle(length, func(i, j int) { password[i], password[j] = password[j], password[i] })
	return &model.GetRandomPasswordResponse{
		RandomPassword: new(awsapi.NewSecret(string(password))),
	}, nil
}

// typesOf are the characters of each type that is not excluded.
func typesOf(in *model.GetRandomPasswordRequest) (types []string) {
	for _, t := range []struct {
		characters string
		excluded   *bool
	}{
		{lowercase, in.ExcludeLowercase},
		{uppercase, in.ExcludeUppercase},
		{digits, in.ExcludeNumbers},
		{punctuation, in.ExcludePunctuation},
	} {
		if !awsapi.ValueOf(t.excluded) {
			types = append(types, without(t.characters, in.ExcludeCharacters))
		}
	}
	return types
}

// without are the characters but for the excluded ones.
func without(characters string, excluded *string) string {
	return strings.Map(func(c rune) rune {
		if strings.ContainsRune(awsapi.ValueOf(excluded), c) {
			return -1
		}
		return c
	}, characters)
}

// checkTypes refuses a password that cannot have a character of each type.
func checkTypes(types []string, length int) error {
	for _, characters := range types {
		if characters == "" {
			return errTypeEmptied()
		}
	}
	if length < len(types) {
		return errTooShort()
	}
	return nil
}

func oneOf(characters string) byte { return characters[rand.IntN(len(characters))] }
