package emulatortest

import (
	"bytes"
	"context"
	"encoding/json"
	"time"

	"github.com/eventbridge-connections/emulator/internal/control"
)

// A Call is one call that was made, without its secrets.
type Call struct {
	Number      int64 // 1 for the first call since the start, 2 for the next
	RequestID   string
	Time        time.Time     // when it came, by the server's clock
	Duration    time.Duration // how long it took
	Account     string
	Region      string
	AccessKeyID string
	UserAgent   string
	Service     string          // such as events
	Operation   string          // empty when the call named none that is served
	Target      string          // the operation as the request spelled it
	Nearest     string          // what may have been meant where the target named nothing
	Resource    string          // the name or ARN that the request gave
	Outcome     string          // ok, error, upstream, dropped or cut
	Status      int             // of the HTTP answer; 0 when it was dropped
	Code        string          // of the error
	Message     string          // of the error
	Fault       string          // the id of the fault that struck it
	Shed        bool            // request and response were let go of to save memory
	Request     json.RawMessage // as JSON, whatever the protocol
	Response    json.RawMessage
}

// A Filter says which calls are wanted. What is empty wants all.
type Filter struct {
	Service   string // a glob: * stands for any text, ? for one character
	Operation string // a glob
	Resource  string // a glob
	// ok, error (dropped and cut ones too), dropped, cut, upstream, an error code or a status
	Outcome string
	Since   time.Time // calls from this time on, by the server's clock
	Until   time.Time // calls before this time
	After   int64     // calls with a larger number
	Before  int64     // calls with a smaller number; 0 is all
	// that stands in the operation, resource, error, request or response, in any case
	Text string
}

// Calls are the calls that were made and that the filter wants, the newest last.
func (s *Server) Calls(f Filter) []Call {
	return newCalls(s.emulator.History().Calls(control.Filter(f)))
}

// WaitCalls returns the calls that the filter wants as soon as there are n of them. It fails the
// test when that takes longer than 30 seconds.
func (s *Server) WaitCalls(n int, f Filter) []Call {
	s.t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	found, err := s.emulator.History().Wait(ctx, n, control.Filter(f))
	if err != nil {
		s.t.Fatalf("emulatortest: %d of %d calls came within %v", len(found), n, patience)
	}
	return newCalls(found)
}

// newCalls copies what the emulator answers, which is not the test's to change.
func newCalls(noted []control.Call) (calls []Call) {
	for _, c := range noted {
		calls = append(calls, Call{
			Number:      c.Number,
			RequestID:   c.RequestID,
			Time:        c.Time,
			Duration:    time.Duration(c.Duration),
			Account:     c.Account,
			Region:      c.Region,
			AccessKeyID: c.AccessKeyID,
			UserAgent:   c.UserAgent,
			Service:     c.Service,
			Operation:   c.Operation,
			Target:      c.Target,
			Nearest:     c.Nearest,
			Resource:    c.Resource,
			Outcome:     c.Outcome,
			Status:      c.Status,
			Code:        c.Code,
			Message:     c.Message,
			Fault:       c.Fault,
			Shed:        c.Shed,
			Request:     bytes.Clone(c.Request),
			Response:    bytes.Clone(c.Response),
		})
	}
	return calls
}
