// Package secrets keeps the managed secrets that EventBridge makes for its
// connections, and answers the operations of Secrets Manager on them. They are
// the only secrets there are: a caller reads them and can change none.
package secrets

import (
	"github.com/eventbridge-connections/emulator/internal/page"
	"github.com/eventbridge-connections/emulator/internal/store"
)

// Service is the secretsmanager.Server.
type Service struct {
	Store  *store.Store
	Tokens *page.Sealer
}
