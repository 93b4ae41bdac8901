package control

import (
	"encoding/json"
	"errors"
	"net/http"
	"strings"
	"time"

	"github.com/eventbridge-connections/emulator/internal/awsapi"
)

// A Call is one call that was made, without its secrets.
type Call struct {
	Number      int64     `json:"number"` // 1 for the first call since the start, 2 for the next
	RequestID   string    `json:"requestId"`
	Time        time.Time `json:"time"`     // when it came, by the emulator's clock
	Duration    Duration  `json:"duration"` // how long it took
	Account     string    `json:"account,omitempty"`
	Region      string    `json:"region,omitempty"`
	AccessKeyID string    `json:"accessKeyId,omitempty"`
	UserAgent   string    `json:"userAgent,omitempty"`
	Service     string    `json:"service,omitempty"` // such as events
	// empty when the call named none that is served
	Operation string `json:"operation,omitempty"`
	Target    string `json:"target,omitempty"` // the operation as the request spelled it
	// what may have been meant where the target named nothing
	Nearest  string `json:"nearest,omitempty"`
	Resource string `json:"resource,omitempty"` // the name or ARN that the request gave
	Outcome  string `json:"outcome"`            // ok, error, upstream, or dropped or cut
	// of the HTTP answer; absent when it was dropped
	Status  int    `json:"status,omitempty"`
	Code    string `json:"code,omitempty"`    // of the error
	Message string `json:"message,omitempty"` // of the error
	Fault   string `json:"fault,omitempty"`   // the id of the fault that struck it
	// request and response were let go of to save memory
	Shed     bool            `json:"shed,omitempty"`
	Request  json.RawMessage `json:"request,omitempty"`
	Response json.RawMessage `json:"response,omitempty"`
}

// What a fault can do to an answer: see [awsapi.Call].
const (
	dropped = "dropped"
	cut     = "cut"
)

// newCall notes who asked for what.
func newCall(c *awsapi.Call) *Call {
	noted := &Call{
		RequestID:   c.ID,
		Account:     strings.Clone(c.Caller.Account), // not the whole header that it is a part of
		Region:      strings.Clone(c.Caller.Region),
		AccessKeyID: strings.Clone(c.Caller.AccessKeyID),
		UserAgent:   bounded(c.UserAgent),
		Service:     c.ServiceName(),
		Target:      bounded(c.Target),
		Fault:       c.Fault,
	}
	if c.Operation != nil {
		noted.Operation = c.Operation.Name
		noted.Resource = bounded(c.Resource())
	}
	return noted
}

// end notes what came of it.
func (c *Call) end(call *awsapi.Call, err error) {
	c.Outcome, c.Status = "ok", http.StatusOK
	if call.Upstream != 0 {
		c.Outcome, c.Status = "upstream", call.Upstream
	}
	if err != nil {
		c.fail(err)
	}
	if call.Lost != "" {
		c.Outcome = call.Lost
	}
	if call.Lost == dropped {
		c.Status = 0
	}
}

func (c *Call) fail(err error) {
	c.Outcome, c.Status = "error", http.StatusInternalServerError
	if e, ok := errors.AsType[*awsapi.Error](err); ok {
		c.Status, c.Code, c.Message = e.HTTPStatus(), e.Code, bounded(e.Message)
	}
}

// longest is the length of the longest text, in bytes, that a call keeps of what a client sent.
const longest = 4096

func bounded(text string) string {
	if len(text) <= longest {
		return text
	}
	return strings.ToValidUTF8(strings.Clone(text[:longest]), "") + "…"
}
