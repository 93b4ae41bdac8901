// Package awsjson is the AWS JSON 1.1 protocol: POST / with an X-Amz-Target,
// one JSON object in and one out.
package awsjson

import (
	"bytes"
	"errors"
	"io"
	"net/http"
	"strings"
	"sync"

	"github.com/eventbridge-connections/emulator/internal/awsapi"
)

// ContentType is that of every request and every answer.
const ContentType = "application/x-amz-json-1.1"

// MaxBody is the size of the largest request body, in bytes, of an operation that names none of its
// own.
const MaxBody = 1 << 20

// bodies hold requests while they are read.
var bodies = sync.Pool{New: func() any { return new(bytes.Buffer) }}

// largestKept is the size of the largest buffer that is used again.
const largestKept = 64 << 10

func release(body *bytes.Buffer) {
	if body.Cap() <= largestKept {
		body.Reset()
		bodies.Put(body)
	}
}

// A Handler turns requests into calls and answers them in AWS's form. It
// answers every method: what is no POST of JSON is refused in XML, as AWS does.
type Handler struct {
	Services []*awsapi.Service
	// Caller tells who signed a request for a service, which is empty where the target names none.
	Caller func(r *http.Request, service string, body []byte) (awsapi.Caller, error)
	Handle awsapi.Handler // what runs the calls, rejected ones too
}

func (h *Handler) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	call := &awsapi.Call{
		ID: awsapi.NewUUID(), UserAgent: r.UserAgent(), Target: r.Header.Get("X-Amz-Target"),
	}
	f := formOf(r)
	body := bodies.Get().(*bytes.Buffer)
	defer release(body)
	call.Rejected = h.read(w, r, call, f, body)
	out, err := h.Handle(r.Context(), call)
	if err != nil {
		f.fail(w, call, err)
		return
	}
	f.succeed(w, call, out)
}

// read fills the call from the request, in AWS's order of checks: method and
// content type, JSON, target, signature (INFERRED from Kinesis and Athena). It
// returns the first thing wrong.
func (h *Handler) read(
	w http.ResponseWriter, r *http.Request, call *awsapi.Call, f form, buffer *bytes.Buffer,
) error {
	call.Service, call.Operation = h.find(call.Target)
	if f == bare {
		return h.refuse(r)
	}
	_, err := buffer.ReadFrom(limited(w, r, maxBody(call.Operation)))
	body := buffer.Bytes()
	if tooLarge := (*http.MaxBytesError)(nil); errors.As(err, &tooLarge) {
		return errTooLarge(tooLarge.Limit)
	}
	if err != nil {
		return awsapi.Serialization("")
	}
	if call.Operation == nil { // who asks does not change the answer
		call.Caller, _ = h.Caller(r, call.ServiceName(), body)
	}
	if call.Operation == nil && len(body) == 0 {
		return unknownOperation(call)
	}
	if call.Input, err = Parse(body); err != nil {
		return err
	}
	if call.Operation == nil {
		return unknownOperation(call)
	}
	call.Caller, err = h.Caller(r, call.ServiceName(), body)
	return err
}

// maxBody is how many bytes a request for the operation, which may be nil, can have.
func maxBody(op *awsapi.Operation) int64 {
	if op == nil || op.MaxBody == 0 {
		return MaxBody
	}
	return op.MaxBody
}

// limited is the body as far as it may be read. One that says how long it is has no more than that.
func limited(w http.ResponseWriter, r *http.Request, most int64) io.Reader {
	if 0 < r.ContentLength && r.ContentLength <= most {
		return r.Body
	}
	return http.MaxBytesReader(w, r.Body, most)
}

// refuse says what is wrong with a request that is no POST of JSON: the method
// (INFERRED from Kinesis) or the content type (RECORDED on Athena).
func (h *Handler) refuse(r *http.Request) error {
	if r.Method == http.MethodPost {
		return errContentType
	}
	_, err := h.Caller(r, "", nil)
	if e, ok := errors.AsType[*awsapi.Error](err); ok {
		return &awsapi.Error{Code: e.Code, Message: e.Message, Status: http.StatusForbidden}
	}
	return errNoOperation
}

// find reads a target such as AWSEvents.CreateConnection, by the letter.
func (h *Handler) find(target string) (*awsapi.Service, *awsapi.Operation) {
	prefix, name, _ := strings.Cut(target, ".")
	for _, s := range h.Services {
		if s.TargetPrefix == prefix && prefix != "" {
			return s, s.Operation(name)
		}
	}
	return nil, nil
}
