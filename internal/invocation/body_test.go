package invocation_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/eventbridge-connections/emulator/internal/invocation"
)

var large = `{"b":"` + strings.Repeat("x", 64<<10-16) + `"`

var bodies = map[string]struct {
	body       string
	parameters []invocation.Parameter
	want       string
	overridden []string
}{
	"no parameters, any bytes": {body: " not\xffjson ", want: " not\xffjson "},
	"appended in order": {
		body: `{"a":1}`, parameters: list(shown("z", "1"), shown("b", "2")),
		want: `{"a":1,"z":"1","b":"2"}`,
	},
	"into an empty object": {
		body: " {\n} ", parameters: list(shown("a", "1"), shown("b", "2")),
		want: ` {"a":"1","b":"2"` + "\n} ",
	},
	"in place": {
		body: `{"a":1,"b":2}`, parameters: list(shown("a", "x")),
		want: `{"a":"x","b":2}`, overridden: []string{"a"},
	},
	"of the first level": {
		body: `{"a":{"a":[1]},"b":{"a":1}}`, parameters: list(shown("a", "x")),
		want: `{"a":"x","b":{"a":1}}`, overridden: []string{"a"},
	},
	"bytes are kept": {
		body:       "{ \"n\" : 1.0e+2 ,\t\"a\": \"\\u0041\\/\" , \"m\":-0}\n",
		parameters: list(shown("n", "x")),
		want:       "{ \"n\" : \"x\" ,\t\"a\": \"\\u0041\\/\" , \"m\":-0}\n",
		overridden: []string{"n"},
	},
	"escaped key": {
		body: `{"\u0061":1}`, parameters: list(shown("a", "x")),
		want: `{"\u0061":"x"}`, overridden: []string{"a"},
	},
	"every duplicate": {
		body: `{"a":1,"b":2,"a":3}`, parameters: list(shown("a", "x")),
		want: `{"a":"x","b":2,"a":"x"}`, overridden: []string{"a"},
	},
	"other duplicates": {
		body: `{"b":1,"b":2}`, parameters: list(shown("a", "x")),
		want: `{"b":1,"b":2,"a":"x"}`,
	},
	"a key twice": {
		body: `{}`, parameters: list(shown("a", "1"), shown("b", "2"), shown("a", "3")),
		want: `{"a":"3","b":"2"}`,
	},
	"a key is no path": {
		body: `{"a":{"b":1}}`, parameters: list(shown("a.b", "x")),
		want: `{"a":{"b":1},"a.b":"x"}`,
	},
	"escaped as JSON": {
		body: `{}`, parameters: list(shown("k\"", "\"\\\n\x01</é")),
		want: `{"k\"":"\"\\\n\u0001</é"}`,
	},
	"64 KB": {
		body: large + `}`, parameters: list(shown("a", "1")),
		want: large + `,"a":"1"}`,
	},
}

func TestNew_body(t *testing.T) {
	t.Parallel()
	for name, c := range bodies {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			r := built(t, receiver, apiKey(invocation.HTTPParameters{Body: c.parameters}),
				invocation.Target{}, c.body)
			assert.Equal(t, c.want, r.Reveal().Body)
			var overridden []string
			for _, n := range r.Notes {
				assert.Equal(t, invocation.NoteOverridden, n.Kind)
				assert.Equal(t, "The connection's body parameter "+n.Name+" replaces the target's.",
					n.Text)
				overridden = append(overridden, n.Name)
			}
			assert.Equal(t, c.overridden, overridden)
		})
	}
}
