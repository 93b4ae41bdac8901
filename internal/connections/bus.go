package connections

import (
	"context"
	"time"

	"github.com/eventbridge-connections/emulator/internal/awsapi"
	"github.com/eventbridge-connections/emulator/internal/model/events"
	"github.com/eventbridge-connections/emulator/internal/transaction"
)

// Bus takes the events that EventBridge says on the default event bus.
type Bus interface {
	// Announce tells of the events of a subject, an ARN, from the given time on. They take the place of those announced
	// before that have not come by then. It is called with every commit, in order, and must not wait.
	Announce(subject string, at time.Time, coming []awsapi.Event)
}

// detailTypes are DOCUMENTED; that a connection says one for every state that it enters is INFERRED from their names.
var detailTypes = map[events.ConnectionState]string{
	events.ConnectionStateCreating:           "Connection Creation Started",
	events.ConnectionStateUpdating:           "Connection Update Started",
	events.ConnectionStateDeleting:           "Connection Deletion Started",
	events.ConnectionStateActive:             "Connection Activated",
	events.ConnectionStateAuthorized:         "Connection Authorized",
	events.ConnectionStateAuthorizing:        "Connection Authorization Started",
	events.ConnectionStateDeauthorizing:      "Connection Deauthorization Started",
	events.ConnectionStateDeauthorized:       "Connection Deauthorized",
	events.ConnectionStateFailedConnectivity: "Connection Failed Connectivity",
}

// begin starts a timeline of the connection and foretells all of it.
func (s *Service) begin(tx *transaction.Tx, c *connection, t timeline) {
	c.begin(tx, t)
	s.foretell(tx, c, 0)
}

// foretell tells the bus, once it is committed, what the connection says from
// the given step of its timeline on.
func (s *Service) foretell(tx *transaction.Tx, c *connection, from int) {
	if s.Bus == nil {
		return
	}
	arn, at, coming := c.ARN, tx.Now(), c.says(tx.Caller, from)
	tx.OnCommit(func() { s.Bus.Announce(arn, at, coming) })
}

// says are the events of the timeline's steps from one on.
func (c *connection) says(caller awsapi.Caller, from int) []awsapi.Event {
	var said []awsapi.Event
	for _, s := range c.Timeline[from:] {
		if s.At.Equal(never) {
			break
		}
		detail := awsapi.Document{"ConnectionName": c.Name, "Timestamp": s.At.UTC().Format("2006-01-02 15:04:05 -0700 MST")} // DOCUMENTED
		if s.Reason != "" {
			detail["StateReason"] = s.Reason
		}
		said = append(said, awsapi.Event{
			DetailType: detailTypes[s.State],
			Source:     "aws.events",
			Caller:     caller,
			Time:       s.At,
			Resources:  []string{c.ARN},
			Detail:     detail,
		})
	}
	return said
}

// Coming are the events that are still to come of all connections, by ARN.
func (s *Service) Coming(ctx context.Context) (map[string][]awsapi.Event, error) {
	coming := map[string][]awsapi.Event{}
	return transaction.View(ctx, s.Store, func(tx *transaction.Tx) (map[string][]awsapi.Event, error) {
		for item, err := range table.All(tx) {
			if err != nil {
				return nil, err
			}
			c := item.Value
			if said := c.says(item.Tx.Caller, c.Timeline.current(tx)+1); said != nil {
				coming[c.ARN] = said
			}
		}
		return coming, nil
	})
}
