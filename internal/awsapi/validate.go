package awsapi

import (
	"cmp"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"unicode/utf16"
)

// Validate collects every constraint of the shape that the document breaks and
// returns them as AWS does, in one ValidationException, or nil.
// The document must have passed [CheckTypes].
//
// Form and order are RECORDED: members in model order, the pattern before the
// length, the count in front. Required members are RECORDED on other services.
func Validate(s *Shape, doc Document) error {
	if s == nil {
		return nil
	}
	var v violations
	v.structure(s, doc, "")
	switch len(v) {
	case 0:
		return nil
	case 1:
		return Validation("1 validation error detected: " + v[0])
	}
	return Validation(fmt.Sprintf("%d validation errors detected: %s", len(v), strings.Join(v, "; ")))
}

// violations are the constraints broken so far, as sentences.
type violations []string

func (v *violations) add(s *Shape, value any, path, constraint string) {
	shown := "Value"
	switch {
	case value == nil:
		shown += " null"
	case !s.Sensitive:
		shown += " '" + javaText(s, value) + "'"
	}
	*v = append(*v, shown+" at '"+path+"' failed to satisfy constraint: "+constraint)
}

func (v *violations) structure(s *Shape, doc Document, path string) {
	for _, m := range s.Members {
		value, at := doc[m.Name], path+camel(m.Name)
		switch {
		case value != nil:
			v.value(m.Shape, value, at)
		case m.Required:
			v.add(m.Shape, nil, at, notNull)
		}
	}
}

func (v *violations) value(s *Shape, value any, path string) {
	for _, c := range broken(s, value) {
		v.add(s, value, path, c)
	}
	switch value := value.(type) {
	case []any:
		v.list(s, value, path)
	case Document:
		if s.Kind == Structure {
			v.structure(s, value, path+".")
			return
		}
		v.mapping(s, value, path)
	}
}

// list checks the elements: each structure under a path of its own, scalars
// together under the path of the list (RECORDED).
func (v *violations) list(s *Shape, list []any, path string) {
	for i, e := range list {
		at := path + "." + strconv.Itoa(i+1) + ".member"
		switch {
		case e == nil:
			v.add(s.Element, nil, at, notNull)
		case !scalar(s.Element):
			v.value(s.Element, e, at)
		case len(broken(s.Element, e)) > 0:
			v.add(s, list, path, "Member must satisfy constraint: "+stated(s.Element))
			return
		}
	}
}

// mapping checks keys, then values, each reported once for the whole map (RECORDED).
func (v *violations) mapping(s *Shape, entries Document, path string) {
	for _, k := range slices.Sorted(maps.Keys(entries)) {
		if len(broken(s.Key, k)) > 0 {
			v.add(s, entries, path, "Map keys must satisfy constraint: "+stated(s.Key))
			break
		}
	}
	for _, k := range slices.Sorted(maps.Keys(entries)) {
		e := entries[k]
		switch {
		case e == nil:
			continue
		case !scalar(s.Element):
			v.value(s.Element, e, path+"."+k+".member")
		case len(broken(s.Element, e)) > 0:
			v.add(s, entries, path, "Map value must satisfy constraint: "+stated(s.Element))
			return
		}
	}
}

const notNull = "Member must not be null"

func scalar(s *Shape) bool { return s.Kind != Structure && s.Kind != List && s.Kind != Map }

// broken names the constraints of the shape itself that a value breaks: pattern, length or value, enum.
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
		out = append(out, outside(s, javaLength(text), "length")...)
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
	return "Member must satisfy enum value set: [" + strings.Join(enum, ", ") + "]"
}

// javaLength counts characters as Java does: UTF-16 units.
func javaLength(text string) int64 {
	n := int64(0)
	for _, r := range text {
		n += int64(utf16.RuneLen(r))
	}
	return n
}
