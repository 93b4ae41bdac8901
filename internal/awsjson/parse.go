package awsjson

import (
	"bytes"
	"encoding/json"
	"io"
	"sync"
	"unicode/utf8"

	"github.com/go-json-experiment/json/jsontext"

	"github.com/eventbridge-connections/emulator/internal/awsapi"
)

// AWS's parser takes a name twice, of which the last counts, and half a surrogate pair (INFERRED).
var (
	repeated = jsontext.AllowDuplicateNames(true)
	halved   = jsontext.AllowInvalidUTF8(true)
)

// decoders are used again: to make one costs as much as to read a short request.
var decoders = sync.Pool{New: func() any { return new(jsontext.Decoder) }}

// Parse reads one JSON object, in UTF-8. Numbers stay texts until a shape says what they are.
//
// Errors: SerializationException, without a message but for a list (RECORDED on Athena).
func Parse(body []byte) (awsapi.Document, error) {
	if !utf8.Valid(body) { // INFERRED: AWS's parser takes no broken characters
		return nil, awsapi.Serialization("")
	}
	d := decoders.Get().(*jsontext.Decoder)
	defer decoders.Put(d)
	d.Reset(bytes.NewBuffer(body), repeated, halved)
	value, err := read(d)
	if err != nil {
		return nil, awsapi.Serialization("")
	}
	if _, err := d.ReadToken(); err != io.EOF {
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

func read(d *jsontext.Decoder) (any, error) {
	token, err := d.ReadToken()
	if err != nil {
		return nil, err
	}
	switch token.Kind() {
	case jsontext.KindBeginObject:
		return readObject(d)
	case jsontext.KindBeginArray:
		return readArray(d)
	case jsontext.KindString:
		return token.String(), nil
	case jsontext.KindNumber:
		return json.Number(token.String()), nil
	case jsontext.KindNull:
		return nil, nil
	}
	return token.Bool(), nil
}

func readObject(d *jsontext.Decoder) (awsapi.Document, error) {
	object := awsapi.Document{}
	for d.PeekKind() != jsontext.KindEndObject {
		name, err := d.ReadToken()
		if err != nil {
			return nil, err
		}
		key := name.String() // before the next token is read
		if object[key], err = read(d); err != nil {
			return nil, err
		}
	}
	_, err := d.ReadToken()
	return object, err
}

func readArray(d *jsontext.Decoder) ([]any, error) {
	array := []any{}
	for d.PeekKind() != jsontext.KindEndArray {
		element, err := read(d)
		if err != nil {
			return nil, err
		}
		array = append(array, element)
	}
	_, err := d.ReadToken()
	return array, err
}
