package buses

import (
	"time"

	"github.com/eventbridge-connections/emulator/internal/awsapi"
	"github.com/eventbridge-connections/emulator/internal/model/events"
	"github.com/eventbridge-connections/emulator/internal/transaction"
)

// bus is what is stored under an event bus's name. The default bus is stored when there is
// something to say of it.
type bus struct {
	Name          string
	Description   string            `json:",omitzero"`
	KMSKey        string            `json:",omitzero"` // an ARN
	DeadLetterARN string            `json:",omitzero"`
	Log           *events.LogConfig `json:",omitzero"`
	Policy        []statement       `json:",omitzero"`
	Tags          map[string]string `json:",omitzero"`
	Created       time.Time         `json:",omitzero"` // zero for the default bus
	Modified      time.Time
}

var table = transaction.Table[bus]{
	Name: "event-buses", Shared: true, Check: transaction.CheckOwned(checkStoredBus),
}

// find returns the named event bus, or nil. The default one is always there.
func find(tx *transaction.Tx, name string) (*bus, error) {
	found, err := table.Get(tx, name)
	if err == nil && found == nil && name == events.DefaultBus {
		found = &bus{Name: name}
	}
	return found, err
}

// get returns the named event bus, or the error that AWS answers when there is none.
func get(tx *transaction.Tx, name string) (*bus, error) {
	found, err := find(tx, name)
	if err == nil && found == nil {
		err = errNotFound(name)
	}
	return found, err
}

// change changes the named event bus, which counts as a modification, and returns it.
func change(tx *transaction.Tx, name string, do func(*bus) error) (*bus, error) {
	b, err := get(tx, name)
	if err != nil {
		return nil, err
	}
	if err := do(b); err != nil {
		return nil, err
	}
	b.Modified = tx.Now()
	return b, table.Put(tx, name, b)
}

// MustExist returns AWS's error when the transaction's caller has no event bus of that name.
func (*Service) MustExist(tx *transaction.Tx, name string) error {
	_, err := get(tx, name)
	return err
}

func (b *bus) arn(owner awsapi.Caller) string {
	return owner.ARN("events", "event-bus/"+b.Name)
}

// deadLetters is nil where the bus has no queue for dead letters.
func (b *bus) deadLetters() *events.DeadLetterConfig {
	if b.DeadLetterARN == "" {
		return nil
	}
	return &events.DeadLetterConfig{Arn: awsapi.Present(b.DeadLetterARN)}
}
