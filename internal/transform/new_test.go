package transform_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/eventbridge-connections/emulator/internal/awsapi"
	"github.com/eventbridge-connections/emulator/internal/transform"
)

const (
	several     = "Only one of Input, InputPath, or InputTransformer must be provided for target door."
	badPath     = "InputPath for target door is invalid."
	onlyForJSON = "InputTemplate for target door contains placeholder aws.events.event.json valid " +
		"only for JSON template."
	badKey = "InputTemplate placeholder present as a JSON object key for target door."
)

// both has the members of the two.
func both(a, b transform.Input) transform.Input {
	if a.Text == nil {
		a.Text = b.Text
	}
	if a.Path == nil {
		a.Path = b.Path
	}
	if a.Transformer == nil {
		a.Transformer = b.Transformer
	}
	return a
}

type refusal struct {
	in   transform.Input
	want string
}

var refusals = map[string]refusal{
	"Input and InputPath":            {both(input("{}"), inputPath("$")), several},
	"Input and InputTransformer":     {both(input("{}"), template("{}")), several},
	"InputPath and InputTransformer": {both(inputPath("$"), template("{}")), several},
	"all three": {
		both(both(input("{}"), inputPath("$")), template("{}")), several,
	},
	"two that are empty":                 {both(input(""), inputPath("")), several},
	"several, before they are looked at": {both(input("x"), inputPath("x")), several},

	"Input of a word": {
		input("not-json"), syntax(`[Source: (String)"not-json"; line: 1, column: 1]`),
	},
	"Input of a word after space": {
		input("{}\n\t oh"), syntax("[Source: (String)\"{}\n\\u0009 oh\"; line: 2, column: 3]"),
	},
	"Input with a comma too many": {
		input(`{"é":1,}`), syntax(`[Source: (String)"{"é":1,}"; line: 1, column: 8]`),
	},
	"Input of two objects": {
		input(`{} {}`), syntax(`[Source: (String)"{} {}"; line: 1, column: 4]`),
	},
	"Input of a string and a number": {
		input(`"a" 1`), syntax(`[Source: (String)""a" 1"; line: 1, column: 5]`),
	},
	"Input without a colon": {
		input(`{"a" 1}`), syntax(`[Source: (String)"{"a" 1}"; line: 1, column: 6]`),
	},
	"Input that ends early": {
		input("{\"a\":\n[1"), syntax("[Source: (String)\"{\"a\":\n[1\"; line: 2, column: 3]"),
	},
	"Input with a string that does not end": {
		input(`["a`), syntax(`[Source: (String)"["a"; line: 1, column: 2]`),
	},
	"Input with a character of two UTF-16 units": {
		input(`["😀",]`), syntax(`[Source: (String)"["😀",]"; line: 1, column: 7]`),
	},
	"Input of lines that end as Macs ended them": {
		input("{}\r oh"), syntax("[Source: (String)\"{}\r oh\"; line: 2, column: 2]"),
	},
	"Input that is long": {
		input(strings.Repeat("é", 512)),
		syntax(`[Source: (String)"` + strings.Repeat("é", 500) +
			`"[truncated 12 chars]; line: 1, column: 1]`),
	},

	"template of words": {
		valued("hello <v>", "$"),
		`Invalid InputTemplate for target door : [Source: (String)"hello null"; line: 1, column: 1].`,
	},
	"template with a bare key": {
		valued("{<v>:1}", "$"),
		badKey,
	},
	"template with a placeholder beside another": {
		valued(`{"a":<v><v>}`, "$"),
		"Invalid InputTemplate for target door : " +
			`[Source: (String)"{"a":nullnull}"; line: 1, column: 10].`,
	},
	"placeholder that the map lacks": {
		valued(`{"a":<v>,"b":<w>}`, "$"),
		"InputTemplate for target door contains invalid placeholder w.",
	},
	"placeholder inside quotes that the map lacks": {
		valued(`"<v> <w-2>"`, "$"), "InputTemplate for target door contains invalid placeholder w-2.",
	},
	"placeholder as a key":            {valued(`{"<v>":1}`, "$"), badKey},
	"placeholder within a key":        {valued(`{"a":{"b <v> c":1}}`, "$"), badKey},
	"placeholder as a key in a list":  {valued(`[{"a":<v>,"<v>":1}]`, "$"), badKey},
	"placeholder as a key and no map": {template(`{"<v>":1}`), badKey},
	"whole event in a string":         {template(`"event <aws.events.event.json>"`), onlyForJSON},
	"whole event bare":                {template(`<aws.events.event.json>`), onlyForJSON},
	"whole event in a list":           {template(`[<aws.events.event.json>]`), onlyForJSON},
	"whole event in a list of objects": {
		template(`[{"a":<aws.events.event.json>}]`), onlyForJSON,
	},
	"empty path in the map": {valued(`{"v":<v>}`, ""), badPath},
}

func syntax(place string) string { return "JSON syntax error in input for target door: " + place }

var badPaths = []string{
	"detail.city", "city", ".detail", "$detail", "$.", "$..city", "$.detail..city", "$.detail.",
	"$.detail.door.*", "$.*", "$['detail']['city']", `$["detail"]`, "$.detail['a.b']",
	"$.detail.tags[-1]", "$.detail.tags[0:2]", "$.detail.tags[]", "$.detail.tags[0",
	"$.detail.tags[x]",
	"$.detail.tags[0,1]", "$.detail.tags[99999999999999999999]",
	"$.detail.a b", "$ ", " $", "$.detail\n", "$.détail", "$.detail[?(@.a)]",
}

func TestNew(t *testing.T) {
	t.Parallel()
	for name, r := range refusals {
		t.Run("refuses "+name, func(t *testing.T) {
			t.Parallel()
			_, err := transform.New("door", r.in)
			assert.Equal(t, &awsapi.Error{Code: "ValidationException", Message: r.want}, err)
		})
	}
	for _, path := range badPaths {
		t.Run("refuses the path "+path, func(t *testing.T) {
			t.Parallel()
			for _, in := range []transform.Input{inputPath(path), valued(`{"v":<v>}`, path)} {
				_, err := transform.New("door", in)
				assert.Equal(t, &awsapi.Error{Code: "ValidationException", Message: badPath}, err)
			}
		})
	}
}
