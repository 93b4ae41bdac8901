// Package rules answers the operations on rules and their targets, and tells which rules an event
// is for.
package rules

import (
	"log/slog"

	"github.com/eventbridge-connections/emulator/internal/awsapi"
	"github.com/eventbridge-connections/emulator/internal/due"
	"github.com/eventbridge-connections/emulator/internal/page"
	"github.com/eventbridge-connections/emulator/internal/store"
	"github.com/eventbridge-connections/emulator/internal/transaction"
)

// Service is the part of events.Server that is about rules and targets.
type Service struct {
	Store       *store.Store
	Buses       Buses
	Bus         Bus // takes what schedules say
	Due         *due.Queue
	Tokens      *page.Sealer
	Log         *slog.Logger
	Quota       int // rules of an event bus; 0 is no limit
	TargetQuota int // targets of a rule; 0 is no limit

	compiled patterns
}

// Buses is what rules need to know of event buses, in their own transactions.
type Buses interface {
	// MustExist returns AWS's error when the transaction's caller has no event bus of that name.
	MustExist(tx *transaction.Tx, name string) error
}

// Bus takes events.
type Bus interface {
	// Publish puts an event on the named event bus of the transaction's caller.
	Publish(tx *transaction.Tx, bus string, e awsapi.Event) error
}
