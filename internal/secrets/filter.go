package secrets

import (
	"slices"
	"strings"
	"unicode"

	model "github.com/eventbridge-connections/emulator/internal/model/secretsmanager"
)

// checkFilters refuses a filter without a key or without values, which the model allows.
func checkFilters(filters []model.Filter) error {
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
func (s *secret) passes(filters []model.Filter) bool {
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

// matches compares as DOCUMENTED: by prefix and by the letter, except for descriptions and for all.
// No region is primary where nothing is replicated.
func (s *secret) matches(key model.FilterNameStringType, wanted string) bool {
	switch key {
	case model.FilterNameStringTypeName:
		return strings.HasPrefix(s.Name, wanted)
	case model.FilterNameStringTypeDescription:
		return strings.HasPrefix(strings.ToLower(s.Description), strings.ToLower(wanted))
	case model.FilterNameStringTypeTagKey:
		return slices.ContainsFunc(s.Tags, func(t tag) bool { return strings.HasPrefix(t.Key, wanted) })
	case model.FilterNameStringTypeTagValue:
		return slices.ContainsFunc(s.Tags, func(t tag) bool { return strings.HasPrefix(t.Value, wanted) })
	case model.FilterNameStringTypeOwningService:
		return s.Owner != "" && strings.HasPrefix(s.Owner, wanted)
	case model.FilterNameStringTypeAll:
		return s.has(strings.Fields(wanted))
	}
	return false
}

// has tells whether each word begins a word of an attribute, whatever their case (DOCUMENTED). That
// all must be found is INFERRED.
func (s *secret) has(wanted []string) bool {
	texts := []string{s.Name, s.Description, s.Owner}
	for _, t := range s.Tags {
		texts = append(texts, t.Key, t.Value)
	}
	for _, word := range wanted {
		if !slices.ContainsFunc(texts, func(text string) bool { return hasWord(text, word) }) {
			return false
		}
	}
	return true
}

// hasWord tells whether a word of the text begins with another, whatever their case. A capital
// begins a word, too: SecretOne has the word one.
func hasWord(text, word string) bool {
	before := ' '
	for i, c := range text {
		begins := !separates(c) && separates(before) || unicode.IsUpper(c)
		if begins && i+len(word) <= len(text) && strings.EqualFold(text[i:i+len(word)], word) {
			return true
		}
		before = c
	}
	return false
}

func separates(c rune) bool { return !unicode.IsLetter(c) && !unicode.IsDigit(c) }
