package awsapi

import (
	"encoding/json"
	"time"
)

// An Event is one that is put on an event bus: by a service or by whoever calls PutEvents.
type Event struct {
	ID         string // of the form of a UUID
	DetailType string // such as Connection Authorized
	Source     string // such as aws.events
	Caller     Caller // whose account and region it comes from
	Time       time.Time
	Resources  []string        // ARNs
	Detail     json.RawMessage // an object, compact
}

// JSON is the event in EventBridge's envelope: compact, with its members in this order and the time
// in whole seconds (RECORDED).
func (e Event) JSON() []byte {
	out := AppendText([]byte(`{"version":"0","id":`), e.ID)
	out = AppendText(append(out, `,"detail-type":`...), e.DetailType)
	out = AppendText(append(out, `,"source":`...), e.Source)
	out = AppendText(append(out, `,"account":`...), e.Caller.Account)
	out = AppendText(append(out, `,"time":`...), e.Time.UTC().Format(time.RFC3339))
	out = AppendText(append(out, `,"region":`...), e.Caller.Region)
	out = append(out, `,"resources":[`...)
	for i, r := range e.Resources {
		out = AppendText(separated(out, i), r)
	}
	out = append(append(out, `],"detail":`...), e.Detail...)
	return append(out, '}')
}

// MarshalJSON writes the event in EventBridge's envelope.
func (e Event) MarshalJSON() ([]byte, error) { return e.JSON(), nil }
