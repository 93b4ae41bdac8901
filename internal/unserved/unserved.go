// Package unserved answers the calls of AWS services that the emulator does not serve, each in the
// protocol of whoever asks, or passes them on.
package unserved

import (
	"errors"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"github.com/eventbridge-connections/emulator/internal/awsapi"
)

// A Handler answers for everything of AWS that is not served.
//
// Differs from AWS: whatever is asked of a service that is not served is answered with an error
// that says so, in the service's own protocol: status 400 or, where a path is the operation, 501.
type Handler struct {
	Served   []*awsapi.Service
	Caller   func(r *http.Request, service string, body []byte) (awsapi.Caller, error)
	Open     bool                       // whoever calls is let in, signed or not
	Scope    func(*http.Request) string // the service that the credential scope names, or nothing
	Around   []awsapi.Interceptor       // every call, the first one outermost
	Upstream http.RoundTripper          // that what is not served is passed on to; nil is none
	// Theirs tells whether a form asks a served operation for what only an upstream can hold.
	Theirs func(form url.Values) bool
}

// Takes tells whether a request is a call of AWS that nobody else answers: one for another service,
// or one at another path than /. With an upstream that is also one for an operation that is not
// served or for what only the upstream can hold, and one at any other path. It may read of the
// body, which stays as it was.
func (h *Handler) Takes(r *http.Request) bool {
	prefix, name, _ := strings.Cut(r.Header.Get("X-Amz-Target"), ".")
	if s := h.byTarget(prefix); s != nil {
		return h.Upstream != nil && s.Operation(name) == nil
	}
	service := h.serviceOf(r).Name
	if r.URL.Path != "/" {
		return service != "" || isSigned(r) || h.Upstream != nil
	}
	if service != "" && !h.serves(service) {
		return true
	}
	return h.Upstream != nil && isForm(r) && !h.servesAction(service, r)
}

func (h *Handler) serves(name string) bool {
	return slices.ContainsFunc(h.Served, func(s *awsapi.Service) bool { return s.Name == name })
}

// byTarget returns the served service whose targets begin so, or nil.
func (h *Handler) byTarget(prefix string) *awsapi.Service {
	for _, s := range h.Served {
		if prefix != "" && s.TargetPrefix == prefix {
			return s
		}
	}
	return nil
}

// servesAction tells whether the form names an operation that is served, of the service where one
// is named. A form that cannot be read is for those who say so.
func (h *Handler) servesAction(service string, r *http.Request) bool {
	body, err := hold(r, largestForm)
	form := formOf(r, body)
	name := form.Get("Action")
	if err != nil || name == "" {
		return true
	}
	return !h.Theirs(form) && slices.ContainsFunc(h.Served, func(s *awsapi.Service) bool {
		return s.Namespace != "" && (service == "" || s.Name == service) && s.Operation(name) != nil
	})
}

func (h *Handler) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	s := h.serviceOf(r)
	p := protocolOf(r, s)
	call := &awsapi.Call{ID: awsapi.NewUUID(), UserAgent: r.UserAgent(), Service: s.described()}
	call.Rejected = h.read(r, call, p)
	_, err := awsapi.Chain(h.passing(w, r, p), h.Around...)(r.Context(), call)
	if err == nil {
		return
	}
	e, known := errors.AsType[*awsapi.Error](err)
	if !known {
		e = &awsapi.Error{Code: "InternalFailure", Status: http.StatusInternalServerError}
	}
	p.fail(w, call, e)
}

// read fills the call from the request and returns why it is not answered, or nothing when it is
// passed on.
func (h *Handler) read(r *http.Request, call *awsapi.Call, p *protocol) error {
	body, err := h.bodyOf(r, p)
	if err != nil {
		return errTooLarge
	}
	call.Target = p.operation(r, body)
	if call.Caller, err = h.Caller(r, call.Service.Name, body); err != nil && !h.Open {
		return p.spell(err)
	}
	if h.Upstream != nil {
		return nil
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
	if r.URL.Query().Has("X-Amz-Algorithm") ||
		strings.HasPrefix(r.Header.Get("Authorization"), "AWS4") {
		return true
	}
	for name := range r.Header {
		if strings.HasPrefix(name, "X-Amz-") || strings.HasPrefix(name, "Amz-Sdk-") {
			return true
		}
	}
	return false
}
