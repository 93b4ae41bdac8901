package conformance_test

import (
	"encoding/base64"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/eventbridge-connections/emulator/internal/conformance"
)

// copied is a document that can be changed without harm.
func copied(t *testing.T, document map[string]any) (out map[string]any) {
	t.Helper()
	data, err := json.Marshal(document)
	require.NoError(t, err)
	require.NoError(t, json.Unmarshal(data, &out))
	return out
}

// holder finds the structure or list that holds a place, or nothing where the
// document has none. Of a list it is the first element that counts.
func holder(document any, place conformance.Place) any {
	for _, name := range place[:len(place)-1] {
		document = in(document, name)
	}
	return document
}

// at is what stands at a place, or nothing.
func at(document any, place conformance.Place) any {
	return in(holder(document, place), place[len(place)-1])
}

func in(holder any, name string) any {
	switch h := holder.(type) {
	case map[string]any:
		first := slices.Sorted(maps.Keys(h))
		switch {
		case len(first) > 0 && name == "{key}":
			return first[0]
		case len(first) > 0 && name == "{value}":
			return h[first[0]]
		}
		return h[name]
	case []any:
		if len(h) > 0 {
			return h[0]
		}
	}
	return nil
}

// set changes what stands at a place; nil removes it.
func set(document map[string]any, place conformance.Place, to any) {
	name := place[len(place)-1]
	switch h := holder(document, place).(type) {
	case map[string]any:
		setIn(h, name, to)
	case []any:
		h[0] = to
	}
}

// setIn changes a member of a structure, or the first key of a map or its value.
func setIn(holder map[string]any, name string, to any) {
	switch first := in(holder, "{key}"); {
	case to == nil:
		delete(holder, name)
	case name == "{key}":
		holder[to.(string)] = holder[first.(string)]
		delete(holder, first.(string))
	case name == "{value}":
		holder[first.(string)] = to
	default:
		holder[name] = to
	}
}

// broken is a document that breaks the constraint and as little else as can be.
func broken(t *testing.T, c conformance.Constraint, accepted map[string]any) map[string]any {
	t.Helper()
	out := copied(t, accepted)
	set(out, c.Place, breaking(t, c, at(accepted, c.Place)))
	return out
}

func breaking(t *testing.T, c conformance.Constraint, now any) any {
	t.Helper()
	switch c.Kind {
	case conformance.Required:
		return nil
	case conformance.Enum:
		return "no-such-value"
	case conformance.Pattern:
		return misfit(t, c.Shape)
	case conformance.Max:
		return tooMuch(t, c.Shape, now)
	}
	return tooLittle(t, c.Shape, now)
}

// misfit is a text that breaks the pattern alone.
func misfit(t *testing.T, s *conformance.Shape) string {
	t.Helper()
	for _, text := range []string{"\x01", "\n", "ä", " ", "{", "not an ARN, and long enough"} {
		if s.Min != nil {
			text = strings.Repeat(text, max(1, int(*s.Min)))
		}
		if !s.Fits(text) && (s.Max == nil || len([]rune(text)) <= int(*s.Max)) {
			return text
		}
	}
	require.FailNow(t, "no text is known that breaks the pattern of "+s.Name)
	return ""
}

func tooMuch(t *testing.T, s *conformance.Shape, now any) any {
	t.Helper()
	switch s.Type {
	case "integer", "long":
		return float64(*s.Max + 1)
	case "list":
		return slices.Repeat(now.([]any)[:1], int(*s.Max)+1)
	case "blob":
		return base64.StdEncoding.EncodeToString(make([]byte, *s.Max+1))
	case "map":
		return entries(now.(map[string]any), int(*s.Max)+1)
	}
	for n := range 4 { // base64 has only every fourth length
		if text := stretched(now.(string), int(*s.Max)+1+n, s); text != "" {
			return text
		}
	}
	return strings.Repeat("a", int(*s.Max)+1)
}

// entries is a map of so many entries, all with the value of the first.
func entries(now map[string]any, n int) map[string]any {
	many := map[string]any{}
	for i := range n {
		many[fmt.Sprint("key", i)] = in(now, "{value}")
	}
	return many
}

// stretched repeats a character of a text, where the pattern allows it, until it has the length; or
// it is nothing.
func stretched(text string, length int, s *conformance.Shape) string {
	for i := range text {
		longer := text[:i] + strings.Repeat(text[i:i+1], length-len(text)) + text[i:]
		if s.Pattern == "" || s.Fits(longer) {
			return longer
		}
	}
	return ""
}

func tooLittle(t *testing.T, s *conformance.Shape, now any) any {
	t.Helper()
	switch s.Type {
	case "integer", "long":
		return float64(*s.Min - 1)
	case "list":
		return now.([]any)[:*s.Min-1]
	}
	return now.(string)[:*s.Min-1]
}
