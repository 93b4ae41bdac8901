package emulatortest

import (
	"context"

	"github.com/eventbridge-connections/emulator/internal/control"
)

// A Fault says which calls go wrong, and how: of the calls that match Service, Operation and Resource (patterns with *
// and ?; empty is all), the first Times ones, or Times of them from the Nth on, are answered with Error, come after
// Delay, have the connection dropped (Drop) or the answer cut (Cut). With a Probability and a Seed, chance decides:
// in every run the same.
type Fault = control.Fault

// A FaultError is what a Fault answers: an AWS error with a Code, a Message and a Status, usually 400.
type FaultError = control.FaultError

// A Call is one call that was made, without its secrets.
type Call = control.Call

// A Filter says which calls are wanted. Service, Operation and Resource are patterns with * and ?, Outcome is ok, error,
// an error code or a status. What is empty wants all.
type Filter = control.Filter

// Fault lets calls go wrong from now on.
func (s *Server) Fault(faults ...Fault) {
	s.t.Helper()
	_, err := s.emulator.Faults().Add(faults...)
	s.must("add a fault", err)
}

// Calls are the calls that were made and that the filter wants, the newest last.
func (s *Server) Calls(f Filter) []Call { return s.emulator.History().Calls(f) }

// Reset makes the server as it was when it started: no data but the seed, no calls, no faults but the first ones, and
// the clock as it was.
func (s *Server) Reset() {
	s.t.Helper()
	s.must("reset", s.emulator.Reset(context.Background()))
}
