package connections

import (
	"encoding/json"
	"time"

	"github.com/eventbridge-connections/emulator/internal/awsapi"
	"github.com/eventbridge-connections/emulator/internal/due"
	"github.com/eventbridge-connections/emulator/internal/model/events"
	"github.com/eventbridge-connections/emulator/internal/transaction"
)

// Bus takes the events that EventBridge says on the default event bus.
type Bus interface {
	// Publish puts an event on an event bus of the transaction's caller, in the transaction of what it
	// tells of.
	Publish(tx *transaction.Tx, bus string, e awsapi.Event) error
}

// detailTypes are DOCUMENTED; that a connection says one for every state that it enters is INFERRED
// from their names.
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

// A coming is a step of a timeline that is due.
type coming struct {
	Name  string // of the connection
	ARN   string
	State events.ConnectionState
}

// comings are the steps that are due.
func (s *Service) comings() due.Kind[coming] {
	return due.Kind[coming]{Queue: s.Due, Name: "connection-step"}
}

// Works are what is done for the rows of this room.
func (s *Service) Works() []due.Work { return []due.Work{s.comings().Does(s.come)} }

// begin starts a timeline of the connection.
func (s *Service) begin(tx *transaction.Tx, c *connection, t timeline) error {
	if err := s.withdraw(tx, c); err != nil {
		return err
	}
	c.begin(tx, t)
	return s.announce(tx, c, 0)
}

// announce publishes what the connection says from the given step of its timeline on: at once for a
// step that has come, and when it comes for the others.
func (s *Service) announce(tx *transaction.Tx, c *connection, from int) error {
	for _, step := range c.Timeline[from:] {
		if err := s.announceStep(tx, c, step); err != nil {
			return err
		}
	}
	return nil
}

func (s *Service) announceStep(tx *transaction.Tx, c *connection, step step) error {
	switch {
	case step.At.Equal(never):
		return nil
	case step.At.After(tx.Now()):
		return s.comings().Put(tx, step.At, c.subject(step), coming{c.Name, c.ARN, step.State})
	}
	return s.publish(tx, c, step)
}

// publish says what the connection says when it comes to a step, and has those that depend on it
// say what that means for them.
func (s *Service) publish(tx *transaction.Tx, c *connection, step step) error {
	if s.Bus == nil {
		return nil
	}
	if err := s.tellChange(tx, c, step); err != nil {
		return err
	}
	return s.Bus.Publish(tx, events.DefaultBus, c.says(tx.Caller, step))
}

// withdraw takes back what was to be said of the steps that have not come.
func (s *Service) withdraw(tx *transaction.Tx, c *connection) error {
	for _, step := range c.Timeline {
		if step.At.After(tx.Now()) && !step.At.Equal(never) {
			if err := s.comings().Delete(tx, step.At, c.subject(step)); err != nil {
				return err
			}
		}
	}
	return nil
}

// subject names a step of the connection among all that is due.
func (c *connection) subject(step step) string { return c.ARN + "/" + string(step.State) }

// come publishes what a connection says when a step of its timeline has come.
func (s *Service) come(tx *transaction.Tx, at time.Time, due coming) error {
	c, err := table.Get(tx, due.Name)
	if err != nil || c == nil || c.ARN != due.ARN {
		return err
	}
	for _, step := range c.Timeline {
		if step.At.Equal(at) && step.State == due.State {
			return s.publish(tx, c, step)
		}
	}
	return nil
}

// says is the event of a step.
func (c *connection) says(caller awsapi.Caller, step step) awsapi.Event {
	const timestamp = "2006-01-02 15:04:05 -0700 MST" // DOCUMENTED
	detail, _ := json.Marshal(struct {
		ConnectionName string
		StateReason    string `json:",omitempty"`
		Timestamp      string
	}{c.Name, step.Reason, step.At.UTC().Format(timestamp)}) // three strings are always JSON
	return awsapi.Event{
		ID:         awsapi.NewEventID(),
		DetailType: detailTypes[step.State],
		Source:     "aws.events",
		Caller:     caller,
		Time:       step.At,
		Resources:  []string{c.ARN},
		Detail:     detail,
	}
}
