package awsapi_test

import (
	"encoding/json"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/eventbridge-connections/emulator/internal/awsapi"
)

// The shapes are those of PutTargets and PutEvents, of which answers are recorded.
var (
	pathValue = &awsapi.Shape{
		Name: "PathParameter", Pattern: awsapi.NewPatternAs(`^(?!\s*$).+`, `\s*\S.*`),
	}
	headerKey = &awsapi.Shape{
		Name: "HeaderKey", Max: new(int64(512)),
		Pattern: awsapi.NewPattern("^[!#$%&'*+-.^_`|~0-9a-zA-Z]+$"),
	}
	queryKey   = &awsapi.Shape{Name: "QueryStringKey", Max: new(int64(512))}
	queryValue = &awsapi.Shape{
		Name: "QueryStringValue", Max: new(int64(512)),
		Pattern: awsapi.NewPattern(`[^\x00-\x09\x0B\x0C\x0E-\x1F\x7F]+`),
	}
	text     = &awsapi.Shape{Name: "String"}
	targetID = &awsapi.Shape{
		Name: "TargetId", Min: new(int64(1)), Max: new(int64(64)),
		Pattern: awsapi.NewPattern(`[\.\-_A-Za-z0-9]+`),
	}
	httpOptions = &awsapi.Shape{Name: "HttpParameters", Kind: awsapi.Structure, Members: []awsapi.Member{
		{
			Name:  "PathParameterValues",
			Shape: &awsapi.Shape{Name: "PathParameterList", Kind: awsapi.List, Element: pathValue},
		},
		{
			Name: "HeaderParameters",
			Shape: &awsapi.Shape{
				Name: "HeaderParametersMap", Kind: awsapi.Map, Key: headerKey, Element: text,
			},
		},
		{
			Name: "QueryStringParameters",
			Shape: &awsapi.Shape{
				Name: "QueryStringParametersMap", Kind: awsapi.Map, Key: queryKey, Element: queryValue,
			},
		},
	}}
	target = &awsapi.Shape{Name: "Target", Kind: awsapi.Structure, Members: []awsapi.Member{
		{Name: "Id", Shape: targetID, Required: true},
		{Name: "HttpParameters", Shape: httpOptions},
	}}
	entry = &awsapi.Shape{Name: "PutEventsRequestEntry", Kind: awsapi.Structure, Members: []awsapi.Member{
		{Name: "Source", Shape: text}, {Name: "Detail", Shape: text},
	}}
	plaintext = &awsapi.Shape{
		Name: "PlaintextType", Kind: awsapi.Blob, Sensitive: true, Min: new(int64(1)), Max: new(int64(4)),
	}
	input = &awsapi.Shape{Name: "Request", Kind: awsapi.Structure, Members: []awsapi.Member{
		{Name: "Targets", Shape: &awsapi.Shape{Name: "TargetList", Kind: awsapi.List, Element: target}},
		{
			Name:  "Entries",
			Shape: &awsapi.Shape{Name: "Entries", Kind: awsapi.List, Max: new(int64(2)), Element: entry},
		},
		{Name: "Plaintext", Shape: plaintext},
		{Name: "Ratio", Shape: &awsapi.Shape{Name: "Ratio", Kind: awsapi.Double}},
	}}
)

func TestValidate(t *testing.T) {
	t.Parallel()
	for name, rejected := range map[string]struct{ document, message string }{
		// RECORDED
		"an element that is a scalar": {
			`{"Targets":[{"Id":"a","HttpParameters":{"PathParameterValues":[""]}}]}`,
			`1 validation error detected: Value '[]' at 'targets.1.member.httpParameters.pathParameterValues' failed to satisfy constraint: Member must satisfy constraint: [Member must satisfy regular expression pattern: ^(?!\s*$).+]`,
		},
		"an element that is a blank": {
			`{"Targets":[{"Id":"a","HttpParameters":{"PathParameterValues":[" "]}}]}`,
			`1 validation error detected: Value '[ ]' at 'targets.1.member.httpParameters.pathParameterValues' failed to satisfy constraint: Member must satisfy constraint: [Member must satisfy regular expression pattern: ^(?!\s*$).+]`,
		},
		"a key of a map": {
			`{"Targets":[{"Id":"a","HttpParameters":{"HeaderParameters":{"bad name":"value"}}}]}`,
			"1 validation error detected: Value '{bad name=value}' at " +
				"'targets.1.member.httpParameters.headerParameters' failed to satisfy constraint: Map keys " +
				"must satisfy constraint: [Member must have length less than or equal to 512, Member must " +
				"have length greater than or equal to 0, Member must satisfy regular expression pattern: " +
				"^[!#$%&'*+-.^_`|~0-9a-zA-Z]+$]",
		},
		"a value of a map": {
			`{"Targets":[{"Id":"a","HttpParameters":{"QueryStringParameters":{"key":""}}}]}`,
			`1 validation error detected: Value '{key=}' at 'targets.1.member.httpParameters.queryStringParameters' failed to satisfy constraint: Map value must satisfy constraint: [Member must have length less than or equal to 512, Member must have length greater than or equal to 0, Member must satisfy regular expression pattern: [^\x00-\x09\x0B\x0C\x0E-\x1F\x7F]+]`,
		},
		"a list too long, with what is absent": {
			`{"Entries":[{"Source":"a"},{"Detail":"b"},{}]}`,
			"1 validation error detected: Value '[PutEventsRequestEntry(source=a, detail=null), " +
				"PutEventsRequestEntry(source=null, detail=b), PutEventsRequestEntry(source=null, " +
				"detail=null)]' at 'entries' failed to satisfy constraint: Member must have length less than " +
				"or equal to 2",
		},
		"a second element": {
			`{"Targets":[{"Id":"a"},{"Id":"b c"}]}`,
			`1 validation error detected: Value 'b c' at 'targets.2.member.id' failed to satisfy constraint: Member must satisfy regular expression pattern: [\.\-_A-Za-z0-9]+`,
		},
		// INFERRED
		"a secret blob, counted in bytes": {
			`{"Plaintext":"YWFhYWE="}`,
			"1 validation error detected: Value at 'plaintext' failed to satisfy constraint: Member must " +
				"have length less than or equal to 4",
		},
		"an empty blob": {
			`{"Plaintext":""}`,
			"1 validation error detected: Value at 'plaintext' failed to satisfy constraint: Member must " +
				"have length greater than or equal to 1",
		},
		"an element that is null": {
			`{"Targets":[null]}`,
			"1 validation error detected: Value null at 'targets.1.member' failed to satisfy constraint: " +
				"Member must not be null",
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var doc awsapi.Document
			assert.NoError(t, json.Unmarshal([]byte(rejected.document), &doc))
			assert.NoError(t, awsapi.CheckTypes(input, doc))
			assert.Equal(t, awsapi.Validation(rejected.message), awsapi.Validate(input, doc))
		})
	}
}

func TestValidate_accepts(t *testing.T) {
	t.Parallel()
	for _, document := range []string{
		`{}`, `{"Unknown":1}`, `{"Targets":[]}`, `{"Plaintext":"YWFhYQ=="}`, `{"Ratio":1.5}`,
		`{"Targets":[{"Id":"a","HttpParameters":{"PathParameterValues":["x y"],"HeaderParameters":{"a":"one\ntwo"},"QueryStringParameters":{"":"x"}}}]}`,
	} {
		var doc awsapi.Document
		assert.NoError(t, json.Unmarshal([]byte(document), &doc))
		assert.NoError(t, awsapi.Validate(input, doc), document)
	}
	assert.NoError(t, awsapi.Validate(nil, nil), "an operation without input")
}

// TestValidate_length counts as Java does: a character beyond the first 65,536 is two.
func TestValidate_length(t *testing.T) {
	t.Parallel()
	s := &awsapi.Shape{
		Kind:    awsapi.Structure,
		Members: []awsapi.Member{{Name: "Text", Shape: &awsapi.Shape{Max: new(int64(2))}}},
	}
	assert.NoError(t, awsapi.Validate(s, awsapi.Document{"Text": "éé"}))
	assert.NoError(t, awsapi.Validate(s, awsapi.Document{"Text": "😀"}))
	assert.Equal(t, awsapi.Validation(
		"1 validation error detected: Value '😀x' at 'text' failed to satisfy constraint: Member "+
			"must have length less than or equal to 2",
	),
		awsapi.Validate(s, awsapi.Document{"Text": "😀x"}))
}
