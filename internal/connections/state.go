package connections

import (
	"fmt"
	"time"

	"github.com/eventbridge-connections/emulator/internal/model/events"
)

// A timeline is what becomes of a connection, decided when it is commanded: the
// state that the command answers with, then the ones that follow by themselves.
// No timer moves it; the state is read off with the clock.
type timeline []step

// step is a state from its time on.
type step struct {
	At     time.Time
	State  events.ConnectionState
	Reason string `json:",omitempty"`
}

// at is the last step that has begun.
func (t timeline) at(now time.Time) step {
	current := t[0]
	for _, s := range t[1:] {
		if !now.Before(s.At) {
			current = s
		}
	}
	return current
}

// authorized is when the timeline last reached AUTHORIZED.
func (t timeline) authorized(now time.Time) (at time.Time, ok bool) {
	for _, s := range t {
		if s.State == events.ConnectionStateAuthorized && !now.Before(s.At) {
			at, ok = s.At, true
		}
	}
	return at, ok
}

// Settle says how long a connection stays in a transitional state.
type Settle time.Duration

// activation is how long a private connection stays AUTHORIZED before it is
// ACTIVE.
//
// Differs from AWS: the documentation says that a private connection goes to
// ACTIVE, and the Terraform provider up to 5.100.0 fails when it sees that
// while it waits for a create or an update, which it polls at least every ten seconds.
const activation = time.Minute

// settled is a transitional state and what it settles at.
func (s Settle) settled(now time.Time, transitional, final events.ConnectionState, reason string) timeline {
	return timeline{{At: now, State: transitional}, {At: s.end(now), State: final, Reason: reason}}
}

// end is when a transition that begins now is over.
func (s Settle) end(now time.Time) time.Time { return now.Add(time.Duration(s)) }

// authorization is the timeline of new authorization parameters. BASIC and
// API_KEY are AUTHORIZED at once, OAuth is AUTHORIZING first (RECORDED). What a
// private connection shows while its path is made is INFERRED from the names of the states.
func (s Settle) authorization(now time.Time, c *connection, making events.ConnectionState) timeline {
	private, oauth := c.InvocationPath != nil, c.AuthorizationType == events.ConnectionAuthorizationTypeOauthClientCredentials
	var t timeline
	switch {
	case oauth:
		t = s.settled(now, events.ConnectionStateAuthorizing, events.ConnectionStateAuthorized, "")
	case private:
		t = s.settled(now, making, events.ConnectionStateAuthorized, "")
	default:
		t = timeline{{At: now, State: events.ConnectionStateAuthorized}}
	}
	if private {
		t = append(t, step{At: s.end(now).Add(activation), State: events.ConnectionStateActive})
	}
	return t
}

// command is something that a caller asks of a connection that exists.
type command string

const (
	commandUpdate      command = "update"
	commandDeauthorize command = "deauthorize"
	commandDelete      command = "delete"
)

// refused is the one table of what a state does not allow: the command answers
// ConcurrentModificationException. An update while DEAUTHORIZING is RECORDED,
// as are a second deauthorization and a delete in a settled state, which are
// allowed; the rest is UNKNOWN.
var refused = map[events.ConnectionState][]command{
	events.ConnectionStateDeauthorizing: {commandUpdate, commandDelete},
	events.ConnectionStateDeleting:      {commandUpdate, commandDeauthorize},
}

// UnmarshalText reads a duration such as 0s or 2s.
func (s *Settle) UnmarshalText(text []byte) error {
	d, err := time.ParseDuration(string(text))
	if err != nil || d < 0 {
		return fmt.Errorf("%q is no duration such as 0s or 2s", text)
	}
	*s = Settle(d)
	return nil
}

// MarshalText writes what UnmarshalText reads.
func (s Settle) MarshalText() ([]byte, error) { return []byte(time.Duration(s).String()), nil }
