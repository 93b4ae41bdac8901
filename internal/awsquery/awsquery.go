// Package awsquery is the AWS Query protocol: a form with an Action and a
// Version in, XML out.
package awsquery

import (
	"mime"
	"net/http"
	"slices"
	"strconv"

	"github.com/eventbridge-connections/emulator/internal/awsapi"
)

// MaxBody is the size of the largest request body, in bytes.
const MaxBody = 1 << 20

// A Handler turns requests into calls and answers them in AWS's form.
type Handler struct {
	Services []*awsapi.Service // those without a namespace speak another protocol
	Caller   func(r *http.Request, service string, body []byte) (awsapi.Caller, error)
	Anybody  awsapi.Caller              // who calls where nobody has to sign
	Scope    func(*http.Request) string // the service that the credential scope names, or nothing
	Handle   awsapi.Handler             // what runs the calls, rejected ones too
}

// Speaks tells whether a request is one of this protocol: a form, or a query
// string with an Action, as presigned calls have it, and no JSON target.
func Speaks(r *http.Request) bool {
	if r.Header.Get("X-Amz-Target") != "" {
		return false
	}
	content, _, _ := mime.ParseMediaType(r.Header.Get("Content-Type"))
	switch r.Method {
	case http.MethodGet:
		return r.URL.Query().Has("Action")
	case http.MethodPost:
		return content == "application/x-www-form-urlencoded" || r.URL.Query().Has("Action")
	}
	return false
}

func (h *Handler) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	call := &awsapi.Call{ID: awsapi.NewUUID(), UserAgent: r.UserAgent()}
	call.Rejected = h.read(w, r, call)
	out, err := h.Handle(r.Context(), call)
	if err != nil {
		fail(w, call, err)
		return
	}
	answer(w, call, http.StatusOK, result(call, out))
}

// read fills the call from the request: form, action, signature, parameters
// (the order is INFERRED from the JSON protocol). It returns the first thing wrong.
func (h *Handler) read(w http.ResponseWriter, r *http.Request, call *awsapi.Call) error {
	f, body, err := readForm(w, r)
	if err != nil {
		return err
	}
	var version string
	call.Target, version = f.text("Action"), f.text("Version")
	call.Service = h.service(h.Scope(r), version)
	if call.Service != nil && call.Service.Version == version {
		call.Operation = call.Service.Operation(call.Target)
	}
	if call.Operation == nil {
		call.Caller, _ = h.Caller(r, call.ServiceName(), body) // who asks does not change the answer
		return invalidAction(call, version)
	}
	if call.Caller, err = h.caller(r, call, body); err != nil {
		return err
	}
	call.Input, err = f.document(call.Operation.Input)
	return err
}

// caller is who signed the request or, of an operation that nobody has to sign, anybody.
func (h *Handler) caller(r *http.Request, call *awsapi.Call, body []byte) (awsapi.Caller, error) {
	if call.Operation.Unsigned {
		return h.Anybody, nil
	}
	c, err := h.Caller(r, call.ServiceName(), body)
	return c, expired(err)
}

// service is the one that the scope names or, for a request whose scope names
// none of this protocol, the one that has the version.
func (h *Handler) service(scope, version string) *awsapi.Service {
	spoken := h.spoken()
	i := slices.IndexFunc(spoken, func(s *awsapi.Service) bool { return s.Name == scope })
	if i < 0 {
		i = slices.IndexFunc(spoken, func(s *awsapi.Service) bool { return s.Version == version })
	}
	if i < 0 {
		return nil
	}
	return spoken[i]
}

// spoken are the services that speak this protocol.
func (h *Handler) spoken() []*awsapi.Service {
	return slices.DeleteFunc(
		slices.Clone(h.Services), func(s *awsapi.Service) bool { return s.Namespace == "" },
	)
}

// answer writes status, headers and body in one piece, with the header names
// spelled as AWS spells them (RECORDED).
func answer(w http.ResponseWriter, call *awsapi.Call, status int, body []byte) {
	header := w.Header()
	header["x-amzn-RequestId"] = []string{call.ID}
	header["Content-Type"] = []string{"text/xml"}
	header["Content-Length"] = []string{strconv.Itoa(len(body))}
	w.WriteHeader(status)
	w.Write(body)
}
