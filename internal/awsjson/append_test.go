package awsjson_test

import (
	"encoding/json"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"

	"github.com/eventbridge-connections/emulator/internal/awsapi"
	"github.com/eventbridge-connections/emulator/internal/awsjson"
)

var (
	text  = &awsapi.Shape{Name: "String"}
	clock = &awsapi.Shape{Name: "Timestamp", Kind: awsapi.Timestamp}
)

// TestAppend_time: a double of Java is RECORDED for the times of today; the text of the epoch is INFERRED.
func TestAppend_time(t *testing.T) {
	t.Parallel()
	for unix, written := range map[int64]string{
		1790461692:  "1.790461692E9",
		1790461690:  "1.79046169E9",
		1000000000:  "1.0E9",
		0:           "0.0",
		1:           "1.0",
		9999999:     "9999999.0",
		10000000:    "1.0E7",
		12345678901: "1.2345678901E10",
		-1:          "-1.0",
	} {
		assert.Equal(t, written, string(awsjson.Append(nil, clock, time.Unix(unix, 0))))
	}
}

func TestAppend(t *testing.T) {
	t.Parallel()
	s := &awsapi.Shape{Kind: awsapi.Structure, Members: []awsapi.Member{
		{Name: "B", Shape: text},
		{Name: "A", Shape: text},
		{Name: "List", Shape: &awsapi.Shape{Kind: awsapi.List, Element: text}},
		{Name: "Map", Shape: &awsapi.Shape{Kind: awsapi.Map, Key: text, Element: text}},
		{Name: "In", Shape: &awsapi.Shape{Kind: awsapi.Structure}},
		{Name: "Flag", Shape: &awsapi.Shape{Kind: awsapi.Boolean}},
		{Name: "Count", Shape: &awsapi.Shape{Kind: awsapi.Integer}},
	}}
	for name, written := range map[string]struct {
		document awsapi.Document
		body     string
	}{
		"nothing":                       {awsapi.Document{}, `{}`},
		"members in the model's order":  {awsapi.Document{"A": "1", "B": "2"}, `{"B":"2","A":"1"}`},
		"absent members are left out":   {awsapi.Document{"A": nil, "Unknown": "x"}, `{}`},
		"empty lists and structures":    {awsapi.Document{"List": []any{}, "In": awsapi.Document{}, "Map": awsapi.Document{}}, `{"List":[],"Map":{},"In":{}}`},
		"maps by key":                   {awsapi.Document{"Map": awsapi.Document{"b": "1", "a": "2"}}, `{"Map":{"a":"2","b":"1"}}`},
		"scalars":                       {awsapi.Document{"Flag": false, "Count": json.Number("300")}, `{"Flag":false,"Count":300}`},
		"what is not escaped":           {awsapi.Document{"A": "a/b='c'<d>&\u2028é"}, "{\"A\":\"a/b='c'<d>&\u2028é\"}"},
		"what is escaped":               {awsapi.Document{"A": "\"\\\b\f\n\r\t\x00\x1f"}, `{"A":"\"\\\b\f\n\r\t\u0000\u001F"}`},
		"an element of a list is null ": {awsapi.Document{"List": []any{nil}}, `{"List":[null]}`},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			assert.Equal(t, written.body, string(awsjson.Append(nil, s, written.document)))
		})
	}
}
