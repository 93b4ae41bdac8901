package identity

import (
	"crypto/subtle"
	"errors"
	"fmt"
	"strings"
	"unicode"

	"github.com/eventbridge-connections/emulator/internal/awsapi"
)

// A Key is an access key that may sign requests.
type Key struct {
	ID      string
	Secret  awsapi.Secret
	Account string // 12 digits; empty is what the key id says, or the default
	// the session token that goes with a temporary key; empty for a key that stays
	Token   awsapi.Secret
	Session awsapi.Session
	Ended   bool // a temporary key has come to its end
}

// Keys are the access keys that may sign, by their id.
type Keys map[string]Key

// ErrKey says that a text is no access key. The text is not in it: it may hold a secret.
var ErrKey = errors.New(
	"an access key is KEY:SECRET, KEY:SECRET:ACCOUNT or KEY:SECRET:ACCOUNT:TOKEN, with an account " +
		"of 12 digits or none",
)

// ParseKeys reads access keys, one in a line. Empty lines, and lines that begin with #, say
// nothing.
//
// Errors: ErrKey, with the number of the line.
func ParseKeys(text string) (Keys, error) {
	keys, n := Keys{}, 0
	for line := range strings.Lines(text) {
		n++
		line = strings.TrimSpace(line)
		if line == "" || line[0] == '#' {
			continue
		}
		key, ok := parseKey(line)
		if !ok {
			return nil, fmt.Errorf("line %d: %w", n, ErrKey)
		}
		keys[key.ID] = key
	}
	if len(keys) == 0 {
		return nil, fmt.Errorf("no access key: %w", ErrKey)
	}
	return keys, nil
}

// isKeyID tells whether a text can be an access key id: letters, digits and _, as AWS's model says.
// The name of a file that is not there is seldom one, nor is what a byte order mark begins.
func isKeyID(text string) bool {
	other := strings.IndexFunc(text, func(r rune) bool {
		return r != '_' && (r > unicode.MaxASCII || !unicode.IsLetter(r) && !unicode.IsDigit(r))
	})
	return text != "" && other < 0
}

// parseKey reads a key. None of its parts has a colon in AWS.
func parseKey(text string) (Key, bool) {
	parts := strings.Split(text, ":")
	if len(parts) < 2 || len(parts) > 4 || !isKeyID(parts[0]) || parts[1] == "" {
		return Key{}, false
	}
	parts = append(parts, "", "")
	if parts[2] != "" && !awsapi.IsAccount(parts[2]) {
		return Key{}, false
	}
	return Key{
		ID: parts[0], Secret: awsapi.NewSecret(parts[1]), Account: parts[2],
		Token: awsapi.NewSecret(parts[3]),
	}, true
}

// admits tells whether a request of the control side brings the key's secret as its password and,
// with a temporary key, its token in X-Amz-Security-Token.
func (k *Key) admits(secret, token string) bool {
	same := subtle.ConstantTimeCompare([]byte(secret), []byte(k.Secret.Reveal())) == 1
	return same && k.fits(token) && !k.Ended
}

// fits tells whether a session token is that of the key.
func (k *Key) fits(token string) bool {
	return subtle.ConstantTimeCompare([]byte(token), []byte(k.Token.Reveal())) == 1
}
