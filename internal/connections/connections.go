// Package connections answers the operations on EventBridge connections.
package connections

import (
	"log/slog"

	"github.com/eventbridge-connections/emulator/internal/due"
	"github.com/eventbridge-connections/emulator/internal/page"
	"github.com/eventbridge-connections/emulator/internal/store"
	"github.com/eventbridge-connections/emulator/internal/transaction"
)

// Service is the part of events.Server that is about connections.
type Service struct {
	Store      *store.Store
	Vault      Vault
	Keys       Keys       // nil when there are no keys
	Dependents Dependents // nil when nothing depends on connections
	Bus        Bus        // nil when nobody takes events
	Due        *due.Queue
	Authorizer Authorizer // nil when nobody can be asked
	Tokens     *page.Sealer
	Settle     Settle
	Quota      int  // connections of an account in a region; 0 is no limit
	StrictKeys bool // refuse a KMS key of the caller's that does not exist
	Log        *slog.Logger
}

var table = transaction.Table[connection]{
	Name: "connections", Shared: true, Redact: (*connection).redact, Check: transaction.CheckOwned(checkStoredConnection),
}
