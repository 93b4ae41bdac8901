package connections

import (
	"slices"
	"time"

	"github.com/eventbridge-connections/emulator/internal/model/events"
	"github.com/eventbridge-connections/emulator/internal/transaction"
)

// command is something that a caller asks of a connection that exists.
type command string

const (
	commandUpdate      command = "update"
	commandDeauthorize command = "deauthorize"
	commandDelete      command = "delete"
)

// refused is the one table of what a state does not allow: the command answers
// ConcurrentModificationException. An update while DEAUTHORIZING is RECORDED,
// as are a second deauthorization and a delete in a settled state, which are
// allowed; the rest is UNKNOWN.
var refused = map[events.ConnectionState][]command{
	events.ConnectionStateDeauthorizing: {commandUpdate, commandDelete},
	events.ConnectionStateDeleting:      {commandUpdate, commandDeauthorize},
}

// command returns the named connection if its state allows the command.
func (s *Service) command(tx *transaction.Tx, cmd command, name string) (*connection, error) {
	c, err := get(tx, string(cmd), name)
	if err == nil && slices.Contains(refused[c.state(tx)], cmd) {
		err = errConcurrent(cmd, name)
	}
	return c, err
}

// answer is what every command but a creation answers: the state it leads to,
// and the time of the last change that it admits.
func (c *connection) answer(
	tx *transaction.Tx, state events.ConnectionState, modified time.Time,
) *events.UpdateConnectionResponse {
	return &events.UpdateConnectionResponse{
		ConnectionArn:      &c.ARN,
		ConnectionState:    &state,
		CreationTime:       events.Seconds(c.Created),
		LastModifiedTime:   events.Seconds(modified),
		LastAuthorizedTime: events.Seconds(c.lastAuthorized(tx)),
	}
}
