package pattern_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"unicode/utf16"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/eventbridge-connections/emulator/internal/awsapi"
	"github.com/eventbridge-connections/emulator/internal/pattern"
)

func TestParse_errors(t *testing.T) {
	t.Parallel()
	marked := ""
	for _, l := range table(t, "errors.txt") {
		if l.mark == "?" {
			marked = l.text
			continue
		}
		text := strings.Replace(marked, "‸", "", 1)
		want := "Event pattern is not valid. Reason: " + l.text +
			strings.Repeat(position(marked, text), len(l.mark))
		t.Run(l.title, func(t *testing.T) {
			t.Parallel()
			assert.Equal(t, want, refused(t, text))
		})
	}
}

// position is what an error has of the place that is marked in a pattern of one line, and nothing
// if there is no mark.
func position(marked, text string) string {
	before, _, found := strings.Cut(marked, "‸")
	if !found {
		return ""
	}
	column := len(utf16.Encode([]rune(before))) + 1
	return fmt.Sprintf("\n at [Source: (String)\"%s\"; line: 1, column: %d]", text, column)
}

// reason is the message of an error with a position.
func reason(text, source string, line, column int) string {
	return fmt.Sprintf("Event pattern is not valid. Reason: %s\n"+
		" at [Source: (String)%s; line: %d, column: %d]", text, source, line, column)
}

func TestParse_position(t *testing.T) {
	t.Parallel()
	const empty = "Empty arrays are not allowed"

	t.Run("counts lines of either kind", func(t *testing.T) {
		t.Parallel()
		const text = "{\n \"a\":\r\n  {\r\"b\": [ ]}}"
		assert.Equal(t, reason(empty, `"`+text+`"`, 4, 9), refused(t, text))
	})
	t.Run("counts two columns for a pear, on a line above as well", func(t *testing.T) {
		t.Parallel()
		const text = "{\"\U0001F350\":[\n7}"
		start := `[Source: (String)"` + text + `"; line: 1, column: 7]`
		assert.Equal(t, reason("Unexpected close marker '}': expected ']' (for Array starting at "+
			start+")", `"`+text+`"`, 2, 3), refused(t, text))
	})
	t.Run("counts no line within a string", func(t *testing.T) {
		t.Parallel()
		const text = "{\"a\":[\"x\n\"]}"
		want := reason("Illegal unquoted character ((CTRL-CHAR, code 10)): "+
			"has to be escaped using backslash to be included in string value", `"`+text+`"`, 1, 10)
		assert.Equal(t, want, refused(t, text))
	})
	t.Run("shows a control character by its number", func(t *testing.T) {
		t.Parallel()
		assert.Equal(t, reason(empty, `"{"a":\u0009[]}"`, 1, 9), refused(t, "{\"a\":\t[]}"))
	})
	t.Run("shows no more than 500 characters of the pattern", func(t *testing.T) {
		t.Parallel()
		name := strings.Repeat("p", 600)
		source := `"{"` + name[:498] + `"[truncated 107 chars]`
		assert.Equal(t, reason(empty, source, 1, 607), refused(t, `{"`+name+`":[]}`))
	})
	t.Run("shows half of a character as a replacement", func(t *testing.T) {
		t.Parallel()
		name := strings.Repeat("🍐", 300)
		source := `"{"` + name[:4*249] + `"[truncated 107 chars]`
		assert.Equal(t, reason(empty, source, 1, 607), refused(t, `{"`+name+`":[]}`))
	})
}

func TestParse_bounds(t *testing.T) {
	t.Parallel()
	group := func(n int) string {
		var groups []string
		for i := range n {
			groups = append(groups, fmt.Sprintf(`"g%d":{"$or":[{"v":[1]},{"v":[2]}]}`, i))
		}
		return "{" + strings.Join(groups, ",") + "}"
	}
	t.Run("of what $or multiplies out to", func(t *testing.T) {
		t.Parallel()
		parse(t, group(9))
		const many = "Event pattern is not valid. Reason: " +
			"Or operator is producing over 1000 rule combinations"
		assert.Equal(t, many, refused(t, group(10)))
		assert.Equal(t, many, refused(t, group(100)))
	})
	t.Run("of depth", func(t *testing.T) {
		t.Parallel()
		deep := strings.Repeat(`{"":`, 1001)
		source := `"` + deep[:500] + `"[truncated 3504 chars]`
		assert.Equal(t, reason("Document nesting depth (1001) exceeds the maximum allowed (1000, "+
			"from `StreamReadConstraints.getMaxNestingDepth()`)", source, 1, 4002),
			refused(t, deep))
	})
	t.Run("of complexity, up to which a pattern is accepted", func(t *testing.T) {
		t.Parallel()
		parse(t, `{"a":[{"wildcard":"*a*a*a*a*a"}]}`)
		parse(t, `{"a":[{"wildcard":"*x*y*z*x*y*z*x"}],"b":[{"wildcard":"*x*y*z"}]}`)
		parse(t, `{"a":[{"anything-but":{"wildcard":["a1*","a2*","a3*","a4*","a5*","a6*","a7*",`+
			`"a8*","a9*","a0*","b1*","c1*"]}}]}`)
		parse(t, `{"a":[{"wildcard":"1*1*1*1"},{"wildcard":"1*1*1*1"},{"wildcard":"2*2*2*2"}]}`)
	})
}

func TestParse_listWithoutOperands(t *testing.T) {
	t.Parallel()
	for _, operator := range []string{"prefix", "suffix", "wildcard", "equals-ignore-case"} {
		_, err := pattern.Parse(`{"a":[{"anything-but":{"` + operator + `":[]}}]}`)
		var e *awsapi.Error
		require.True(t, errors.As(err, &e), operator)
		assert.Equal(t, awsapi.Error{Code: "InternalFailure", Status: 500}, *e, operator)
	}
}
