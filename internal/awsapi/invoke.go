package awsapi

import (
	"context"
	"slices"
	"strings"
)

// A Call is one request on its way through the house.
type Call struct {
	ID        string // the request id that the answer carries
	Caller    Caller
	UserAgent string
	Target    string     // the operation as the request spelled it
	Service   *Service   // nil when the request named none
	Operation *Operation // nil when the request named none that is served
	Input     Document
	Rejected  error  // what the wire found wrong with the request: what Invoke returns
	Fault     string // the id of the fault that struck the call
	Upstream  int    // the status that the upstream answered with; 0 when it was not asked
	Lost      string // "dropped" or "cut" when a fault keeps the answer, or its end, from the client

	redacted []byte // see Redacted
}

// Redacted is the input as [Redact] writes it, or nil where the call has none.
func (c *Call) Redacted() []byte {
	if c.redacted == nil && c.Operation != nil && c.Input != nil {
		c.redacted = Redact(c.Operation.Input, c.Input)
	}
	return c.redacted
}

// Resource is the first text that the operation requires: the name, ARN or id of what it is about.
// Operations on no resource require none.
func (c *Call) Resource() string {
	if c.Operation == nil || c.Operation.Input == nil {
		return ""
	}
	for i := range c.Operation.Input.Members {
		m := &c.Operation.Input.Members[i]
		if m.Required && m.Shape.Kind == String && !m.Shape.Sensitive {
			text, _ := c.Input[m.Name].(string)
			return text
		}
	}
	return ""
}

// ServiceName is the name of the service that the call is for, or empty where it named none.
func (c *Call) ServiceName() string {
	if c.Service == nil {
		return ""
	}
	return c.Service.Name
}

// Unserved is the name of the operation that the call asks for, if AWS has it and we do not.
func (c *Call) Unserved() (name string, ok bool) {
	if c.Service == nil || c.Operation != nil {
		return "", false
	}
	name = c.Target[strings.LastIndexByte(c.Target, '.')+1:]
	return name, slices.Contains(c.Service.Unserved, name)
}

// A Handler answers a call. The output is nil where AWS answers an empty body.
type Handler func(context.Context, *Call) (*Output, error)

// An Interceptor stands around a handler and sees every call, rejected ones too.
type Interceptor func(Handler) Handler

// Chain puts interceptors around a handler, the first one outermost.
func Chain(h Handler, interceptors ...Interceptor) Handler {
	for _, around := range slices.Backward(interceptors) {
		h = around(h)
	}
	return h
}

// Invoke runs the operation of the call: the types of its members first, then
// all constraints at once, then the method. That is AWS's order.
func Invoke(ctx context.Context, c *Call) (*Output, error) {
	if c.Rejected != nil {
		return nil, c.Rejected
	}
	if err := CheckTypes(c.Operation.Input, c.Input); err != nil {
		return nil, err
	}
	if err := c.Service.Validate(c.Operation.Input, c.Input); err != nil {
		return nil, err
	}
	return c.Operation.run(WithCaller(ctx, c.Caller), c.Input)
}
