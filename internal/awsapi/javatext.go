package awsapi

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
)

// hidden is what Java's toString shows for a sensitive member of a printed
// structure. UNKNOWN for EventBridge; AWS's own SDK prints it so.
const hidden = "***Sensitive Data Redacted***"

// javaText prints a value as Java's toString does: a structure as
// Shape(member=value, …) with its absent members null, a list in [ ], a map in { } (RECORDED).
func javaText(s *Shape, value any) string {
	switch v := value.(type) {
	case nil:
		return "null"
	case string:
		return v
	case bool:
		return strconv.FormatBool(v)
	case json.Number:
		return javaNumber(s, v)
	case []any:
		return "[" + strings.Join(javaTexts(s.Element, v), ", ") + "]"
	case Document:
		if s.Kind == Structure {
			return javaStructure(s, v)
		}
		return javaMap(s, v)
	}
	return fmt.Sprint(value)
}

func javaNumber(s *Shape, n json.Number) string {
	if s.Kind == Integer || s.Kind == Long {
		return strconv.FormatInt(truncate(n), 10)
	}
	return n.String()
}

func javaTexts(element *Shape, list []any) []string {
	texts := make([]string, min(len(list), maxShown))
	for i, e := range list[:len(texts)] {
		texts[i] = javaMember(element, e)
	}
	return texts
}

func javaStructure(s *Shape, doc Document) string {
	fields := make([]string, len(s.Members))
	for i, m := range s.Members {
		fields[i] = camel(m.Name) + "=" + javaMember(m.Shape, doc[m.Name])
	}
	for _, name := range s.Unlisted {
		fields = append(fields, name+"=null")
	}
	return s.Name + "(" + strings.Join(fields, ", ") + ")"
}

func javaMap(s *Shape, entries Document) string {
	var pairs []string
	for _, k := range slices.Sorted(maps.Keys(entries)) {
		pairs = append(pairs, k+"="+javaMember(s.Element, entries[k]))
	}
	return "{" + strings.Join(pairs, ", ") + "}"
}

func javaMember(s *Shape, value any) string {
	if s.Sensitive && value != nil {
		return hidden
	}
	return javaText(s, value)
}
