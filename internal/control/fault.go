package control

import (
	"bytes"
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"net/url"
	"slices"
	"strings"

	"github.com/eventbridge-connections/emulator/internal/awsapi"
)

// A Fault says which calls go wrong, and how. Service, Operation and Resource
// are globs, in which * stands for any text and ? for one character; empty
// they match every call.
//
// Of the calls that match, it strikes the first Times ones or, with Nth, Times
// of them (one, if Times is 0) from the Nth on. Without both it strikes all.
type Fault struct {
	ID        string `json:"id,omitempty"` // given by the emulator when empty
	Service   string `json:"service,omitempty"`
	Operation string `json:"operation,omitempty"`
	Resource  string `json:"resource,omitempty"` // the name or ARN that the request gives
	Nth       int    `json:"nth,omitempty"`
	Times     int    `json:"times,omitempty"`
	// from 0 to 1, of those that would be struck; needs a seed
	Probability float64     `json:"probability,omitempty"`
	Seed        int64       `json:"seed,omitempty"`  // not 0: the same seed strikes the same calls
	Error       *FaultError `json:"error,omitempty"` // is answered instead of running the call
	Delay       Duration    `json:"delay,omitzero"`  // comes first
	// drops the connection without an answer, and does not run the call
	Drop bool `json:"drop,omitempty"`
	Cut  bool `json:"cut,omitempty"` // runs the call and cuts the answer in the middle
}

// A FaultError is an AWS error.
type FaultError struct {
	Code    string `json:"code"`
	Message string `json:"message,omitempty"`
	Status  int    `json:"status,omitempty"` // 400
}

const faultMembers = "id, service, operation, resource, nth, times, probability, seed, " +
	"error (with code, message, status), delay, drop, cut"

// parseFault reads one fault, and refuses members that a fault does not have.
func parseFault(data []byte) (f Fault, err error) {
	if err := Decode(data, &f); err != nil {
		return f, fmt.Errorf("%w; the members are %s", err, faultMembers)
	}
	return f, nil
}

// ParseFaults reads one fault or a list of them.
func ParseFaults(data []byte) ([]Fault, error) {
	if !bytes.HasPrefix(bytes.TrimSpace(data), []byte("[")) {
		one, err := parseFault(data)
		return []Fault{one}, err
	}
	var entries []json.RawMessage
	if err := Decode(data, &entries); err != nil {
		return nil, err
	}
	faults := make([]Fault, len(entries))
	for i, entry := range entries {
		var err error
		if faults[i], err = parseFault(entry); err != nil {
			return nil, fmt.Errorf("fault %d of the list: %w", i+1, err)
		}
	}
	return faults, nil
}

// check says what is wrong with the fault.
func (f Fault) check(services []*awsapi.Service) error {
	return cmp.Or(
		f.checkID(), f.checkEffect(), f.checkCount(), f.filter().check(), f.checkTarget(services),
	)
}

// filter is what the calls are like that the fault strikes.
func (f Fault) filter() Filter {
	return Filter{Service: f.Service, Operation: f.Operation, Resource: f.Resource}
}

// checkID refuses an id by which the fault could not be removed.
func (f Fault) checkID() error {
	if url.PathEscape(f.ID) != f.ID || f.ID == "." || f.ID == ".." {
		return fmt.Errorf("id: %q cannot stand in a path: take letters, digits, - and _", f.ID)
	}
	return nil
}

func (f Fault) checkEffect() error {
	effects := 0
	for _, has := range []bool{f.Error != nil, f.Drop, f.Cut} {
		if has {
			effects++
		}
	}
	switch {
	case effects == 0 && f.Delay == 0:
		return errors.New("the fault does nothing: give it an error, a delay, drop or cut")
	case effects > 1:
		return errors.New("the fault does too much: give it one of error, drop and cut")
	case f.Delay < 0:
		return errors.New("delay: must not be negative")
	case f.Error != nil && f.Error.Code == "":
		return errors.New("error: give it a code such as ThrottlingException")
	case f.Error != nil && f.Error.Status != 0 && (f.Error.Status < 400 || f.Error.Status > 599):
		return fmt.Errorf(
			"error: status %d is none of an error: give one from 400 to 599", f.Error.Status,
		)
	}
	return nil
}

func (f Fault) checkCount() error {
	switch {
	case f.Nth < 0 || f.Times < 0:
		return errors.New("nth and times: must not be negative")
	case f.Probability < 0 || f.Probability > 1:
		return errors.New("probability: must be from 0 to 1")
	case f.Probability > 0 && f.Seed == 0:
		return errors.New(
			"probability: give a seed too, such as 1, so that the same calls fail each time",
		)
	case f.Probability == 0 && f.Seed != 0:
		return errors.New("seed: give a probability too")
	}
	return nil
}

// checkTarget refuses a fault that no call can ever hit.
func (f Fault) checkTarget(services []*awsapi.Service) error {
	service, operation := newGlob(f.Service), newGlob(f.Operation)
	var names []string
	for _, s := range services {
		if !service.match(s.Name) {
			continue
		}
		all := s.Served()
		if s.Name == "events" {
			all = slices.Concat(all, Outgoing)
		}
		if slices.ContainsFunc(all, operation.match) {
			return nil
		}
		names = append(names, all...)
	}
	if names == nil {
		return fmt.Errorf("no call can hit the fault: there is no service %s, the services are %s",
			f.Service, serviceNames(services))
	}
	return fmt.Errorf("no call can hit the fault: there is no operation %s, the operations are %s",
		f.Operation, strings.Join(names, ", "))
}

func serviceNames(services []*awsapi.Service) string {
	names := make([]string, len(services))
	for i, s := range services {
		names[i] = s.Name
	}
	return strings.Join(names, ", ")
}
