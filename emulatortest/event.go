package emulatortest

import (
	"context"
	"encoding/json"
	"iter"
	"slices"
	"time"

	"github.com/eventbridge-connections/emulator/internal/awsapi"
)

// An Event is one that was put on an event bus, by PutEvents, by a schedule, or by EventBridge
// itself, which says what happens to connections and API destinations.
type Event struct {
	ID         string
	DetailType string // such as Connection Authorized
	Source     string // such as aws.events
	Account    string
	Region     string
	Time       time.Time
	Resources  []string // ARNs
	Detail     json.RawMessage
}

// Events yields the events from now on, of all accounts, as they come. It ends with ctx, and when
// 10,000 of them wait to be read.
func (s *Server) Events(ctx context.Context) iter.Seq[Event] {
	happened := s.emulator.Follow(ctx)
	return func(yield func(Event) bool) {
		for one := range happened {
			if e, ok := one.(awsapi.Event); ok && !yield(newEvent(e)) {
				return
			}
		}
	}
}

func newEvent(e awsapi.Event) Event {
	return Event{
		ID:         e.ID,
		DetailType: e.DetailType,
		Source:     e.Source,
		Account:    e.Caller.Account,
		Region:     e.Caller.Region,
		Time:       e.Time,
		Resources:  slices.Clone(e.Resources),
		Detail:     slices.Clone(e.Detail),
	}
}
