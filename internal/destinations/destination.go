package destinations

import (
	"time"

	"github.com/eventbridge-connections/emulator/internal/model/events"
	"github.com/eventbridge-connections/emulator/internal/transaction"
)

// destination is what is stored under an API destination's name: facts only.
// Its state follows from its connection.
type destination struct {
	Name          string
	ARN           string
	Description   string `json:",omitzero"`
	ConnectionARN string // empty when the connection was deleted while it could be used
	Endpoint      string
	Method        events.ApiDestinationHttpMethod
	Rate          int // invocations per second
	Created       time.Time
	Modified      time.Time // by a command; a change of state is one too
}

var table = transaction.Table[destination]{
	Name: "destinations", Shared: true, Check: transaction.CheckOwned(checkStoredDestination),
}

// byConnection names the destinations of a connection, in the order of their names.
var byConnection = transaction.Table[struct{}]{
	Name: "destinations-by-connection", Check: transaction.CheckOwned(checkStoredLink),
}

// under begins the keys of a connection's destinations. Names have no slash.
func under(connectionARN string) string { return connectionARN + "/" }

// get returns the named destination, or the error that AWS answers to the verb when there is none.
func get(tx *transaction.Tx, verb, name string) (*destination, error) {
	found, err := table.Get(tx, name)
	if err == nil && found == nil {
		err = errNotFound(verb, name)
	}
	return found, err
}

// put stores the destination, and that it is one of its connection's.
func (d *destination) put(tx *transaction.Tx) error {
	if d.ConnectionARN != "" {
		if err := byConnection.Put(tx, under(d.ConnectionARN)+d.Name, &struct{}{}); err != nil {
			return err
		}
	}
	return table.Put(tx, d.Name, d)
}

// unlink forgets that the destination is one of its connection's.
func (d *destination) unlink(tx *transaction.Tx) error {
	if d.ConnectionARN == "" {
		return nil
	}
	return byConnection.Delete(tx, under(d.ConnectionARN)+d.Name)
}

// condition is what follows from the connection.
type condition struct {
	state    events.ApiDestinationState
	modified time.Time
}

// condition is ACTIVE with a connection that can be used. The change from one
// state to the other is a modification (RECORDED).
//
// Differs from AWS: the state changes with that of the connection; AWS is 1 to 2 seconds behind
// (RECORDED).
func (d *destination) condition(tx *transaction.Tx, all Connections) (condition, error) {
	now := condition{events.ApiDestinationStateInactive, d.Modified}
	if d.ConnectionARN == "" {
		return now, nil
	}
	active, since, err := all.Activity(tx, d.ConnectionARN)
	if active {
		now.state = events.ApiDestinationStateActive
	}
	now.modified = later(d.Modified, since)
	return now, err
}

func later(a, b time.Time) time.Time {
	if b.After(a) {
		return b
	}
	return a
}
