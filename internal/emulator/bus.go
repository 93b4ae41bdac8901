package emulator

import (
	"github.com/eventbridge-connections/emulator/internal/awsapi"
	"github.com/eventbridge-connections/emulator/internal/control"
	"github.com/eventbridge-connections/emulator/internal/transaction"
)

// A bus takes the events of every event bus.
type bus struct{ stream *control.Stream }

// Publish shows the event to those who listen, once it is committed.
func (b bus) Publish(tx *transaction.Tx, _ string, e awsapi.Event) error {
	tx.OnCommit(func() { b.stream.Publish(e) })
	return nil
}
