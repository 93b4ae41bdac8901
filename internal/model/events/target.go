package events

import (
	"bytes"
	"encoding/json"
	"fmt"

	"github.com/eventbridge-connections/emulator/internal/awsapi"
)

// JSON is the target as an answer has it, with what is secret in it.
func (t *Target) JSON() []byte { return awsapi.NewOutput(shapeTarget, t).JSON() }

// ParseTarget reads what [Target.JSON] wrote.
//
// Errors: those of JSON, and the SerializationException or ValidationException of what is no
// target.
func ParseTarget(text []byte) (*Target, error) {
	doc, err := readTarget(text)
	if err != nil {
		return nil, err
	}
	t := new(Target)
	awsapi.Decode(shapeTarget, doc, t)
	return t, nil
}

// RedactTarget is what [Target.JSON] wrote, without what is secret in it.
func RedactTarget(text []byte) ([]byte, error) {
	doc, err := readTarget(text)
	if err != nil {
		return nil, err
	}
	return awsapi.Redact(shapeTarget, doc), nil
}

func readTarget(text []byte) (doc awsapi.Document, err error) {
	d := json.NewDecoder(bytes.NewReader(text))
	d.UseNumber()
	if err := d.Decode(&doc); err != nil {
		return nil, fmt.Errorf("target: %w", err)
	}
	if err := awsapi.CheckTypes(shapeTarget, doc); err != nil {
		return nil, err
	}
	return doc, awsapi.Validate(shapeTarget, doc)
}
