package awsapi

import (
	"cmp"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
	"unicode/utf16"
)

// Validate collects every constraint of the shape that the document breaks and
// returns them as AWS does, in one ValidationException, or nil.
// The document must have passed [CheckTypes].
//
// Form and order are RECORDED: members in model order, the pattern before the
// length, the count in front; so are required members.
func Validate(s *Shape, doc Document) error { return (*Service)(nil).Validate(s, doc) }

// Validate is [Validate] in the words of the service.
func (of *Service) Validate(s *Shape, doc Document) error {
	if s == nil {
		return nil
	}
	v := violations{path: make(path, 0, 4), bare: of != nil && of.HidesValues}
	v.structure(s, doc)
	switch v.count {
	case 0:
		return nil
	case 1:
		return Validation("1 validation error detected: " + v.found[0])
	}
	return Validation(
		fmt.Sprintf("%d validation errors detected: %s", v.count, strings.Join(v.found, "; ")),
	)
}

// maxShown is how many violations, and how many elements of a list, a message
// shows: a body of 1 MiB can break 200,000 constraints.
//
// Differs from AWS: of more than 1000 violations, or elements of a list, the first 1000 are shown;
// what AWS shows is UNKNOWN.
const maxShown = 1000

// violations are the constraints broken so far, as sentences, and where the search is.
type violations struct {
	count int
	found []string
	path  path
	bare  bool // see Service.HidesValues
}

func (v *violations) add(s *Shape, value any, constraint string) {
	v.count++
	if len(v.found) == maxShown {
		return
	}
	if v.bare && s.Enum != nil {
		constraint = strings.TrimSuffix(constraint, setOfValues(s.Enum))
	}
	shown := "Value"
	switch {
	case v.bare: // INFERRED for a member that is absent
	case value == nil:
		shown += " null"
	case !s.Sensitive && s.Kind != Blob:
		shown += " '" + javaText(s, value) + "'"
	}
	v.found = append(
		v.found, shown+" at '"+v.path.String()+"' failed to satisfy constraint: "+constraint,
	)
}

func (v *violations) structure(s *Shape, doc Document) {
	for i := range s.Members {
		m := &s.Members[i]
		value := doc[m.Name]
		if value == nil && !m.Required {
			continue
		}
		v.path = append(v.path, step{member: m.Name})
		v.element(m.Shape, value)
		v.path = v.path[:len(v.path)-1]
	}
}

// element checks a value that must be there.
func (v *violations) element(s *Shape, value any) {
	if value == nil {
		v.add(s, nil, "Member must not be null")
		return
	}
	for _, c := range broken(s, value) {
		v.add(s, value, c)
	}
	switch value := value.(type) {
	case []any:
		v.list(s, value)
	case Document:
		if s.Kind == Structure {
			v.structure(s, value)
			return
		}
		v.mapping(s, value)
	}
}

// list checks the elements: each structure under a path of its own, scalars
// together under the path of the list (RECORDED).
func (v *violations) list(s *Shape, list []any) {
	for i, e := range list {
		if e != nil && scalar(s.Element) {
			if len(broken(s.Element, e)) > 0 {
				v.add(s, list, "Member must satisfy constraint: "+stated(s.Element))
				return
			}
			continue
		}
		v.path = append(v.path, step{position: i + 1})
		v.element(s.Element, e)
		v.path = v.path[:len(v.path)-1]
	}
}

// mapping checks keys, then values, each reported once for the whole map (RECORDED).
func (v *violations) mapping(s *Shape, entries Document) {
	keys := slices.Sorted(maps.Keys(entries))
	if slices.ContainsFunc(keys, func(k string) bool { return len(broken(s.Key, k)) > 0 }) {
		v.add(s, entries, "Map keys must satisfy constraint: "+stated(s.Key))
	}
	for _, k := range keys {
		e := entries[k]
		switch {
		case e == nil:
			continue
		case !scalar(s.Element):
			v.path = append(v.path, step{key: k})
			v.element(s.Element, e)
			v.path = v.path[:len(v.path)-1]
		case len(broken(s.Element, e)) > 0:
			v.add(s, entries, "Map value must satisfy constraint: "+stated(s.Element))
			return
		}
	}
}

func scalar(s *Shape) bool { return s.Kind != Structure && s.Kind != List && s.Kind != Map }

// broken names the constraints of the shape itself that a value breaks: pattern, length or value,
// enum.
func broken(s *Shape, value any) []string {
	switch value := value.(type) {
	case string:
		return brokenText(s, value)
	case []any:
		return outside(s, int64(len(value)), "length")
	case Document:
		if s.Kind == Map {
			return outside(s, int64(len(value)), "length")
		}
	case json.Number:
		if s.Kind == Integer || s.Kind == Long {
			return outside(s, truncate(value), "value")
		}
	}
	return nil
}

func brokenText(s *Shape, text string) []string {
	var out []string
	if s.Pattern != nil && !s.Pattern.Match(text) {
		out = append(out, mustMatch(s.Pattern))
	}
	if s.Min != nil || s.Max != nil {
		out = append(out, outside(s, lengthOf(s, text), "length")...)
	}
	if s.LengthFirst {
		slices.Reverse(out)
	}
	if s.Enum != nil && !slices.Contains(s.Enum, text) {
		out = append(out, mustBeOneOf(s.Enum))
	}
	return out
}

func outside(s *Shape, n int64, what string) []string {
	switch {
	case s.Max != nil && n > *s.Max:
		return []string{atMost(what, *s.Max)}
	case s.Min != nil && n < *s.Min:
		return []string{atLeast(what, *s.Min)}
	}
	return nil
}

// stated lists all constraints of an element, broken or not: AWS prints them
// together, the largest length first, with the least length 0 where the model has none (RECORDED).
func stated(s *Shape) string {
	var out []string
	if s.Max != nil {
		out = append(out, atMost("length", *s.Max))
	}
	if s.Min != nil || s.Max != nil {
		out = append(out, atLeast("length", *cmp.Or(s.Min, new(int64))))
	}
	if s.Pattern != nil {
		out = append(out, mustMatch(s.Pattern))
	}
	if s.Enum != nil {
		out = append(out, mustBeOneOf(s.Enum))
	}
	return "[" + strings.Join(out, ", ") + "]"
}

func atMost(what string, n int64) string {
	return fmt.Sprintf("Member must have %s less than or equal to %d", what, n)
}

func atLeast(what string, n int64) string {
	return fmt.Sprintf("Member must have %s greater than or equal to %d", what, n)
}

func mustMatch(p *Pattern) string {
	return "Member must satisfy regular expression pattern: " + p.Text
}

func mustBeOneOf(enum []string) string {
	return "Member must satisfy enum value set" + setOfValues(enum)
}

func setOfValues(enum []string) string { return ": [" + strings.Join(enum, ", ") + "]" }

// lengthOf is what a length constraint is about: the bytes of a blob, the characters of a string.
func lengthOf(s *Shape, text string) int64 {
	if s.Kind != Blob {
		return javaLength(text)
	}
	padding := len(text) - len(strings.TrimRight(text, "="))
	return int64(base64.StdEncoding.DecodedLen(len(text)) - padding)
}

// javaLength counts characters as Java does: UTF-16 units.
func javaLength(text string) int64 {
	n := int64(0)
	for _, r := range text {
		n += int64(utf16.RuneLen(r))
	}
	return n
}
