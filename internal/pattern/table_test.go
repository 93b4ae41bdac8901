package pattern_test

import (
	"os"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/eventbridge-connections/emulator/internal/awsapi"
	"github.com/eventbridge-connections/emulator/internal/pattern"
)

// A line of a table is a mark and what it says something of, with its title.
type line struct{ title, mark, text string }

// table reads a file of test cases.
func table(t testing.TB, name string) (lines []line) {
	content, err := os.ReadFile("testdata/" + name)
	require.NoError(t, err)
	title := ""
	for text := range strings.Lines(string(content)) {
		mark, rest, _ := strings.Cut(strings.TrimSuffix(text, "\n"), " ")
		if mark == "#" {
			title = rest
			continue
		}
		if mark != "" {
			lines = append(lines, line{title, mark, rest})
		}
	}
	require.NotEmpty(t, lines)
	return lines
}

func parse(t testing.TB, text string) *pattern.Pattern {
	p, err := pattern.Parse(text)
	require.NoError(t, err, "pattern %s", text)
	return p
}

func read(t testing.TB, text string) *pattern.Event {
	e, err := pattern.ReadEvent([]byte(text))
	require.NoError(t, err, "event %s", text)
	return e
}

// refused returns the message with which a pattern is not valid.
func refused(t testing.TB, text string) string {
	_, err := pattern.Parse(text)
	var e *awsapi.Error
	require.ErrorAs(t, err, &e, "pattern %s", text)
	assert.Equal(t, "InvalidEventPatternException", e.Code)
	assert.Equal(t, 400, e.HTTPStatus())
	return e.Message
}

func TestPattern_Matches(t *testing.T) {
	t.Parallel()
	of := ""
	for _, l := range table(t, "matches.txt") {
		if l.mark == "?" {
			of = l.text
			continue
		}
		p := parse(t, of)
		t.Run(l.title, func(t *testing.T) {
			t.Parallel()
			e := read(t, l.text)
			assert.Equal(t, l.mark == "+", p.Matches(e), "%s", l.text)
			_, mismatch := p.Mismatch(e)
			assert.Equal(t, l.mark == "-", mismatch, "mismatch of %s", l.text)
		})
	}
}
