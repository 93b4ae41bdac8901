package pattern_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/eventbridge-connections/emulator/internal/pattern"
)

// full repeats the middle so that the whole is as long as a pattern may be.
func full(before, middle, between, after string) string {
	const longest = 4096
	n := (longest - len(before) - len(after)) / (len(middle) + len(between))
	return before + strings.Join(slicesOf(middle, n), between) + after
}

func slicesOf(s string, n int) (out []string) {
	for range n {
		out = append(out, s)
	}
	return out
}

// The tests of this file do what takes longest. They have no limit of their own: without bounds
// they would not end at all.

func TestParse_ends(t *testing.T) {
	t.Parallel()
	long := strings.Repeat("b", 2000)
	combined := strings.Repeat(`"$or":[{"a":[1]},{"b":[1]}],`, 9)
	for _, text := range []string{
		full("{"+combined, `"c":[1]`, ",", "}"),
		full("{", `"$or":[{"a":[1]},{"b":[1]}]`, ",", "}"),
		full(`{"$or":[`, `{"a":[1]}`, ",", "]}"),
		full("", `{"$or":[{"a":[1]},`, "", ""),
		full("", `{"":`, "", ""),
		full(`{"a":[{"wildcard":"`, "a", "", `*"}]}`),
		full(`{"a":[{"wildcard":"*`, "a", "", `"}]}`),
		full(`{"a":[{"wildcard":"`, "*a", "", `"}]}`),
		full(`{"a":[`, `{"wildcard":"*a"}`, ",", `]}`),
		full(`{"a":[{"anything-but":{"wildcard":[`, `"a*"`, ",", `]}}]}`),
		full(`{"a":[{"anything-but":{"wildcard":["*`+long+`",`, `"a"`, ",", `]}}]}`),
		full(`{"n":[1`, "0", "", "]}"),
		full(`{"n":[1e`, "9", "", "]}"),
	} {
		_, _ = pattern.Parse(text)
	}
}

func TestPattern_Matches_ends(t *testing.T) {
	t.Parallel()
	t.Run("a wildcard in a long text", func(t *testing.T) {
		t.Parallel()
		p := parse(t, `{"a":[{"wildcard":"*ab*ab*ab*ac"}]}`)
		assert.False(t, p.Matches(read(t, `{"a":"`+strings.Repeat("ab", 300_000)+`"}`)))
	})
	t.Run("many lists that have nothing to do with each other", func(t *testing.T) {
		t.Parallel()
		var asked, given []string
		elements := strings.Join(slicesOf(`{"x":1,"y":1}`, 50), ",")
		for i := range 20 {
			asked = append(asked, fmt.Sprintf(`"l%02d":{"x":[1],"y":[1]}`, i))
			given = append(given, fmt.Sprintf(`"l%02d":[%s]`, i, elements))
		}
		p := parse(t, `{`+strings.Join(asked, ",")+`,"z":{"x":[1],"y":[1]}}`)
		event := `{` + strings.Join(given, ",") + `,"z":[{"x":1},{"y":1}`
		assert.False(t, p.Matches(read(t, event+`]}`)))
		assert.True(t, p.Matches(read(t, event+`,{"x":1,"y":1}]}`)))
	})
	t.Run("one long list", func(t *testing.T) {
		t.Parallel()
		p := parse(t, `{"l":{"x":[1],"y":[1],"z":[1]}}`)
		event := `{"l":[` + strings.Repeat(`{"x":1,"y":1},{"y":1,"z":1},{"x":1,"z":1},`, 10_000)
		assert.False(t, p.Matches(read(t, event+`{}]}`)))
		assert.True(t, p.Matches(read(t, event+`{"x":1,"y":1,"z":1}]}`)))
	})
	t.Run("many lists under one path", func(t *testing.T) {
		t.Parallel()
		var asked []string
		for i := range 20 {
			asked = append(asked, fmt.Sprintf(`"x%02d":[1]`, i))
		}
		p := parse(t, `{"l":{`+strings.Join(asked, ",")+`,"y":[{"exists":false}]}}`)
		all := strings.ReplaceAll(strings.Join(asked, ","), "[1]", "1")
		list := `"l":[` + strings.Join(slicesOf(`{`+all+`,"y":1}`, 20), ",") + `]`
		assert.False(t, p.Matches(read(t, `{`+strings.Join(slicesOf(list, 20), ",")+`}`)))
	})
	t.Run("one deep path to much", func(t *testing.T) {
		t.Parallel()
		name := strings.Repeat("p", 500)
		var leaves []string
		for i := range 30_000 {
			leaves = append(leaves, fmt.Sprintf(`"%d":[[1]]`, i))
		}
		event := strings.Repeat(`{"`+name+`":[`, 500) +
			"{" + strings.Join(leaves, ",") + "}" + strings.Repeat("]}", 500)
		assert.False(t, parse(t, `{"a":["x"]}`).Matches(read(t, event)))
	})
}
