package awsapi

import (
	"context"
	"reflect"
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
	run    func(context.Context, Document) (*Output, error)
}

// Unit is the input or output of an operation that has none.
type Unit struct{}

// NewOperation binds a typed method to its shapes. It panics when the types do
// not have the shapes' members, which is a mistake of the code generator.
func NewOperation[In, Out any](name string, in, out *Shape, method func(context.Context, *In) (*Out, error)) *Operation {
	mustFit(in, reflect.TypeFor[In]())
	mustFit(out, reflect.TypeFor[Out]())
	return &Operation{Name: name, Input: in, Output: out, run: func(ctx context.Context, doc Document) (*Output, error) {
		input := new(In)
		Decode(in, doc, input)
		output, err := method(ctx, input)
		if err != nil || out == nil {
			return nil, err
		}
		return NewOutput(out, output), nil
	}}
}

func mustFit(s *Shape, t reflect.Type) {
	if s == nil {
		return
	}
	if t.NumField() != len(s.Members) {
		panic("awsapi: " + t.String() + " does not have the members of shape " + s.Name)
	}
	for i, m := range s.Members {
		if t.Field(i).Name != m.Name {
			panic("awsapi: field " + t.Field(i).Name + " of " + t.String() + " stands where the model has " + m.Name)
		}
	}
}

// Served names the operations, in model order.
func (s *Service) Served() []string {
	names := make([]string, len(s.Operations))
	for i, op := range s.Operations {
		names[i] = op.Name
	}
	return names
}
