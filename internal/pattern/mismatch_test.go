package pattern_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/eventbridge-connections/emulator/internal/pattern"
)

func TestPattern_Mismatch(t *testing.T) {
	t.Parallel()
	const asked = `{"source":["orchard"],` +
		`"detail":{"state":[ "ripe", {"prefix":"over"} ],"fruit.name":["fig"]}}`
	for _, c := range []struct {
		name, pattern, event string
		want                 pattern.Mismatch
	}{
		{"names the first field of the text", asked,
			`{"source":"orchard","detail":{"state":"green"}}`,
			pattern.Mismatch{Field: "detail.state", Asked: `[ "ripe", {"prefix":"over"} ]`}},
		{"names a path as the pattern has it", asked,
			`{"source":"orchard","detail":{"state":"ripe"}}`,
			pattern.Mismatch{Field: "detail.fruit.name", Asked: `["fig"]`}},
		{"goes by the text and not by the path", asked, `{}`,
			pattern.Mismatch{Field: "source", Asked: `["orchard"]`}},
		{"tells of fields that match apart", `{"fruits":{"name":["fig"],"n":[1]}}`,
			`{"fruits":[{"name":"fig","n":2},{"name":"pear","n":1}]}`,
			pattern.Mismatch{Field: "fruits.name", Asked: `["fig"]`, Apart: true}},
		{"tells of the branch that goes furthest",
			`{"$or":[{"a":[1]},{"b":[1],"c":[1]},{"d":[1]}]}`, `{"b":1}`,
			pattern.Mismatch{Field: "c", Asked: "[1]"}},
		{"tells of the first branch of several alike", `{"$or":[{"a":[1]},{"b":[1]}]}`, `{}`,
			pattern.Mismatch{Field: "a", Asked: "[1]"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			got, ok := parse(t, c.pattern).Mismatch(read(t, c.event))
			assert.True(t, ok)
			assert.Equal(t, c.want, got)
		})
	}
	t.Run("is none where the pattern matches", func(t *testing.T) {
		t.Parallel()
		got, ok := parse(t, `{"$or":[{"a":[1]},{"b":[1]}]}`).Mismatch(read(t, `{"b":1}`))
		assert.False(t, ok)
		assert.Zero(t, got)
	})
}
