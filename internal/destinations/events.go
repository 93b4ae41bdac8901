package destinations

import (
	"encoding/json"
	"strings"
	"time"

	"github.com/eventbridge-connections/emulator/internal/awsapi"
	"github.com/eventbridge-connections/emulator/internal/model/events"
	"github.com/eventbridge-connections/emulator/internal/transaction"
)

// Bus takes the events that EventBridge says on event buses.
type Bus interface {
	// Publish takes an event in the transaction of what it tells of.
	Publish(tx *transaction.Tx, bus string, e awsapi.Event) error
}

// ConnectionChanged has the destinations of a connection say that they are ACTIVE now, or INACTIVE
// (DOCUMENTED; that each says it when its connection changes is INFERRED).
func (s *Service) ConnectionChanged(
	tx *transaction.Tx, arn string, usable bool, at time.Time,
) error {
	if s.Bus == nil {
		return nil
	}
	for item, err := range byConnection.Scan(tx, under(arn), "") {
		if err != nil {
			return err
		}
		d, err := get(tx, "update", strings.TrimPrefix(item.Key, under(arn)))
		if err != nil {
			return err
		}
		if err := s.Bus.Publish(tx, events.DefaultBus, d.says(tx.Caller, usable, at)); err != nil {
			return err
		}
	}
	return nil
}

// says is the event of a destination whose state has changed.
func (d *destination) says(caller awsapi.Caller, active bool, at time.Time) awsapi.Event {
	detailType := "API Destination Deactivated"
	if active {
		detailType = "API Destination Activated"
	}
	const timestamp = "2006-01-02 15:04:05 -0700 MST" // DOCUMENTED
	detail, _ := json.Marshal(struct{ ApiDestinationName, Timestamp string }{
		d.Name, at.UTC().Format(timestamp),
	}) // two strings are always JSON
	return awsapi.Event{
		ID: awsapi.NewEventID(), DetailType: detailType, Source: "aws.events", Caller: caller, Time: at,
		Resources: []string{d.ARN}, Detail: detail,
	}
}
