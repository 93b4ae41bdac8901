// Package unserved answers the calls of AWS services that the emulator does not serve, each in the
// protocol of whoever asks.
package unserved

import (
	"bytes"
	"errors"
	"io"
	"net/http"
	"slices"
	"strings"

	"github.com/eventbridge-connections/emulator/internal/awsapi"
)

// largest is how much of a body is read, in bytes: where the operation stands in it, and where the
// signature is checked.
const largest = 16 << 20

// A Handler answers for every service of AWS but those that are served.
//
// Differs from AWS: whatever is asked of a service that is not served is answered with an error that says so, in the service's own protocol: status 400 or, where a path is the operation, 501.
type Handler struct {
	Served []*awsapi.Service
	Caller func(r *http.Request, service string, body []byte) (awsapi.Caller, error)
	Open   bool                       // whoever calls is let in, signed or not
	Scope  func(*http.Request) string // the service that the credential scope names, or nothing
	Handle awsapi.Handler             // what runs the calls, all of them rejected
}

// Takes tells whether a request is a call of AWS that nobody else answers: one for another service,
// or one at another path than /.
func (h *Handler) Takes(r *http.Request) bool {
	prefix, _, _ := strings.Cut(r.Header.Get("X-Amz-Target"), ".")
	if prefix != "" && h.servesTarget(prefix) {
		return false
	}
	name := h.serviceOf(r).Name
	if r.URL.Path != "/" {
		return name != "" || isSigned(r)
	}
	return name != "" && !h.serves(name)
}

func (h *Handler) serves(name string) bool {
	return slices.ContainsFunc(h.Served, func(s *awsapi.Service) bool { return s.Name == name })
}

func (h *Handler) servesTarget(prefix string) bool {
	return slices.ContainsFunc(h.Served, func(s *awsapi.Service) bool {
		return s.TargetPrefix == prefix
	})
}

func (h *Handler) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	s := h.serviceOf(r)
	p := protocolOf(r, s)
	call := &awsapi.Call{ID: awsapi.NewUUID(), UserAgent: r.UserAgent(), Service: s.described()}
	call.Rejected = h.read(w, r, call, p)
	_, err := h.Handle(r.Context(), call)
	e, known := errors.AsType[*awsapi.Error](err)
	if !known {
		e = &awsapi.Error{Code: "InternalFailure", Status: http.StatusInternalServerError}
	}
	p.fail(w, call, e)
}

// read fills the call from the request and returns why it is not answered.
func (h *Handler) read(
	w http.ResponseWriter, r *http.Request, call *awsapi.Call, p *protocol,
) error {
	body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, largest))
	if err != nil {
		return &awsapi.Error{Code: "RequestEntityTooLarge", Status: http.StatusRequestEntityTooLarge,
			Message: "The body of the request could not be read."}
	}
	r.Body = io.NopCloser(bytes.NewReader(body))
	call.Target = p.operation(r, body)
	if call.Caller, err = h.Caller(r, call.Service.Name, body); err != nil && !h.Open {
		return p.spell(err)
	}
	return &awsapi.Error{Code: p.code, Status: p.status,
		Message: awsapi.NotServed(call.Target, call.Service.FullName, h.names())}
}

// names are the services that are served.
func (h *Handler) names() []string {
	names := make([]string, len(h.Served))
	for i, s := range h.Served {
		names[i] = s.Name
	}
	return names
}

// isSigned tells whether a request has what only clients of AWS send, though no service that can
// be read.
func isSigned(r *http.Request) bool {
	query := r.URL.Query()
	if query.Has("X-Amz-Algorithm") || query.Has("AWSAccessKeyId") ||
		strings.HasPrefix(r.Header.Get("Authorization"), "AWS") {
		return true
	}
	for name := range r.Header {
		if strings.HasPrefix(name, "X-Amz-") || strings.HasPrefix(name, "Amz-Sdk-") {
			return true
		}
	}
	return false
}
