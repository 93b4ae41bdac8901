package secrets

import (
	"slices"
	"strings"

	"github.com/eventbridge-connections/emulator/internal/model/secretsmanager"
)

// checkFilters refuses a filter without a key or without values, which the model allows.
func checkFilters(filters []secretsmanager.Filter) error {
	for _, f := range filters {
		if f.Key == nil {
			return errFilterKey()
		}
		if f.Values == nil {
			return errFilterValues(string(*f.Key))
		}
	}
	return nil
}

// passes tells whether every filter has a value that the secret matches. An
// exclamation mark turns a value round (DOCUMENTED); that one value of a filter
// is enough is INFERRED.
func (s *secret) passes(filters []secretsmanager.Filter) bool {
	for _, f := range filters {
		if !slices.ContainsFunc(f.Values, func(value string) bool {
			wanted, negated := strings.CutPrefix(value, "!")
			return s.matches(*f.Key, wanted) != negated
		}) {
			return false
		}
	}
	return true
}

// matches compares as DOCUMENTED: by prefix and by the letter, except for all.
// A managed secret has no description, and no region is primary where nothing is replicated.
func (s *secret) matches(key secretsmanager.FilterNameStringType, wanted string) bool {
	switch key {
	case secretsmanager.FilterNameStringTypeName:
		return strings.HasPrefix(s.Name, wanted)
	case secretsmanager.FilterNameStringTypeTagKey:
		return strings.HasPrefix(ownerTag, wanted)
	case secretsmanager.FilterNameStringTypeTagValue, secretsmanager.FilterNameStringTypeOwningService:
		return strings.HasPrefix(owner, wanted)
	case secretsmanager.FilterNameStringTypeAll:
		return s.has(strings.Fields(strings.ToLower(wanted)))
	}
	return false
}

// has tells whether each word is in an attribute of the secret. AWS documents
// that words are looked for everywhere, whatever their case; that all must be found is INFERRED.
func (s *secret) has(words []string) bool {
	text := strings.ToLower(strings.Join([]string{s.Name, ownerTag, owner}, "\n"))
	for _, word := range words {
		if !strings.Contains(text, word) {
			return false
		}
	}
	return true
}
