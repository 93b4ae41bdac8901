package awsapi_test

import (
	"encoding/json"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/eventbridge-connections/emulator/internal/awsapi"
)

func TestRedact(t *testing.T) {
	t.Parallel()
	shape := &awsapi.Shape{Kind: awsapi.Structure, Members: []awsapi.Member{
		{Name: "Name", Shape: textShape},
		{Name: "Password", Shape: secretShape},
		{Name: "List", Shape: &awsapi.Shape{Kind: awsapi.List, Element: innerShape}},
		{Name: "Secrets", Shape: &awsapi.Shape{Kind: awsapi.List, Element: textShape, Sensitive: true}},
		{Name: "Map", Shape: &awsapi.Shape{Kind: awsapi.Map, Key: textShape, Element: secretShape}},
		{Name: "Inner", Shape: innerShape},
		{Name: "Limit", Shape: &awsapi.Shape{Kind: awsapi.Integer}},
		{Name: "Flag", Shape: &awsapi.Shape{Kind: awsapi.Boolean}},
	}}
	for name, c := range map[string]struct {
		value awsapi.Document
		want  string
	}{
		"shows what is not secret, in the order of the model": {
			awsapi.Document{"Flag": true, "Limit": json.Number("3"), "Name": "a\"é"},
			`{"Name":"a\"é","Limit":3,"Flag":true}`,
		},
		"hides a sensitive member": {awsapi.Document{"Password": "hunter2"}, `{"Password":"***"}`},
		"hides one within a list": {
			awsapi.Document{"List": []any{awsapi.Document{"Key": "k", "Value": "hunter2"}, nil}},
			`{"List":[{"Value":"***","Key":"k"},null]}`,
		},
		"hides a sensitive list": {
			awsapi.Document{"Secrets": []any{"hunter2"}}, `{"Secrets":"***"}`,
		},
		"hides the values of a map": {
			awsapi.Document{"Map": awsapi.Document{"b": "hunter2", "a": nil}},
			`{"Map":{"a":null,"b":"***"}}`,
		},
		"hides a sensitive member of the wrong kind": {
			awsapi.Document{"Password": awsapi.Document{"a": "hunter2"}}, `{"Password":"***"}`,
		},
		"hides a text where a structure belongs": {
			awsapi.Document{"Inner": "hunter2"}, `{"Inner":"***"}`,
		},
		"hides a list where a structure belongs": {
			awsapi.Document{"Inner": []any{"hunter2"}}, `{"Inner":"***"}`,
		},
		"hides a structure where a text belongs": {
			awsapi.Document{"Name": awsapi.Document{"a": "hunter2"}}, `{"Name":"***"}`,
		},
		"hides a text where a number belongs": {
			awsapi.Document{"Limit": "hunter2"}, `{"Limit":"***"}`,
		},
		"leaves out what the model does not know": {awsapi.Document{"Pasword": "hunter2"}, `{}`},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			assert.Equal(t, c.want, string(awsapi.Redact(shape, c.value)))
		})
	}
	t.Run("shows nothing without a shape", func(t *testing.T) {
		t.Parallel()
		assert.Equal(t, "null", string(awsapi.Redact(nil, awsapi.Document{"Password": "hunter2"})))
	})
}
