package iam

import (
	"encoding/json"
	"maps"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// A statement is one of a policy document, as encoding/json reads it.
type statement map[string]any

// statementMembers are what a statement can have, in the order of a trust policy that is read.
// RECORDED for Effect, Principal, Action and Condition, INFERRED for the others.
var statementMembers = []string{
	"Sid", "Effect", "Principal", "NotPrincipal", "Action", "NotAction", "Resource", "NotResource",
	"Condition",
}

// length is how long a document is: its characters without blanks (DOCUMENTED).
func length(text string) int {
	n := utf8.RuneCountInString(text)
	for _, c := range text {
		if unicode.IsSpace(c) {
			n--
		}
	}
	return n
}

// parse reads a policy document: its members and its statements, of which there is one at least.
// It returns nothing for what is no policy document.
func parse(text string) (members map[string]any, statements []statement) {
	if json.Unmarshal([]byte(text), &members) != nil {
		return nil, nil
	}
	for name := range members {
		if !slices.Contains([]string{"Version", "Id", "Statement"}, name) {
			return nil, nil
		}
	}
	for _, given := range list(members["Statement"]) {
		object, ok := given.(map[string]any)
		if !ok || !statement(object).sound() {
			return nil, nil
		}
		statements = append(statements, object)
	}
	return members, statements
}

// list is what may be given as a list or, where there is one, without it.
func list(given any) []any {
	if given == nil {
		return nil
	}
	if several, ok := given.([]any); ok {
		return several
	}
	return []any{given}
}

// texts are the elements of a list, or of one without it.
func texts(given any) (all []string) {
	for _, v := range list(given) {
		text, _ := v.(string)
		all = append(all, text)
	}
	return all
}

// opposites are members of a statement of which it has one at most (DOCUMENTED).
var opposites = [][2]string{
	{"Principal", "NotPrincipal"}, {"Action", "NotAction"}, {"Resource", "NotResource"},
}

// sound tells whether a statement has no other members than it can have, and those as they can be.
func (s statement) sound() bool {
	for _, pair := range opposites {
		if s.names(pair[0]) && s.names(pair[1]) {
			return false
		}
	}
	for name, given := range s {
		if !slices.Contains(statementMembers, name) || !soundMember(name, given) {
			return false
		}
	}
	return s["Effect"] == "Allow" || s["Effect"] == "Deny"
}

func soundMember(name string, given any) bool {
	switch name {
	case "Sid", "Effect":
		_, ok := given.(string)
		return ok
	case "Condition":
		return soundCondition(given)
	case "Principal", "NotPrincipal":
		return soundPrincipal(given)
	}
	return areTexts(given)
}

// areTexts tells whether something is a text, or a list of one at least.
func areTexts(given any) bool {
	all := list(given)
	return len(all) > 0 &&
		!slices.ContainsFunc(all, func(v any) bool { _, ok := v.(string); return !ok })
}

// principalKinds are who can be named in a policy (DOCUMENTED).
var principalKinds = []string{"AWS", "Federated", "Service", "CanonicalUser"}

func soundPrincipal(given any) bool {
	kinds, ok := given.(map[string]any)
	if !ok {
		return given == "*"
	}
	for kind, names := range kinds {
		if !slices.Contains(principalKinds, kind) || !areTexts(names) {
			return false
		}
	}
	return len(kinds) > 0
}

// operators are those of conditions (DOCUMENTED). That their case does not matter is UNKNOWN.
var operators = regexp.MustCompile(`^(?i:(ForAllValues:|ForAnyValue:)?(` +
	`String(Not)?(Equals(IgnoreCase)?|Like)|Numeric((Not)?Equals|(Less|Greater)Than(Equals)?)|` +
	`Date((Not)?Equals|(Less|Greater)Than(Equals)?)|Bool|BinaryEquals|(Not)?IpAddress|` +
	`Arn(Not)?(Equals|Like))(IfExists)?|Null)$`)

func soundCondition(given any) bool {
	all, ok := given.(map[string]any)
	for operator, keys := range all {
		values, object := keys.(map[string]any)
		if !object || !operators.MatchString(operator) {
			return false
		}
		if slices.ContainsFunc(slices.Collect(maps.Values(values)), structured) {
			return false
		}
	}
	return ok
}

// structured tells whether what a condition compares with is neither a scalar nor a list of some.
func structured(given any) bool {
	switch v := given.(type) {
	case []any:
		return slices.ContainsFunc(v, structured)
	case map[string]any, nil:
		return true
	}
	return false
}

// names tells whether the statement has one of the members.
func (s statement) names(members ...string) bool {
	return slices.ContainsFunc(members, func(name string) bool { return s[name] != nil })
}

// repeated tells whether two statements have the same Sid.
func repeated(statements []statement) bool {
	seen := map[any]bool{}
	for _, s := range statements {
		if sid := s["Sid"]; sid != nil && sid != "" {
			if seen[sid] {
				return true
			}
			seen[sid] = true
		}
	}
	return false
}

// checkVendors refuses actions that are not vendor:name, and keys of conditions without a vendor.
func (s statement) checkVendors() error {
	conditions, _ := s["Condition"].(map[string]any)
	for _, keys := range conditions {
		for key := range keys.(map[string]any) {
			if !strings.Contains(key, ":") {
				return errNoVendor()
			}
		}
	}
	for _, action := range append(texts(s["Action"]), texts(s["NotAction"])...) {
		vendor, _, _ := strings.Cut(action, ":")
		switch {
		case action == "*":
			continue
		case !strings.Contains(action, ":"):
			return errNoVendor()
		case strings.Count(action, ":") > 1:
			return errColons()
		case vendor == "" || strings.ContainsFunc(vendor, notOfVendor):
			return errVendor(vendor)
		}
	}
	return nil
}

// notOfSid tells whether a character is none of a Sid: ASCII letters and digits are (DOCUMENTED).
func notOfSid(c rune) bool {
	return c > unicode.MaxASCII || !(unicode.IsLetter(c) || unicode.IsDigit(c))
}

func notOfVendor(c rune) bool { return !(c == '-' || unicode.IsLetter(c) || unicode.IsDigit(c)) }
