package emulatortest

import (
	"bytes"

	"github.com/eventbridge-connections/emulator/internal/control"
)

// A Call is one call that was made, without its secrets.
type Call = control.Call

// A Filter says which calls are wanted. Service, Operation and Resource are globs with * and ?,
// Outcome is ok, error (dropped and cut ones too), dropped, cut, upstream, an error code or a
// status. What is empty wants all.
type Filter = control.Filter

// Calls are the calls that were made and that the filter wants, the newest last.
func (s *Server) Calls(f Filter) []Call {
	calls := s.emulator.History().Calls(f)
	for i := range calls { // what the emulator answers is not the test's to change
		c := &calls[i]
		c.Request, c.Response = bytes.Clone(c.Request), bytes.Clone(c.Response)
	}
	return calls
}
