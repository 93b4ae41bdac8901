package emulator

import (
	"github.com/eventbridge-connections/emulator/internal/awsapi"
	"github.com/eventbridge-connections/emulator/internal/control"
	"github.com/eventbridge-connections/emulator/internal/delivery"
	"github.com/eventbridge-connections/emulator/internal/transaction"
)

// A bus takes the events of every event bus.
type bus struct {
	stream   *control.Stream
	delivery *delivery.Service
}

// Publish has the event delivered, and shows it to those who listen once it is committed.
func (b bus) Publish(tx *transaction.Tx, name string, e awsapi.Event) error {
	tx.OnCommit(func() { b.stream.Publish("event", e) })
	return b.delivery.Publish(tx, name, e)
}
