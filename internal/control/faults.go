package control

import (
	"context"
	"encoding/json"
	"fmt"
	"log/slog"
	"net/http"
	"slices"
	"strconv"
	"sync"
	"sync/atomic"

	"github.com/eventbridge-connections/emulator/internal/awsapi"
)

// Faults are what goes wrong on purpose. A call is struck by one fault at most:
// the first, in the order in which they were added, whose turn it is; those
// after it do not count the call.
type Faults struct {
	life     context.Context
	services []*awsapi.Service
	first    []Fault // those that the emulator started with

	some atomic.Bool // there are faults: a call looks no further when there are none
	cuts atomic.Bool // some of them cut answers

	mu    sync.Mutex
	given int // of ids
	list  []*fault
}

// A FaultStatus is a fault and how it fares.
type FaultStatus struct {
	Fault
	Matched int    `json:"matched"` // calls that it could have struck
	Hits    int    `json:"hits"`    // calls that it struck
	Note    string `json:"note,omitempty"`
}

// note says of a fault that struck nothing that it did not.
func (s FaultStatus) note() string {
	switch {
	case s.Matched == 0:
		return "no call has matched this fault"
	case s.Hits == 0:
		return "calls have matched this fault, and it has struck none"
	}
	return ""
}

// fault is a fault at work.
type fault struct {
	FaultStatus
	filter filter
	seen   map[uint64]uint32 // how often each call was seen, by its hash, where chance decides
}

// maxFaults is how many faults there can be.
const maxFaults = 1000

// NewFaults makes the faults that an emulator starts with. Delays end with life.
func NewFaults(life context.Context, services []*awsapi.Service, first []Fault) (*Faults, error) {
	fs := &Faults{life: life, services: services, first: first}
	_, err := fs.Add(first...)
	return fs, err
}

// Add adds faults, all or none, and returns their ids.
func (fs *Faults) Add(added ...Fault) (ids []string, err error) {
	fs.mu.Lock()
	defer fs.mu.Unlock()
	list := slices.Clone(fs.list)
	ids = []string{}
	for i, f := range added {
		if err := f.check(fs.services); err != nil {
			return nil, entryError(i, len(added), err)
		}
		if f.ID == "" {
			f.ID = fs.freeID(list)
		}
		if hasID(list, f.ID) {
			return nil, entryError(i, len(added), fmt.Errorf("id: there is a fault %s already", f.ID))
		}
		ids = append(ids, f.ID)
		list = append(list, newFault(f))
	}
	if len(list) > maxFaults {
		return nil, fmt.Errorf("there can be %d faults, and these would be %d", maxFaults, len(list))
	}
	fs.set(list)
	return ids, nil
}

// freeID returns the next id that no fault of the list has.
func (fs *Faults) freeID(list []*fault) string {
	for {
		fs.given++
		if id := "fault-" + strconv.Itoa(fs.given); !hasID(list, id) {
			return id
		}
	}
}

func hasID(list []*fault, id string) bool {
	return slices.ContainsFunc(list, func(f *fault) bool { return f.ID == id })
}

func entryError(i, n int, err error) error {
	if n == 1 {
		return err
	}
	return fmt.Errorf("fault %d of the list: %w", i+1, err)
}

func newFault(f Fault) *fault {
	return &fault{
		FaultStatus: FaultStatus{Fault: f}, filter: f.filter().compile(), seen: map[uint64]uint32{},
	}
}

func (fs *Faults) set(list []*fault) {
	fs.list = list
	fs.some.Store(len(list) > 0)
	fs.cuts.Store(slices.ContainsFunc(list, func(f *fault) bool { return f.Cut }))
}

// All returns the faults in the order in which they were added.
func (fs *Faults) All() []FaultStatus {
	fs.mu.Lock()
	defer fs.mu.Unlock()
	all := make([]FaultStatus, len(fs.list))
	for i, f := range fs.list {
		all[i] = f.FaultStatus
		all[i].Note = f.note()
	}
	return all
}

// Remove removes a fault and tells whether there was one.
func (fs *Faults) Remove(id string) bool {
	fs.mu.Lock()
	defer fs.mu.Unlock()
	list := slices.DeleteFunc(slices.Clone(fs.list), func(f *fault) bool { return f.ID == id })
	found := len(list) < len(fs.list)
	fs.set(list)
	return found
}

// Clear removes all faults.
func (fs *Faults) Clear() {
	fs.mu.Lock()
	defer fs.mu.Unlock()
	fs.set(nil)
}

// Reset goes back to the faults that the emulator started with.
func (fs *Faults) Reset() {
	fs.Clear()
	_, _ = fs.Add(fs.first...) // they were good before
}

// Report logs the faults that struck nothing: whoever added them may wonder.
func (fs *Faults) Report(log *slog.Logger) {
	for _, f := range fs.All() {
		if f.Hits == 0 {
			log.Warn("fault struck no call", "fault", f.ID, "matched", f.Matched)
		}
	}
}

// ServeAll lists the faults and how they fare.
func (fs *Faults) ServeAll(w http.ResponseWriter, _ *http.Request) {
	reply(w, http.StatusOK, map[string]any{"faults": fs.All()})
}

// ServeAdd adds the fault, or the list of faults, of the body.
func (fs *Faults) ServeAdd(w http.ResponseWriter, r *http.Request) {
	body, ok := read[json.RawMessage](
		w, r, maxBody,
		`{"operation":"CreateConnection","times":2,"error":{"code":"LimitExceededException"}}`,
	)
	if !ok {
		return
	}
	faults, err := ParseFaults(body)
	if err != nil {
		fail(w, http.StatusBadRequest, err.Error())
		return
	}
	ids, err := fs.Add(faults...)
	if err != nil {
		fail(w, http.StatusBadRequest, err.Error())
		return
	}
	reply(w, http.StatusCreated, map[string]any{"ids": ids})
}

// ServeClear removes all faults.
func (fs *Faults) ServeClear(w http.ResponseWriter, _ *http.Request) {
	fs.Clear()
	reply(w, http.StatusOK, map[string]any{})
}

// ServeRemove removes the fault that the path names.
func (fs *Faults) ServeRemove(w http.ResponseWriter, r *http.Request) {
	if !fs.Remove(r.PathValue("id")) {
		fail(
			w, http.StatusNotFound,
			fmt.Sprintf("there is no fault %s: GET /_emulator/faults lists them", r.PathValue("id")),
		)
		return
	}
	reply(w, http.StatusOK, map[string]any{})
}
