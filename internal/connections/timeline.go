package connections

import (
	"slices"
	"time"

	"github.com/eventbridge-connections/emulator/internal/model/events"
	"github.com/eventbridge-connections/emulator/internal/transaction"
)

// A timeline is what becomes of a connection, decided when it is commanded: the
// state that the command answers with, then the ones that follow by themselves.
// No timer moves it; the state is read off with the clock.
type timeline []step

// step is a state from its time on.
type step struct {
	At     time.Time
	State  events.ConnectionState
	Reason string `json:",omitzero"`
}

// at is the last step that has begun.
func (t timeline) at(tx *transaction.Tx) *step {
	return &t[t.current(tx)]
}

// authorized is when the timeline last reached AUTHORIZED.
func (t timeline) authorized(tx *transaction.Tx) (at time.Time, ok bool) {
	for _, s := range t {
		if s.State == events.ConnectionStateAuthorized && !tx.Now().Before(s.At) {
			at, ok = s.At, true
		}
	}
	return at, ok
}

// current is the place of the last step that has begun.
func (t timeline) current(tx *transaction.Tx) int {
	current := 0
	for i, s := range t {
		if !tx.Now().Before(s.At) {
			current = i
		}
	}
	return current
}

// hastened is the timeline with the step that comes next beginning now, and
// the ones after it as much earlier. It returns false where no step is to come.
func (t timeline) hastened(tx *transaction.Tx) (timeline, bool) {
	next := t.current(tx) + 1
	if next == len(t) {
		return t, false
	}
	now := tx.Now()
	out, by := slices.Clone(t), t[next].At.Sub(now)
	for i := next; i < len(t); i++ {
		if !t[i].At.Equal(never) {
			out[i].At = t[i].At.Add(-by)
		}
	}
	out[next].At = now
	return out, true
}
