// Package secrets keeps secrets and answers the operations of Secrets Manager on them: those that
// EventBridge makes for its connections, which a caller reads and cannot change, and the caller's
// own.
package secrets

import (
	"github.com/eventbridge-connections/emulator/internal/page"
	"github.com/eventbridge-connections/emulator/internal/store"
	"github.com/eventbridge-connections/emulator/internal/transaction"
)

// Service is the server of the model.
type Service struct {
	Store  *store.Store
	Tokens *page.Sealer
	Owner  Owner // nil when nobody is to be told
}

// Owner is the service that manages secrets, as far as it has to know what becomes of them.
type Owner interface {
	// SecretDeleted tells, in the transaction that marks it, that a caller has scheduled a managed
	// secret for deletion.
	SecretDeleted(tx *transaction.Tx, arn string) error
}
