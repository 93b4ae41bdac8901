package awsquery

import (
	"encoding/json"
	"strconv"
	"time"

	"github.com/eventbridge-connections/emulator/internal/awsapi"
)

// scalar reads the text of a parameter as what its shape says.
//
// Errors: what the wire answers as MalformedInput. The texts for booleans, for
// an empty number and the missing one for other numbers are RECORDED on SES,
// that for timestamps on CloudWatch; the one for an empty boolean is INFERRED.
func scalar(k awsapi.Kind, text string) (any, error) {
	switch k {
	case awsapi.Integer, awsapi.Long, awsapi.Double:
		return number(k, text)
	case awsapi.Boolean:
		return boolean(text)
	case awsapi.Timestamp:
		return timestamp(text)
	}
	return text, nil
}

func number(k awsapi.Kind, text string) (any, error) {
	if text == "" {
		return nil, awsapi.Serialization("missing value for decimal type")
	}
	if k == awsapi.Double {
		if !decimal.Match(text) {
			return nil, awsapi.Serialization("")
		}
		return json.Number(text), nil
	}
	bits := 32
	if k == awsapi.Long {
		bits = 64
	}
	n, err := strconv.ParseInt(text, 10, bits)
	if err != nil {
		return nil, awsapi.Serialization("")
	}
	return json.Number(strconv.FormatInt(n, 10)), nil
}

var decimal = awsapi.NewPattern(`-?[0-9]+(\.[0-9]+)?([eE][+-]?[0-9]{1,3})?`)

func boolean(text string) (any, error) {
	switch text {
	case "true", "1":
		return true, nil
	case "false", "0":
		return false, nil
	case "":
		return nil, awsapi.Serialization("missing value for boolean type")
	}
	return nil, awsapi.Serialization("boolean must follow xsd1.1 definition")
}

// timestamp turns 2006-01-02T15:04:05Z into the seconds that shapes know.
func timestamp(text string) (any, error) {
	t, err := time.Parse(time.RFC3339, text)
	if err != nil {
		return nil, awsapi.Serialization("timestamp must follow ISO8601")
	}
	return json.Number(strconv.FormatFloat(float64(t.UnixMilli())/1000, 'f', -1, 64)), nil
}
