package awsapi_test

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/eventbridge-connections/emulator/internal/awsapi"
)

// TestCheckTypes has the kinds that no input of EventBridge has.
func TestCheckTypes(t *testing.T) {
	t.Parallel()
	entries := &awsapi.Shape{
		Kind: awsapi.Map, Key: &awsapi.Shape{}, Element: &awsapi.Shape{Kind: awsapi.Integer},
	}
	for _, given := range []struct {
		shape    *awsapi.Shape
		value    string
		expected string
	}{
		{entries, `"23"`, "Expected map or null"},
		{entries, `[]`, "Start of list found where not expected"},
		{entries, `{"b":true,"a":"x"}`, "STRING_VALUE can not be converted to an Integer"},
		{entries, `{"a":1,"b":null}`, ""},
		{&awsapi.Shape{Kind: awsapi.Long}, `"1"`, "STRING_VALUE can not be converted to a Long"},
		{&awsapi.Shape{Kind: awsapi.Long}, `1.5`, ""},
		{&awsapi.Shape{Kind: awsapi.Double}, `false`, "FALSE_VALUE can not be converted to a Double"},
		{&awsapi.Shape{Kind: awsapi.Timestamp}, `1.790461692E9`, ""},
		{
			&awsapi.Shape{Kind: awsapi.Timestamp}, `"2026-09-26"`,
			"STRING_VALUE can not be converted to a Double",
		},
		{&awsapi.Shape{Kind: awsapi.Blob}, `true`, "TRUE_VALUE can not be converted to a Blob"},
		{&awsapi.Shape{Kind: awsapi.Blob}, `"YQ=="`, ""},
		{
			&awsapi.Shape{Kind: awsapi.Blob}, `"23456"`,
			"'23456' can not be converted to a Blob: Base64 encoded length is expected a multiple of 4 " +
				"bytes but found: 5",
		},
		{
			&awsapi.Shape{Kind: awsapi.Blob}, `"=+/="`,
			"'=+/=' can not be converted to a Blob: Invalid Base64 character: '='",
		},
		{
			&awsapi.Shape{Kind: awsapi.Blob, Sensitive: true}, `"23456"`,
			"'***' can not be converted to a Blob: Base64 encoded length is expected a multiple of 4 " +
				"bytes but found: 5",
		},
		{&awsapi.Shape{Kind: awsapi.Boolean}, `"true"`, "'true' can not be converted to an Boolean"},
	} {
		t.Run(given.value, func(t *testing.T) {
			t.Parallel()
			var value any
			d := json.NewDecoder(strings.NewReader(given.value))
			d.UseNumber()
			require.NoError(t, d.Decode(&value))
			err := awsapi.CheckTypes(given.shape, value)
			if given.expected == "" {
				assert.NoError(t, err)
				return
			}
			assert.Equal(t, awsapi.Serialization(given.expected), err)
		})
	}
}
