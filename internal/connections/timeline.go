package connections

import (
	"slices"
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
	Reason string `json:",omitzero"`
}

// at is the last step that has begun.
func (t timeline) at(now time.Time) *step {
	return &t[t.current(now)]
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

// current is the place of the last step that has begun.
func (t timeline) current(now time.Time) int {
	current := 0
	for i, s := range t {
		if !now.Before(s.At) {
			current = i
		}
	}
	return current
}

// hastened is the timeline with the step that comes next beginning now, and
// the ones after it as much earlier. It returns false where no step is to come.
func (t timeline) hastened(now time.Time) (timeline, bool) {
	next := t.current(now) + 1
	if next == len(t) {
		return t, false
	}
	out, by := slices.Clone(t), t[next].At.Sub(now)
	for i := next; i < len(t); i++ {
		if !t[i].At.Equal(never) {
			out[i].At = t[i].At.Add(-by)
		}
	}
	out[next].At = now
	return out, true
}
