// Package destinations answers the operations on API destinations.
package destinations

import (
	"time"

	"github.com/eventbridge-connections/emulator/internal/page"
	"github.com/eventbridge-connections/emulator/internal/store"
	"github.com/eventbridge-connections/emulator/internal/transaction"
)

// Service is the part of events.Server that is about API destinations.
type Service struct {
	Store       *store.Store
	Connections Connections
	Bus         Bus // nil when nobody takes events
	Tokens      *page.Sealer
	Quota       int // API destinations of an account in a region; 0 is no limit
}

// Connections is what API destinations need to know of connections, in their own transactions.
type Connections interface {
	// Activity tells whether the connection with the ARN can be used, and since
	// when that is so: its creation at the earliest, zero when there is no such connection.
	Activity(tx *transaction.Tx, arn string) (active bool, since time.Time, err error)
}
