// Package buses answers the operations on event buses and on who may put events on them.
package buses

import (
	"github.com/eventbridge-connections/emulator/internal/page"
	"github.com/eventbridge-connections/emulator/internal/store"
	"github.com/eventbridge-connections/emulator/internal/transaction"
)

// Service is the part of events.Server that is about event buses.
type Service struct {
	Store  *store.Store
	Rules  Rules
	Tokens *page.Sealer
	Quota  int // event buses of an account in a region beside the default one; 0 is no limit
}

// Rules is what event buses need to know of rules, in their own transactions.
type Rules interface {
	// AnyOn tells whether the transaction's caller has a rule on the event bus.
	AnyOn(tx *transaction.Tx, bus string) (bool, error)
}
