package connections

import (
	"time"

	"github.com/eventbridge-connections/emulator/internal/model/events"
	"github.com/eventbridge-connections/emulator/internal/transaction"
)

// connection is what is stored under a connection's name: facts only. Its state
// and its times follow from them and the clock. The secret is elsewhere.
type connection struct {
	Name              string
	ARN               string
	Description       string                             `json:",omitzero"`
	AuthorizationType events.ConnectionAuthorizationType `json:",omitzero"`
	KMSKeyIdentifier  string                             `json:",omitzero"`
	// what Describe may show of the parameters; nil when they were removed
	Public         *parameters  `json:",omitzero"`
	InvocationPath *privatePath `json:",omitzero"` // to a private API
	OAuthPath      *privatePath `json:",omitzero"` // to a private authorization endpoint
	SecretARN      string       `json:",omitzero"`
	// when a deauthorization removes the secret; zero is never
	SecretGone time.Time `json:",omitzero"`
	Created    time.Time
	Modified   time.Time
	Authorized time.Time `json:",omitzero"` // last time before the timeline began; zero is never
	Before     activity  // what it was when the timeline began
	Timeline   timeline
	Version    int `json:",omitzero"` // of the authorization parameters
}

// get returns the named connection, or the error that AWS answers to the verb when there is none.
func get(tx *transaction.Tx, verb, name string) (*connection, error) {
	found, err := table.Get(tx, name)
	if err == nil && found == nil {
		err = errNotFound(verb, name)
	}
	return found, err
}

func (c *connection) state(tx *transaction.Tx) events.ConnectionState {
	return c.Timeline.at(tx).State
}

// lastModified is the time of the last change: a settled state is one too (RECORDED for
// DEAUTHORIZED).
func (c *connection) lastModified(tx *transaction.Tx) time.Time {
	if settled := c.Timeline.at(tx).At; settled.After(c.Modified) {
		return settled
	}
	return c.Modified
}

// lastAuthorized is when the connection last became AUTHORIZED; the epoch when never (RECORDED).
func (c *connection) lastAuthorized(tx *transaction.Tx) time.Time {
	at := c.authorized(tx)
	if at.IsZero() {
		return time.Unix(0, 0).UTC()
	}
	return at
}

// authorized is the same, but zero when never. What is ACTIVE without having been AUTHORIZED,
// because somebody said so, was authorized when that made it usable (INFERRED).
func (c *connection) authorized(tx *transaction.Tx) time.Time {
	if at, ok := c.Timeline.authorized(tx); ok {
		return at
	}
	if a := c.activity(tx); a.Active && a.Since.After(c.Authorized) {
		return a.Since
	}
	return c.Authorized
}

// begin replaces the timeline, keeping what is known of the last authorization and activity.
func (c *connection) begin(tx *transaction.Tx, t timeline) {
	c.Authorized, c.Before, c.Timeline = c.authorized(tx), c.activity(tx), t
}
