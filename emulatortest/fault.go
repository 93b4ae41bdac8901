package emulatortest

import "github.com/eventbridge-connections/emulator/internal/control"

// A Fault says which calls go wrong, and how: of the calls that match Service, Operation and
// Resource (globs with * and ?; empty is all), the first Times ones, or Times of them from the Nth
// on, are answered with Error, come after Delay, have the connection dropped (Drop) or the answer
// cut (Cut). With a Probability and a Seed, chance decides: in every run the same.
type Fault = control.Fault

// A Duration is the Delay of a Fault, such as Duration(2 * time.Second).
type Duration = control.Duration

// A FaultError is what a Fault answers: an AWS error with a Code, a Message and a Status, usually
// 400.
type FaultError = control.FaultError

// Fault lets calls go wrong from now on.
func (s *Server) Fault(faults ...Fault) {
	s.t.Helper()
	_, err := s.emulator.Faults().Add(faults...)
	s.must("add a fault", err)
}
