// Package connections answers the operations on EventBridge connections.
package connections

import (
	"time"

	"github.com/eventbridge-connections/emulator/internal/awsapi"
	"github.com/eventbridge-connections/emulator/internal/page"
	"github.com/eventbridge-connections/emulator/internal/store"
)

// Service is the part of events.Server that is about connections.
type Service struct {
	Store      *store.Store
	Vault      Vault
	Keys       Keys       // nil when there are no keys
	Dependents Dependents // nil when nothing depends on connections
	Bus        Bus        // nil when nobody takes events
	Tokens     *page.Sealer
	Settle     Settle
	Quota      int // connections of an account in a region; 0 is no limit
}

// Vault keeps the managed secret of a connection, in the connection's own
// transaction. Secrets are named by their ARN.
type Vault interface {
	Create(tx *store.Tx, c awsapi.Caller, connection, kmsKeyID string, value awsapi.Secret) (arn string, err error)
	Put(tx *store.Tx, c awsapi.Caller, arn string, value awsapi.Secret) error
	SetKey(tx *store.Tx, c awsapi.Caller, arn, kmsKeyID string) error
	Value(tx *store.Tx, c awsapi.Caller, arn string) (awsapi.Secret, error)
	Delete(tx *store.Tx, c awsapi.Caller, arn string, gone time.Time) error
}

var table = store.Table[connection]{Name: "connections", Shared: true}
