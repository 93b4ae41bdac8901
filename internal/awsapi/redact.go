package awsapi

import (
	"encoding/json"
	"maps"
	"slices"
	"strconv"
	"time"
)

// AppendRedacted writes a value as JSON with everything that the model calls
// sensitive, at any depth, replaced by [Redacted]; structures have the order of
// the model. A value of another kind than its shape's is replaced too, and
// members that the shape does not have are left out: nobody can say whether
// they are secret. With no shape nothing is shown.
func AppendRedacted(out []byte, s *Shape, value any) []byte {
	if s == nil || value == nil {
		return append(out, "null"...)
	}
	if s.Sensitive || mismatch(s.Kind, value) != "" {
		return append(out, `"`+Redacted+`"`...)
	}
	switch v := value.(type) {
	case Document:
		if s.Kind == Map {
			return appendRedactedMap(out, s, v)
		}
		return appendRedactedStructure(out, s, v)
	case Record:
		return appendRedactedStructure(out, s, v)
	case []any:
		out = append(out, '[')
		for i, e := range v {
			out = AppendRedacted(separated(out, i), s.Element, e)
		}
		return append(out, ']')
	}
	return appendScalar(out, value)
}

func appendRedactedMap(out []byte, s *Shape, entries Document) []byte {
	out = append(out, '{')
	for n, k := range slices.Sorted(maps.Keys(entries)) {
		out = append(appendQuoted(separated(out, n), k), ':')
		out = AppendRedacted(out, s.Element, entries[k])
	}
	return append(out, '}')
}

func appendRedactedStructure(out []byte, s *Shape, structure any) []byte {
	out = append(out, '{')
	n := 0
	for i := range s.Members {
		m := &s.Members[i]
		if v := s.Of(structure, i); v != nil {
			out = append(appendQuoted(separated(out, n), m.Name), ':')
			out = AppendRedacted(out, m.Shape, v)
			n++
		}
	}
	return append(out, '}')
}

func separated(out []byte, n int) []byte {
	if n > 0 {
		out = append(out, ',')
	}
	return out
}

func appendScalar(out []byte, value any) []byte {
	switch v := value.(type) {
	case string:
		return appendQuoted(out, v)
	case bool:
		return strconv.AppendBool(out, v)
	case json.Number:
		return append(out, v...)
	case time.Time:
		return append(v.UTC().AppendFormat(append(out, '"'), time.RFC3339Nano), '"')
	}
	return append(out, `"`+Redacted+`"`...)
}

// appendQuoted leaves what needs care to encoding/json, which is slower.
func appendQuoted(out []byte, text string) []byte {
	for i := range len(text) {
		if c := text[i]; c < ' ' || c > '~' || c == '"' || c == '\\' {
			quoted, _ := json.Marshal(text)
			return append(out, quoted...)
		}
	}
	return append(append(append(out, '"'), text...), '"')
}
