package awsapi

import (
	"encoding/json"
	"time"
)

// An Event is what EventBridge carries on an event bus.
type Event struct {
	ID         string // a UUID
	DetailType string // such as Connection Authorized
	Source     string // such as aws.events
	Caller     Caller // whose account and region it is of
	Time       time.Time
	Resources  []string        // mostly ARNs
	Detail     json.RawMessage // an object, compact, its members in the order of the sender
}

// JSON is the event in EventBridge's envelope: compact, its members in this order, its time in whole
// seconds (RECORDED).
func (e Event) JSON() []byte {
	out := append([]byte(`{"version":"0","id":`), AppendText(nil, e.ID)...)
	out = AppendText(append(out, `,"detail-type":`...), e.DetailType)
	out = AppendText(append(out, `,"source":`...), e.Source)
	out = AppendText(append(out, `,"account":`...), e.Caller.Account)
	out = AppendText(append(out, `,"time":`...), e.Time.UTC().Format("2006-01-02T15:04:05Z"))
	out = AppendText(append(out, `,"region":`...), e.Caller.Region)
	out = append(out, `,"resources":[`...)
	for i, r := range e.Resources {
		out = AppendText(separated(out, i), r)
	}
	out = append(out, `],"detail":`...)
	return append(append(out, e.Detail...), '}')
}

// MarshalJSON writes what JSON does.
func (e Event) MarshalJSON() ([]byte, error) { return e.JSON(), nil }
