package connections

import (
	"context"
	"slices"
	"time"

	"github.com/eventbridge-connections/emulator/internal/awsapi"
	"github.com/eventbridge-connections/emulator/internal/model/events"
	"github.com/eventbridge-connections/emulator/internal/transaction"
)

// A Script is what becomes of a connection because somebody said so.
type Script struct {
	State  events.ConnectionState `json:"state"` // one of Scriptable
	Reason string                 `json:"reason,omitempty"`
	When   When                   `json:"when,omitempty"`
}

// NewScript makes a script of what somebody wrote.
func NewScript(state, reason string, when When) Script {
	return Script{events.ConnectionState(state), reason, when}
}

// When is the time of a script.
type When string

// The times of a script. Empty is Settled.
const (
	Now     When = "now"     // at once, without a transition
	Settled When = "settled" // when the authorization under way ends, or the next one
)

// Scriptable are the states that can be scripted.
var Scriptable = []events.ConnectionState{
	events.ConnectionStateAuthorized,
	events.ConnectionStateDeauthorized,
	events.ConnectionStateActive,
	events.ConnectionStateFailedConnectivity,
}

// check refuses a script that is none, or that is for a name that no connection can have.
func (s Script) check(name string) error {
	if !slices.Contains([]When{"", Now, Settled}, s.When) {
		return errWhen(s.When)
	}
	if !slices.Contains(Scriptable, s.State) {
		return errScript(s.State)
	}
	out := events.DescribeConnectionResponse{Name: &name, StateReason: &s.Reason}
	if err := out.Check(); err != nil {
		return awsapi.Validation(err.Error())
	}
	return nil
}

// scripts are those that wait for the next authorization of a name.
var scripts = transaction.Table[Script]{
	Name: "scripts", Check: transaction.CheckOwned(checkStoredScript),
}

// Script says what becomes of the caller's connection of that name. With Now, a
// connection that exists has the state at once. Without, it is what the
// authorization under way settles at. Where there is none, or no connection,
// it waits for the next one: a create, or an update with new parameters. A
// later script of the same name takes the place of one that waits.
//
// Errors: ValidationException for a script that is none, and ConcurrentModificationException for
// Now while the connection is DEAUTHORIZING or DELETING, when it has given up what it would be
// authorized with. The words are the emulator's.
func (s *Service) Script(ctx context.Context, name string, o Script) error {
	if err := o.check(name); err != nil {
		return err
	}
	_, err := transaction.Update(ctx, s.Store, func(tx *transaction.Tx) (*connection, error) {
		c, err := table.Get(tx, name)
		if err != nil {
			return nil, err
		}
		if c == nil || o.When != Now && !c.authorizing(tx) {
			return nil, scripts.Put(tx, name, &o)
		}
		if ending(c.state(tx)) {
			return nil, errEnding(name, c.state(tx))
		}
		if err := s.withdraw(tx, c); err != nil {
			return nil, err
		}
		c.begin(tx, c.Timeline.scripted(c.Timeline.current(tx), tx.Now(), o))
		if err := s.announce(tx, c, len(c.Timeline)-1); err != nil { // the outcome is the last step
			return nil, err
		}
		return c, table.Put(tx, name, c)
	})
	return err
}

// A Scripted is a script that waits.
type Scripted struct {
	Account string `json:"account"`
	Region  string `json:"region"`
	Name    string `json:"name"` // of the connection
	Script
}

// Scripts are those that wait, of all callers, ordered by account, region and name.
func (s *Service) Scripts(ctx context.Context) ([]Scripted, error) {
	return transaction.List(ctx, s.Store, scripts, func(
		o transaction.Owned[Script],
	) (Scripted, error) {
		return Scripted{o.Tx.Caller.Account, o.Tx.Caller.Region, o.Key, *o.Value}, nil
	})
}

// Withdraw takes back the script that waits for the caller's connection of that name.
//
// Errors: ResourceNotFoundException where none waits, in the emulator's words.
func (s *Service) Withdraw(ctx context.Context, name string) error {
	_, err := transaction.Update(ctx, s.Store, func(tx *transaction.Tx) (*Script, error) {
		waiting, err := scripts.Get(tx, name)
		if err == nil && waiting == nil {
			err = errNoScript(name)
		}
		if err != nil {
			return nil, err
		}
		return waiting, scripts.Delete(tx, name)
	})
	return err
}

// authorizing tells whether the connection's authorization has yet to settle.
func (c *connection) authorizing(tx *transaction.Tx) bool {
	return c.Timeline.current(tx)+1 < len(c.Timeline) && !ending(c.state(tx))
}

// ending are the states of a connection that gives up its authorization.
func ending(s events.ConnectionState) bool {
	return slices.Contains(
		[]events.ConnectionState{events.ConnectionStateDeauthorizing, events.ConnectionStateDeleting}, s,
	)
}

// scripted is the timeline with an outcome instead of all that comes after its step of that place,
// or instead of that step.
func (t timeline) scripted(current int, now time.Time, o Script) timeline {
	if o.When == Now || current+1 == len(t) {
		return timeline{{At: now, State: o.State, Reason: o.Reason}}
	}
	return append(
		slices.Clone(t[:current+1]), step{At: t[current+1].At, State: o.State, Reason: o.Reason},
	)
}
