package awsapi

import (
	"encoding/json"
	"time"
)

// An Event is what a service says on its account's default event bus.
type Event struct {
	ID         string // a UUID
	DetailType string // such as Connection Authorized
	Source     string // such as aws.events
	Caller     Caller // whose account and region it is about
	Time       time.Time
	Resources  []string // ARNs
	Detail     Document
}

// MarshalJSON writes the event in EventBridge's envelope.
func (e Event) MarshalJSON() ([]byte, error) {
	return json.Marshal(struct {
		Version    string    `json:"version"`
		ID         string    `json:"id"`
		DetailType string    `json:"detail-type"`
		Source     string    `json:"source"`
		Account    string    `json:"account"`
		Time       time.Time `json:"time"`
		Region     string    `json:"region"`
		Resources  []string  `json:"resources"`
		Detail     Document  `json:"detail"`
	}{"0", e.ID, e.DetailType, e.Source, e.Caller.Account, e.Time.UTC().Truncate(time.Second), e.Caller.Region, e.Resources, e.Detail})
}
