package connections

import (
	"slices"
	"strings"
	"time"

	"github.com/eventbridge-connections/emulator/internal/model/events"
	"github.com/eventbridge-connections/emulator/internal/transaction"
)

// Dependents are told what becomes of a connection, in the transaction of the change.
type Dependents interface {
	// ConnectionDeleted is called before anything of the connection has changed.
	ConnectionDeleted(tx *transaction.Tx, arn string) error

	// ConnectionChanged says that the connection can be used, or cannot any more, since a time.
	ConnectionChanged(tx *transaction.Tx, arn string, usable bool, at time.Time) error
}

// tellChange tells them, if there are any, when a step of the timeline makes the connection usable,
// or ends that.
func (s *Service) tellChange(tx *transaction.Tx, c *connection, to step) error {
	before := c.Before.Active
	for _, step := range c.Timeline {
		if step == to {
			break
		}
		before = slices.Contains(usable, step.State)
	}
	now := slices.Contains(usable, to.State)
	if s.Dependents == nil || now == before {
		return nil
	}
	return s.Dependents.ConnectionChanged(tx, c.ARN, now, to.At)
}

// tellDependents tells them, if there are any, that the connection is about to be deleted.
func (s *Service) tellDependents(tx *transaction.Tx, c *connection) error {
	if s.Dependents == nil {
		return nil
	}
	return s.Dependents.ConnectionDeleted(tx, c.ARN)
}

// activity is whether a connection can be used, and since when that is so.
type activity struct {
	Active bool
	Since  time.Time
}

// Activity tells whether the connection with the ARN can be used, and since
// when that is so: its creation at the earliest, zero when there is no such
// connection. A name with another UUID is another connection.
func (s *Service) Activity(
	tx *transaction.Tx, arn string,
) (active bool, since time.Time, err error) {
	found, err := table.Get(tx, nameIn(arn))
	if err != nil || found == nil || found.ARN != arn {
		return false, time.Time{}, err
	}
	a := found.activity(tx)
	return a.Active, a.Since, nil
}

// activity goes on from what it was before the timeline began. An update that leaves a connection
// usable changes nothing.
func (c *connection) activity(tx *transaction.Tx) activity {
	a := c.Before
	if a.Since.IsZero() {
		a.Since = c.Created
	}
	for _, s := range c.Timeline {
		usable := s.State == events.ConnectionStateAuthorized || s.State == events.ConnectionStateActive
		if usable != a.Active && !tx.Now().Before(s.At) {
			a = activity{usable, s.At}
		}
	}
	return a
}

// nameIn cuts the connection's name out of an ARN: what stands between "connection/" and the UUID.
func nameIn(arn string) string {
	_, rest, _ := strings.Cut(arn, ":connection/")
	name, _, _ := strings.Cut(rest, "/")
	return name
}
