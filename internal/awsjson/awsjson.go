// Package awsjson is the AWS JSON 1.1 protocol: POST / with an X-Amz-Target,
// one JSON object in and one out.
package awsjson

import (
	"errors"
	"io"
	"mime"
	"net/http"
	"strconv"
	"strings"

	"github.com/eventbridge-connections/emulator/internal/awsapi"
)

// ContentType is that of every request and every answer.
const ContentType = "application/x-amz-json-1.1"

// MaxBody is the size of the largest request body, in bytes.
const MaxBody = 1 << 20

// A Handler turns requests into calls and answers them in AWS's form.
type Handler struct {
	Services []*awsapi.Service
	Caller   func(*http.Request) (awsapi.Caller, error)
	Handle   awsapi.Handler // what runs the calls, rejected ones too
}

func (h *Handler) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	call := &awsapi.Call{ID: awsapi.NewUUID(), UserAgent: r.UserAgent(), Target: r.Header.Get("X-Amz-Target")}
	call.Rejected = h.read(w, r, call)
	out, err := h.Handle(r.Context(), call)
	if err != nil {
		fail(w, call, err)
		return
	}
	var body []byte
	if out != nil {
		body = Append(nil, call.Operation.Output, out)
	}
	answer(w, call, http.StatusOK, body)
}

// read fills the call from the request, in AWS's order of checks: content type,
// JSON, target, signature (INFERRED from Kinesis and Athena). It returns the first thing wrong.
func (h *Handler) read(w http.ResponseWriter, r *http.Request, call *awsapi.Call) error {
	call.Service, call.Operation = h.find(call.Target)
	if t, _, _ := mime.ParseMediaType(r.Header.Get("Content-Type")); t != ContentType {
		return errContentType
	}
	body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, MaxBody))
	if tooLarge := (*http.MaxBytesError)(nil); errors.As(err, &tooLarge) {
		return errTooLarge
	}
	if err != nil {
		return awsapi.Serialization("")
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
	call.Caller, err = h.Caller(r)
	return err
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

// answer writes status, headers and body in one piece, with the header names
// spelled as AWS spells them (RECORDED).
func answer(w http.ResponseWriter, call *awsapi.Call, status int, body []byte) {
	header := w.Header()
	header["x-amzn-RequestId"] = []string{call.ID}
	header["Content-Type"] = []string{ContentType}
	header["Content-Length"] = []string{strconv.Itoa(len(body))}
	w.WriteHeader(status)
	w.Write(body)
}
