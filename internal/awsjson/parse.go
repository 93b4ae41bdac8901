package awsjson

import (
	"bytes"
	"encoding/json"
	"io"
	"unicode/utf8"

	"github.com/eventbridge-connections/emulator/internal/awsapi"
)

// Parse reads one JSON object, in UTF-8. Numbers stay texts until a shape says what they are.
//
// Errors: SerializationException, without a message but for a list (RECORDED on Athena).
func Parse(body []byte) (awsapi.Document, error) {
	if !utf8.Valid(body) { // INFERRED: AWS's parser takes no broken characters
		return nil, awsapi.Serialization("")
	}
	d := json.NewDecoder(bytes.NewReader(body))
	d.UseNumber()
	var value any
	if err := d.Decode(&value); err != nil {
		return nil, awsapi.Serialization("")
	}
	if _, err := d.Token(); err != io.EOF {
		return nil, awsapi.Serialization("")
	}
	switch value := value.(type) {
	case awsapi.Document:
		return value, nil
	case []any:
		return nil, awsapi.Serialization("Start of list found where not expected")
	}
	return nil, awsapi.Serialization("")
}
