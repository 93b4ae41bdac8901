package connections

import (
	"fmt"
	"maps"
	"math"
	"slices"
	"strings"
	"time"

	"github.com/eventbridge-connections/emulator/internal/model/events"
)

// Settle says how long a connection stays in each state that it leaves by
// itself. The zero value settles everything at once.
//
// Differs from AWS: unless told otherwise, a connection is DEAUTHORIZED or gone at once, where AWS
// takes one or two seconds (RECORDED).
type Settle struct {
	all time.Duration
	of  map[events.ConnectionState]time.Duration // where it differs from all
}

// manual is how long a state lasts that a connection leaves only when it is told to.
const manual time.Duration = math.MaxInt64

// never is when such a state ends, until it is told to.
var never = time.Date(9999, time.January, 1, 0, 0, 0, 0, time.UTC)

// activation is how long a private connection stays AUTHORIZED before it is
// ACTIVE, unless told otherwise.
//
// Differs from AWS: the documentation says that a private connection goes to
// ACTIVE, and the Terraform provider up to 5.100.0 fails when it sees that
// while it waits for a create or an update, which it polls at least every ten seconds.
const activation = time.Minute

// end is when a state is over that begins at the given time.
func (s Settle) end(begins time.Time, state events.ConnectionState) time.Time {
	d := s.lasts(state)
	if d == manual || begins.Equal(never) {
		return never
	}
	return begins.Add(d)
}

func (s Settle) lasts(state events.ConnectionState) time.Duration {
	if d, ok := s.of[state]; ok {
		return d
	}
	if state == events.ConnectionStateAuthorized && s.all != manual {
		return activation
	}
	return s.all
}

// settled is a transitional state that begins now, and what it settles at.
func (s Settle) settled(
	now time.Time, transitional, final events.ConnectionState, reason string,
) timeline {
	return timeline{
		{At: now, State: transitional}, {At: s.end(now, transitional), State: final, Reason: reason},
	}
}

// passing are the states that a connection leaves by itself.
var passing = []events.ConnectionState{
	events.ConnectionStateCreating,
	events.ConnectionStateUpdating,
	events.ConnectionStateAuthorizing,
	events.ConnectionStateDeauthorizing,
	events.ConnectionStateDeleting,
	events.ConnectionStateAuthorized, // of a private connection, which goes on to ACTIVE
}

// UnmarshalText reads how long states last: for all, such as 0s, 2s or manual,
// for some, such as authorizing=5s,deleting=manual, or both: 2s,authorizing=5s.
func (s *Settle) UnmarshalText(text []byte) error {
	var read Settle
	for part := range strings.SplitSeq(string(text), ",") {
		if err := read.set(strings.TrimSpace(part)); err != nil {
			return err
		}
	}
	*s = read
	return nil
}

func (s *Settle) set(part string) error {
	name, value, single := strings.Cut(part, "=")
	if !single {
		d, err := lasting(part)
		s.all = d
		return err
	}
	state := events.ConnectionState(strings.ToUpper(name))
	if !slices.Contains(passing, state) {
		return fmt.Errorf(
			"%q is no state that a connection leaves by itself: those are %s", name, passingNames(),
		)
	}
	d, err := lasting(value)
	if s.of == nil {
		s.of = map[events.ConnectionState]time.Duration{}
	}
	s.of[state] = d
	return err
}

func lasting(text string) (time.Duration, error) {
	if text == "manual" {
		return manual, nil
	}
	d, err := time.ParseDuration(text)
	if err != nil || d < 0 {
		return 0, fmt.Errorf("%q is no duration such as 0s or 2s, and not manual", text)
	}
	return d, nil
}

func passingNames() string {
	names := make([]string, len(passing))
	for i, state := range passing {
		names[i] = strings.ToLower(string(state))
	}
	return strings.Join(names, ", ")
}

// MarshalText writes what UnmarshalText reads.
func (s Settle) MarshalText() ([]byte, error) {
	parts := []string{written(s.all)}
	for _, state := range slices.Sorted(maps.Keys(s.of)) {
		parts = append(parts, strings.ToLower(string(state))+"="+written(s.of[state]))
	}
	return []byte(strings.Join(parts, ",")), nil
}

func written(d time.Duration) string {
	if d == manual {
		return "manual"
	}
	return d.String()
}
