package awsapi

import (
	"bytes"
	"encoding/json"
	"errors"
)

// Check says which constraints of its shape the output breaks, in the sentence of [Validate].
func (o *Output) Check() error {
	var doc Document
	d := json.NewDecoder(bytes.NewReader(o.JSON()))
	d.UseNumber()
	if err := d.Decode(&doc); err != nil {
		return err
	}
	err := Validate(o.Shape, doc)
	if broken, ok := errors.AsType[*Error](err); ok {
		return errors.New(broken.Message)
	}
	return err
}
