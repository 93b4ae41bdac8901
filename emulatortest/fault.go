package emulatortest

import (
	"time"

	"github.com/eventbridge-connections/emulator/internal/control"
)

// A Fault says which calls go wrong, and how. Of the calls that match Service, Operation and
// Resource, the first Times ones, or Times of them from the Nth on, are struck.
type Fault struct {
	ID          string      // given by the server when empty
	Service     string      // a glob: * stands for any text, ? for one character; empty is all
	Operation   string      // a glob; InvokeApiDestination and FetchToken are the calls that go out
	Resource    string      // a glob of the name or ARN that the request gives
	Nth         int         // the first call that is struck; 0 is 1
	Times       int         // how many calls are struck; 0 is all
	Probability float64     // from 0 to 1, of those that would be struck; needs a seed
	Seed        int64       // not 0: the same seed strikes the same calls in every run
	Error       *FaultError // is answered instead of running the call
	Delay       time.Duration
	Drop        bool // drops the connection without an answer, and does not run the call
	Cut         bool // runs the call and cuts the answer in the middle
}

// A FaultError is an AWS error.
type FaultError struct {
	Code    string
	Message string
	Status  int // of HTTP; 0 is 400
}

// A FaultStatus is a fault and how it fares.
type FaultStatus struct {
	Fault
	Matched int // calls that it could have struck
	Hits    int // calls that it struck
}

// Fault lets calls go wrong from now on.
func (s *Server) Fault(faults ...Fault) {
	s.t.Helper()
	var added []control.Fault
	for _, f := range faults {
		added = append(added, f.internal())
	}
	_, err := s.emulator.Faults().Add(added...)
	s.must("add a fault", err)
}

// Faults are the faults at work, in the order in which they were added.
func (s *Server) Faults() (all []FaultStatus) {
	for _, f := range s.emulator.Faults().All() {
		all = append(all, FaultStatus{newFault(f.Fault), f.Matched, f.Hits})
	}
	return all
}

// ClearFaults takes all faults away.
func (s *Server) ClearFaults() { s.emulator.Faults().Clear() }

func (f Fault) internal() control.Fault {
	return control.Fault{
		ID:          f.ID,
		Service:     f.Service,
		Operation:   f.Operation,
		Resource:    f.Resource,
		Nth:         f.Nth,
		Times:       f.Times,
		Probability: f.Probability,
		Seed:        f.Seed,
		Error:       (*control.FaultError)(f.Error),
		Delay:       control.Duration(f.Delay),
		Drop:        f.Drop,
		Cut:         f.Cut,
	}
}

func newFault(f control.Fault) Fault {
	return Fault{
		ID:          f.ID,
		Service:     f.Service,
		Operation:   f.Operation,
		Resource:    f.Resource,
		Nth:         f.Nth,
		Times:       f.Times,
		Probability: f.Probability,
		Seed:        f.Seed,
		Error:       (*FaultError)(f.Error),
		Delay:       time.Duration(f.Delay),
		Drop:        f.Drop,
		Cut:         f.Cut,
	}
}
