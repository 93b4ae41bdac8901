package unserved

import (
	"context"
	"fmt"
	"io"
	"log"
	"net/http"
	"net/http/httputil"

	"github.com/eventbridge-connections/emulator/internal/awsapi"
)

// pass sends the request to the upstream as it came, and its answer back as it is.
//
// Errors: awsapi.Error when there is no answer; nothing was written then.
func (h *Handler) pass(
	w http.ResponseWriter, r *http.Request, call *awsapi.Call, p *protocol,
) error {
	defer func() {
		if over := recover(); over != nil { // the answer broke off: so does ours
			call.Lost = "cut"
			panic(over)
		}
	}()
	var failed error
	proxy := &httputil.ReverseProxy{
		Transport:     h.Upstream,
		FlushInterval: -1, // at once
		ErrorLog:      log.New(io.Discard, "", 0),
		Rewrite: func(pr *httputil.ProxyRequest) {
			pr.Out.URL.RawQuery = pr.In.URL.RawQuery // also what cannot be read of it
		},
		ModifyResponse: func(answer *http.Response) error {
			call.Upstream = answer.StatusCode
			return nil
		},
		ErrorHandler: func(_ http.ResponseWriter, _ *http.Request, err error) { failed = err },
	}
	proxy.ServeHTTP(w, r)
	if failed == nil {
		return nil
	}
	return &awsapi.Error{Code: "ServiceUnavailable", Status: p.status, Message: fmt.Sprintf(
		"%s of %s is for the upstream, which does not answer: %v.",
		call.Target, call.Service.FullName, failed)}
}

// passing returns the handler of a call that the upstream answers.
func (h *Handler) passing(w http.ResponseWriter, r *http.Request, p *protocol) awsapi.Handler {
	return func(_ context.Context, call *awsapi.Call) (*awsapi.Output, error) {
		if call.Rejected != nil {
			return nil, call.Rejected
		}
		return nil, h.pass(w, r, call, p)
	}
}
