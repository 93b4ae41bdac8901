package awsapi

import (
	"context"
	"errors"
	"fmt"
	"reflect"
	"strings"
)

// A Service is a set of operations that share a wire name.
type Service struct {
	Name          string // as in credential scopes and ARNs: events
	FullName      string // as people say: Amazon EventBridge
	Version       string // of the API: 2015-10-07
	TargetPrefix  string // of X-Amz-Target (JSON protocols): AWSEvents
	Namespace     string // of the XML answers (Query protocol)
	MessageMember string // how error bodies spell the message: message or Message
	InternalError string // the code of the error that is our fault
	HidesValues   bool   // constraint errors show neither values nor the sets of enums
	Operations    []*Operation
	Unserved      []string // operations that AWS has and we do not
}

// Operation returns the served operation of exactly that name, or nil.
func (s *Service) Operation(name string) *Operation {
	for _, op := range s.Operations {
		if op.Name == name {
			return op
		}
	}
	return nil
}

// An Operation is one call that a service answers.
type Operation struct {
	Name   string
	Input  *Shape
	Output *Shape // nil where AWS answers an empty body

	// MaxBody is how many bytes a request may have; 0 is what the wire takes of every operation.
	MaxBody int64

	// Unsigned tells that nobody has to sign a request.
	Unsigned bool

	run   func(context.Context, Document) (*Output, error)
	types func() (in, out reflect.Type)
}

// WithoutSignature returns the operation as one that nobody has to sign.
func (o *Operation) WithoutSignature() *Operation {
	o.Unsigned = true
	return o
}

// Unit is the input or output of an operation that has none.
type Unit struct{}

// NewOperation binds a typed method to its shapes. The types have the shapes'
// members in their order, which [Operation.Misfit] is there to make sure of.
func NewOperation[In, Out any](
	name string, in, out *Shape, method func(context.Context, *In) (*Out, error),
) *Operation {
	run := func(ctx context.Context, doc Document) (*Output, error) {
		input := new(In)
		Decode(in, doc, input)
		output, err := method(ctx, input)
		if err != nil || out == nil {
			return nil, err
		}
		return NewOutput(out, output), nil
	}
	return &Operation{Name: name, Input: in, Output: out, run: run, types: func() (reflect.Type, reflect.Type) {
		return reflect.TypeFor[In](), reflect.TypeFor[Out]()
	}}
}

// WithMaxBody sets how many bytes a request may have, and returns the operation.
func (o *Operation) WithMaxBody(n int64) *Operation {
	o.MaxBody = n
	return o
}

// Misfit says where the types of the method do not have the members of the
// shapes, at any depth: a mistake of the code generator, for tests to find.
func (o *Operation) Misfit() error {
	in, out := o.types()
	return errors.Join(misfit(o.Input, in), misfit(o.Output, out))
}

func misfit(s *Shape, t reflect.Type) error {
	switch {
	case s == nil:
		return nil
	case s.Kind == List || s.Kind == Map:
		return misfit(s.Element, t.Elem())
	case s.Kind != Structure:
		return nil
	case t.Kind() == reflect.Pointer:
		return misfit(s, t.Elem())
	case t.NumField() != len(s.Members):
		return fmt.Errorf("%v does not have the members of shape %s", t, s.Name)
	}
	for i, m := range s.Members {
		if t.Field(i).Name != strings.ToUpper(m.Name[:1])+m.Name[1:] { // some are written small
			return fmt.Errorf("field %s of %v stands where the model has %s", t.Field(i).Name, t, m.Name)
		}
		if err := misfit(m.Shape, t.Field(i).Type); err != nil {
			return err
		}
	}
	return nil
}

// Served names the operations, in model order.
func (s *Service) Served() []string {
	names := make([]string, len(s.Operations))
	for i, op := range s.Operations {
		names[i] = op.Name
	}
	return names
}
