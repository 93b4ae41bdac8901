package pattern_test

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/eventbridge-connections/emulator/internal/awsapi"
	"github.com/eventbridge-connections/emulator/internal/pattern"
)

// A maker makes patterns and events of what a fuzzer chooses. When there are no choices left, it
// takes the first of all.
type maker struct{ choices []byte }

func (m *maker) choose(n int) int {
	if len(m.choices) == 0 {
		return 0
	}
	c := int(m.choices[0])
	m.choices = m.choices[1:]
	return c % n
}

func pick[T any](m *maker, from ...T) T { return from[m.choose(len(from))] }

func (m *maker) name() string { return pick(m, "a", "b", "c", "a.b", "source") }

func (m *maker) text() string {
	return pick(m, "", "a", "b", "ab", "ba", "aB", "abab", "10.1.0.1", "10.1.0.9", "b.a")
}

// event makes a value of an event.
func (m *maker) event(depth int) string {
	kind := m.choose(4)
	if depth == 0 && kind > 1 {
		kind -= 2
	}
	switch kind {
	case 0:
		return fmt.Sprintf("%q", m.text())
	case 1:
		return pick(m, "0", "1", "1.0", "25e-1", "-3", "true", "false", "null", "9007199254740993")
	case 2:
		return m.object(depth)
	}
	var elements []string
	for range m.choose(4) {
		elements = append(elements, m.event(depth-1))
	}
	return "[" + strings.Join(elements, ",") + "]"
}

func (m *maker) object(depth int) string {
	var members []string
	for range m.choose(4) {
		members = append(members, fmt.Sprintf("%q:%s", m.name(), m.event(depth-1)))
	}
	return "{" + strings.Join(members, ",") + "}"
}

// pattern makes the text of an object of a pattern, and adds its fields to what the naive matcher
// knows.
func (m *maker) pattern(depth int, under string, known []naivePattern) (string, []naivePattern) {
	var members []string
	for range 1 + m.choose(3) {
		var text string
		text, known = m.member(depth, under, known)
		members = append(members, text)
	}
	return "{" + strings.Join(members, ",") + "}", known
}

func (m *maker) member(depth int, under string, known []naivePattern) (string, []naivePattern) {
	kind := m.choose(4)
	if depth > 0 && kind == 3 {
		return m.or(depth, under, known)
	}
	name := m.name()
	if depth > 0 && kind == 2 {
		text, known := m.pattern(depth-1, under+name+".", known)
		return fmt.Sprintf("%q:%s", name, text), known
	}
	list := []asked{m.asked()}
	for range m.choose(3) {
		list = append(list, m.asked())
	}
	var texts []string
	for _, a := range list {
		texts = append(texts, a.text)
	}
	for _, p := range known {
		p[under+name] = list
	}
	return fmt.Sprintf("%q:[%s]", name, strings.Join(texts, ",")), known
}

func (m *maker) or(depth int, under string, known []naivePattern) (string, []naivePattern) {
	var texts []string
	var all []naivePattern
	for range 2 + m.choose(2) {
		var fork []naivePattern
		for _, p := range known {
			fork = append(fork, maps.Clone(p))
		}
		text, fork := m.pattern(depth-1, under, fork)
		texts = append(texts, text)
		all = append(all, fork...)
	}
	return `"$or":[` + strings.Join(texts, ",") + "]", all
}

// asked makes an element of a field's list.
func (m *maker) asked() asked {
	s := m.text()
	switch m.choose(9) {
	case 0:
		return naiveString(s)
	case 1:
		return ofNumber("1", func(n float64) bool { return n == 1 })
	case 2:
		return asked{"null", func(v any) bool { return v == nil }}
	case 3:
		return asked{"true", func(v any) bool { return v == true }}
	case 4:
		return ofNumber(`{"numeric":[">=",1,"<",2.5]}`, func(n float64) bool {
			return n >= 1 && n < 2.5
		})
	case 5:
		return naiveNetwork(pick(m, "10.1.0.0/29", "10.1.0.8/29"))
	case 6:
		return asked{text: `{"exists":false}`}
	case 7:
		return asked{`{"exists":true}`, func(any) bool { return true }}
	}
	return m.askedOfText(s)
}

// askedOfText makes an element that looks at the text of strings.
func (m *maker) askedOfText(s string) asked {
	switch m.choose(6) {
	case 0:
		return ofString(fmt.Sprintf(`{"prefix":%q}`, s), func(v string) bool {
			return strings.HasPrefix(v, s)
		})
	case 1:
		text := fmt.Sprintf(`{"suffix":{"equals-ignore-case":%q}}`, s)
		return ofString(text, func(v string) bool {
			return strings.HasSuffix(strings.ToLower(v), strings.ToLower(s))
		})
	case 2:
		return ofString(fmt.Sprintf(`{"equals-ignore-case":%q}`, s), func(v string) bool {
			return strings.EqualFold(v, s)
		})
	case 3:
		return naiveWildcard(pick(m, "a*", "*b*", "*", "a*b", "*a*b*"))
	case 4:
		return but(fmt.Sprintf(`{"anything-but":[%q,"a"]}`, s), ofString("", func(v string) bool {
			return v == s || v == "a"
		}))
	}
	return but(`{"anything-but":{"prefix":["a","10."]}}`, ofString("", func(v string) bool {
		return strings.HasPrefix(v, "a") || strings.HasPrefix(v, "10.")
	}))
}

// FuzzMatches holds the matcher to the naive one.
func FuzzMatches(f *testing.F) {
	for i := range byte(40) {
		f.Add([]byte{2, 0, 3, i, 1, 2, 3, 5, 8, i, 13, 2, 3, 2, 1, i, 3, 3, 2, 1, 3, 0, 1, 3, 2, i})
	}
	f.Fuzz(func(t *testing.T, choices []byte) {
		m := &maker{choices}
		text, branches := m.pattern(2, "", []naivePattern{{}})
		event := m.object(4)
		p, err := pattern.Parse(text)
		if err != nil {
			t.Skip(err) // too many branches, or too complex
		}
		e, err := pattern.ReadEvent([]byte(event))
		require.NoError(t, err)
		all := leaves(event)
		want := slices.ContainsFunc(branches, func(b naivePattern) bool { return b.naive(all) })
		assert.Equal(t, want, p.Matches(e), "%s\n%s", text, event)
		_, mismatch := p.Mismatch(e)
		assert.Equal(t, !want, mismatch, "%s\n%s", text, event)
	})
}

// FuzzParse asks only that there is an answer, and that an error is one of AWS's.
func FuzzParse(f *testing.F) {
	for _, name := range []string{"matches.txt", "errors.txt"} {
		for _, l := range table(f, name) {
			f.Add(l.text)
		}
		f.Add("\xb60")
	}
	f.Fuzz(func(t *testing.T, text string) {
		if len(text) > 4096 {
			t.Skip("A pattern has 4,096 characters at most.")
		}
		p, err := pattern.Parse(text)
		if err != nil {
			var e *awsapi.Error
			require.ErrorAs(t, err, &e)
			return
		}
		e, err := pattern.ReadEvent([]byte(text)) // most patterns are events as well
		if err == nil {
			_, mismatch := p.Mismatch(e)
			assert.Equal(t, !p.Matches(e), mismatch)
		}
	})
}
