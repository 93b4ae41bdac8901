package conformance

import (
	"encoding/base64"
	"encoding/json"
	"fmt"
	"maps"
	"math"
	"math/big"
	"slices"
	"strconv"
	"strings"
	"unicode/utf16"
)

// maxShown is how many sentences the emulator shows.
const maxShown = 1000

// Rejection is the message of the ValidationException that AWS answers to the document, or nothing
// where it breaks no constraint. The document holds what encoding/json makes of a request whose
// members have the types of the model; numbers may be json.Number.
func (m *Model) Rejection(operation string, document map[string]any) string {
	sentences := m.breaches(m.Input(operation), document, "")
	switch len(sentences) {
	case 0:
		return ""
	case 1:
		return "1 validation error detected: " + sentences[0]
	}
	shown := sentences[:min(len(sentences), maxShown)]
	return strconv.Itoa(len(sentences)) + " validation errors detected: " + strings.Join(shown, "; ")
}

// breaches are the sentences about a value and all that is in it.
func (m *Model) breaches(s *Shape, v any, at string) (sentences []string) {
	for _, rule := range s.broken(v) {
		if m.bare && s.Enum != nil {
			rule = strings.TrimSuffix(rule, ": "+s.set())
		}
		sentences = append(sentences, sentence(m.shown(s, v), at, rule))
	}
	switch v := v.(type) {
	case map[string]any:
		if s.Type == "map" {
			return append(sentences, m.inMap(s, v, at)...)
		}
		return append(sentences, m.inStructure(s, v, at)...)
	case []any:
		return append(sentences, m.inList(s, v, at)...)
	}
	return sentences
}

func sentence(shown, at, rule string) string {
	return "Value" + shown + " at '" + at + "' failed to satisfy constraint: " + rule
}

func (m *Model) inStructure(s *Shape, v map[string]any, at string) (sentences []string) {
	if at != "" {
		at += "."
	}
	for _, e := range s.Members {
		given := v[e.Name]
		switch {
		case given != nil:
			sentences = append(sentences, m.breaches(m.Shapes[e.Value.Shape], given, at+camel(e.Name))...)
		case slices.Contains(s.Required, e.Name):
			sentences = append(sentences, sentence(m.null(), at+camel(e.Name), "Member must not be null"))
		}
	}
	return sentences
}

func (m *Model) inList(s *Shape, v []any, at string) (sentences []string) {
	of := m.Shapes[s.Member.Shape]
	for i, e := range v {
		place := fmt.Sprintf("%s.%d.member", at, i+1)
		switch {
		case e == nil:
			sentences = append(sentences, sentence(m.null(), place, "Member must not be null"))
		case !of.simple():
			sentences = append(sentences, m.breaches(of, e, place)...)
		case of.broken(e) != nil:
			return append(
				sentences, sentence(m.shown(s, v), at, "Member must satisfy constraint: "+of.all()),
			)
		}
	}
	return sentences
}

func (m *Model) inMap(s *Shape, v map[string]any, at string) (sentences []string) {
	keys, values := m.Shapes[s.Key.Shape], m.Shapes[s.Value.Shape]
	if slices.ContainsFunc(
		slices.Collect(maps.Keys(v)), func(k string) bool { return keys.broken(k) != nil },
	) {
		sentences = append(
			sentences, sentence(m.shown(s, v), at, "Map keys must satisfy constraint: "+keys.all()),
		)
	}
	for _, k := range slices.Sorted(maps.Keys(v)) {
		switch {
		case v[k] == nil:
			continue
		case !values.simple():
			sentences = append(sentences, m.breaches(values, v[k], at+"."+k+".member")...)
		case values.broken(v[k]) != nil:
			return append(
				sentences, sentence(m.shown(s, v), at, "Map value must satisfy constraint: "+values.all()),
			)
		}
	}
	return sentences
}

func (s *Shape) simple() bool {
	return s.Type != "structure" && s.Type != "list" && s.Type != "map"
}

// broken are the shape's own rules that a value breaks, in AWS's order.
func (s *Shape) broken(v any) (rules []string) {
	what, n := s.size(v)
	text, _ := v.(string)
	if s.Pattern != "" && !s.Fits(text) {
		rules = append(rules, "Member must satisfy regular expression pattern: "+s.Pattern)
	}
	if s.Max != nil && n > *s.Max {
		rules = append(rules, fmt.Sprintf("Member must have %s less than or equal to %d", what, *s.Max))
	}
	if s.Min != nil && n < *s.Min {
		rules = append(
			rules, fmt.Sprintf("Member must have %s greater than or equal to %d", what, *s.Min),
		)
	}
	if s.LengthFirst {
		slices.Reverse(rules)
	}
	if s.Enum != nil && !slices.Contains(s.Enum, text) {
		rules = append(rules, "Member must satisfy enum value set: "+s.set())
	}
	return rules
}

// set is an enum as AWS prints it: where nobody has seen it, as a Java hash set of 32 places would
// (INFERRED).
func (s *Shape) set() string {
	if known, ok := printed[s.Name]; ok {
		return known
	}
	var places [32][]string
	for _, v := range s.Enum {
		hash := int32(0)
		for _, c := range []byte(v) {
			hash = hash*31 + int32(c)
		}
		places[hash&31] = append([]string{v}, places[hash&31]...)
	}
	return "[" + strings.Join(slices.Concat(places[:]...), ", ") + "]"
}

// all are the rules of an element, broken or not, as AWS lists them for lists and maps of scalars.
func (s *Shape) all() string {
	var rules []string
	if s.Max != nil {
		rules = append(rules, fmt.Sprintf("Member must have length less than or equal to %d", *s.Max))
	}
	if s.Max != nil || s.Min != nil {
		least := int64(0)
		if s.Min != nil {
			least = *s.Min
		}
		rules = append(rules, fmt.Sprintf("Member must have length greater than or equal to %d", least))
	}
	if s.Pattern != "" {
		rules = append(rules, "Member must satisfy regular expression pattern: "+s.Pattern)
	}
	if s.Enum != nil {
		rules = append(rules, "Member must satisfy enum value set: "+s.set())
	}
	return "[" + strings.Join(rules, ", ") + "]"
}

// size is what Min and Max are about.
func (s *Shape) size(v any) (what string, n int64) {
	switch v := v.(type) {
	case string:
		if s.Type == "blob" {
			raw, _ := base64.StdEncoding.DecodeString(v)
			return "length", int64(len(raw))
		}
		return "length", int64(len(utf16.Encode([]rune(v))))
	case []any:
		return "length", int64(len(v))
	case map[string]any:
		return "length", int64(len(v))
	case float64, json.Number:
		return "value", whole(v)
	}
	return "", 0
}

// whole is the whole part of a number, or the end of 64 bits that it is beyond.
func whole(v any) int64 {
	if f, ok := v.(float64); ok {
		return int64(f)
	}
	n, ok := new(big.Rat).SetString(v.(json.Number).String())
	if !ok {
		return 0
	}
	i := new(big.Int).Quo(n.Num(), n.Denom())
	switch {
	case i.IsInt64():
		return i.Int64()
	case i.Sign() < 0:
		return math.MinInt64
	}
	return math.MaxInt64
}

// Fits matches the whole of a text, as Java does; a dot of Java is not any of five ends of line.
func (s *Shape) Fits(text string) bool {
	if s.Pattern == ".*" {
		return !strings.ContainsAny(text, "\n\r\u0085\u2028\u2029")
	}
	if s.matcher == nil {
		panic("conformance: overrides.json has no Expression for the pattern of " + s.Name)
	}
	return s.matcher.MatchString(text)
}

// shown is how a message shows a value, with a space before it: as Java prints it, and nothing of a
// sensitive one or of bytes.
func (m *Model) shown(s *Shape, v any) string {
	if m.bare || s.Sensitive || s.Type == "blob" {
		return ""
	}
	return " '" + m.java(s, v) + "'"
}

// null is how a message shows what is absent.
func (m *Model) null() string {
	if m.bare {
		return ""
	}
	return " null"
}

func (m *Model) java(s *Shape, v any) string {
	if s.Sensitive && v != nil {
		return "***Sensitive Data Redacted***"
	}
	switch v := v.(type) {
	case nil:
		return "null"
	case string:
		return v
	case bool:
		return strconv.FormatBool(v)
	case float64, json.Number:
		return strconv.FormatInt(whole(v), 10)
	case []any:
		var elements []string
		for _, e := range v {
			elements = append(elements, m.java(m.Shapes[s.Member.Shape], e))
		}
		return "[" + strings.Join(elements, ", ") + "]"
	case map[string]any:
		return m.javaObject(s, v)
	}
	return fmt.Sprint(v)
}

func (m *Model) javaObject(s *Shape, v map[string]any) string {
	var fields []string
	if s.Type == "map" {
		for _, k := range slices.Sorted(maps.Keys(v)) {
			fields = append(fields, k+"="+m.java(m.Shapes[s.Value.Shape], v[k]))
		}
		return "{" + strings.Join(fields, ", ") + "}"
	}
	for _, e := range s.Members {
		fields = append(fields, camel(e.Name)+"="+m.java(m.Shapes[e.Value.Shape], v[e.Name]))
	}
	for _, name := range s.Unlisted {
		fields = append(fields, name+"=null")
	}
	return s.Name + "(" + strings.Join(fields, ", ") + ")"
}

func camel(name string) string { return strings.ToLower(name[:1]) + name[1:] }
