package awsapi

import (
	"bytes"
	"encoding/json"
	"maps"
	"slices"
	"strconv"
)

// Redact is an input as JSON with everything that the model calls sensitive, at
// any depth, replaced by [Redacted]; structures have the order of the model. A
// value of another kind than its shape's is replaced too, and members that the
// shape does not have are left out: nobody can say whether they are secret.
// With no shape nothing is shown.
func Redact(s *Shape, input Document) []byte {
	w := writers.Get().(*jsonWriter)
	defer w.release()
	w.out = appendRedacted(w.out[:0], s, input)
	return bytes.Clone(w.out)
}

func appendRedacted(out []byte, s *Shape, value any) []byte {
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
	case []any:
		out = append(out, '[')
		for i, e := range v {
			out = appendRedacted(separated(out, i), s.Element, e)
		}
		return append(out, ']')
	}
	return appendScalar(out, value)
}

func appendRedactedMap(out []byte, s *Shape, entries Document) []byte {
	out = append(out, '{')
	for n, k := range slices.Sorted(maps.Keys(entries)) {
		out = append(AppendText(separated(out, n), k), ':')
		out = appendRedacted(out, s.Element, entries[k])
	}
	return append(out, '}')
}

func appendRedactedStructure(out []byte, s *Shape, structure Document) []byte {
	out = append(out, '{')
	n := 0
	for i := range s.Members {
		m := &s.Members[i]
		if v := structure[m.Name]; v != nil {
			out = append(AppendText(separated(out, n), m.Name), ':')
			out = appendRedacted(out, m.Shape, v)
			n++
		}
	}
	return append(out, '}')
}

func appendScalar(out []byte, value any) []byte {
	switch v := value.(type) {
	case string:
		return AppendText(out, v)
	case bool:
		return strconv.AppendBool(out, v)
	case json.Number:
		return append(out, v...)
	}
	return append(out, `"`+Redacted+`"`...)
}
