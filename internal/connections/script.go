package connections

import (
	"context"
	"slices"
	"time"

	"github.com/eventbridge-connections/emulator/internal/model/events"
	"github.com/eventbridge-connections/emulator/internal/transaction"
)

// An Outcome is what becomes of a connection because somebody said so.
type Outcome struct {
	State  events.ConnectionState // one of Outcomes
	Reason string                 `json:",omitzero"` // the StateReason
	Now    bool                   `json:",omitzero"` // at once, without a transition
}

// Outcomes are the states that can be scripted.
var Outcomes = []events.ConnectionState{
	events.ConnectionStateAuthorized,
	events.ConnectionStateDeauthorized,
	events.ConnectionStateActive,
	events.ConnectionStateFailedConnectivity,
}

// scripts are the outcomes that wait for the next authorization of a name.
var scripts = transaction.Table[Outcome]{Name: "scripts", Check: transaction.CheckOwned(checkStoredScript)}

// Script says what becomes of the caller's connection of that name. With Now, a
// connection that exists has the state at once. Without, it is what the
// authorization under way settles at. Where there is none, or no connection,
// it waits for the next one: a create, or an update with new parameters. A
// later script of the same name takes the place of one that waits.
//
// Errors: ConcurrentModificationException for Now while the connection is
// DEAUTHORIZING or DELETING, when it has given up what it would be authorized with.
func (s *Service) Script(ctx context.Context, name string, o Outcome) error {
	_, err := transaction.Update(ctx, s.Store, func(tx *transaction.Tx) (*connection, error) {
		c, err := table.Get(tx, name)
		if err != nil {
			return nil, err
		}
		if c == nil || !o.Now && !c.authorizing(tx) {
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

// authorizing tells whether the connection's authorization has yet to settle.
func (c *connection) authorizing(tx *transaction.Tx) bool {
	return c.Timeline.current(tx)+1 < len(c.Timeline) && !ending(c.state(tx))
}

// ending are the states of a connection that gives up its authorization.
func ending(s events.ConnectionState) bool {
	return slices.Contains([]events.ConnectionState{events.ConnectionStateDeauthorizing, events.ConnectionStateDeleting}, s)
}

// scripted is the timeline with an outcome instead of all that comes after its step of that place,
// or instead of that step.
func (t timeline) scripted(current int, now time.Time, o Outcome) timeline {
	if o.Now || current+1 == len(t) {
		return timeline{{At: now, State: o.State, Reason: o.Reason}}
	}
	return append(slices.Clone(t[:current+1]), step{At: t[current+1].At, State: o.State, Reason: o.Reason})
}
