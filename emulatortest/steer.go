package emulatortest

import (
	"context"
	"encoding/json"
	"time"

	"github.com/eventbridge-connections/emulator/internal/connections"
)

// Now is the server's time.
func (s *Server) Now() time.Time { return s.emulator.Clock().Now() }

// Advance moves the server's time forward: what would have settled or expired by then has.
func (s *Server) Advance(d time.Duration) {
	s.t.Helper()
	s.must("advance", s.emulator.Advance(context.Background(), d))
}

// Settle ends the transitions of all connections, whatever time they would have taken, and returns
// how many there were.
func (s *Server) Settle() int {
	s.t.Helper()
	n, err := s.emulator.Hasten(context.Background(), func(_, _, _ string) bool { return true })
	s.must("settle", err)
	return n
}

// SetState sets the state that the connection has from now on, with its StateReason, or that it
// will have at once when it is created: AUTHORIZED, DEAUTHORIZED, ACTIVE or FAILED_CONNECTIVITY.
func (s *Server) SetState(connection, state, reason string) {
	s.t.Helper()
	s.script(connection, state, reason, connections.Now)
}

// SetOutcome sets what the authorization of the connection under way settles at, or else its next
// one: one of the states that SetState takes, with its StateReason.
func (s *Server) SetOutcome(connection, state, reason string) {
	s.t.Helper()
	s.script(connection, state, reason, connections.Settled)
}

func (s *Server) script(connection, state, reason string, when connections.When) {
	s.t.Helper()
	script := connections.NewScript(state, reason, when)
	s.must(
		"set the state of "+connection,
		s.emulator.Script(context.Background(), s.caller, connection, script),
	)
}

// Secret is what stands in the connection's managed secret, such as {"password": "…", "username":
// "…"}.
func (s *Server) Secret(connection string) map[string]any {
	s.t.Helper()
	secret, err := s.emulator.Secret(context.Background(), s.caller, connection)
	s.must("read the secret of "+connection, err)
	var members map[string]any
	s.must("read the secret of "+connection, json.Unmarshal([]byte(secret.Reveal()), &members))
	return members
}

// Reset makes the server as it was when it started: no data but the seed, no calls, no faults but
// the first ones, and the clock as it was.
func (s *Server) Reset() {
	s.t.Helper()
	s.must("reset", s.emulator.Reset(context.Background()))
}
