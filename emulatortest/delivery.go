package emulatortest

import (
	"context"
	"maps"
	"time"

	"github.com/eventbridge-connections/emulator/internal/delivery"
	"github.com/eventbridge-connections/emulator/internal/invocation"
)

// An Outcome is what became of a delivery.
type Outcome string

const (
	Waiting   = Outcome(delivery.Waiting)   // the next attempt is still to come
	Delivered = Outcome(delivery.Delivered) // the target has answered with a status from 200 to 299
	Unsent    = Outcome(delivery.Unsent)    // no route leads to the target
	Dead      = Outcome(delivery.Dead)      // given up: it is a dead letter
	Ended     = Outcome(delivery.Ended)     // its rule or its target is gone
	Uncalled  = Outcome(delivery.Uncalled)  // the target is none that the emulator calls
	Unmatched = Outcome(delivery.Unmatched) // the event is for no rule
)

// A Delivery is an event on its way to a target, without its secrets.
type Delivery struct {
	Number     int64 // of one that has ended, from 1
	ID         string
	Event      string // the event's id
	Source     string
	DetailType string
	Account    string
	Region     string
	Bus        string
	Rule       string
	RuleARN    string
	Target     string // its id in the rule
	TargetARN  string
	Time       time.Time // when the event was put on its event bus
	Input      string    // what the target gets
	Outcome    Outcome
	Reason     string    // why it ended so, in a sentence
	Next       time.Time // when the next attempt is due
	Attempts   []Attempt
	Request    *Request          // with its secrets masked; nil where there was none
	DeadLetter map[string]string // the attributes that AWS gives a dead letter; nil where it is none
}

// An Attempt is one call of the target.
type Attempt struct {
	Time     time.Time
	Duration time.Duration // in real time
	Status   int           // of the answer
	Failure  string        // why there was none
	Response string        // the first KB of the answer's body
	Fault    string        // the id of the fault that struck it
}

// A Request is what a target was sent.
type Request struct {
	Method  string
	URL     string
	Headers []Header
	Body    string
}

// A Header is one line of a request's head.
type Header struct{ Name, Value string }

// A DeliveryFilter says which deliveries are wanted. What is empty wants all.
type DeliveryFilter struct {
	Event   string // an event's id
	Bus     string
	Rule    string
	Target  string // its id in the rule
	Account string
	Region  string
	Outcome Outcome
	After   int64 // those that have ended, with a larger number
}

// patience is how long the server waits for what a test wants to see.
const patience = 30 * time.Second

// Deliveries are the deliveries that the filter wants: those that wait, then those that have ended,
// the newest last. The last 10,000 that have ended are remembered.
func (s *Server) Deliveries(f DeliveryFilter) []Delivery {
	s.t.Helper()
	all, err := s.emulator.Deliveries().List(context.Background(), f.internal(), 10_000)
	s.must("list the deliveries", err)
	return newDeliveries(all)
}

// WaitDeliveries returns the deliveries that the filter wants as soon as n of them have ended. It
// fails the test when that takes longer than 30 seconds.
func (s *Server) WaitDeliveries(n int, f DeliveryFilter) []Delivery {
	s.t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	found, err := s.emulator.Deliveries().Journal.Wait(ctx, n, f.internal())
	if err != nil {
		s.t.Fatalf("emulatortest: %d of %d deliveries have ended within %v", len(found), n, patience)
	}
	return newDeliveries(found)
}

func (f DeliveryFilter) internal() delivery.Filter {
	return delivery.Filter{
		Event: f.Event, Bus: f.Bus, Rule: f.Rule, Target: f.Target, Account: f.Account, Region: f.Region,
		Outcome: delivery.Outcome(f.Outcome), After: f.After,
	}
}

func newDeliveries(found []delivery.Delivery) (all []Delivery) {
	for _, d := range found {
		all = append(all, newDelivery(d))
	}
	return all
}

func newDelivery(d delivery.Delivery) Delivery {
	made := Delivery{
		Number:     d.Number,
		ID:         d.ID,
		Event:      d.Event,
		Source:     d.Source,
		DetailType: d.DetailType,
		Account:    d.Account,
		Region:     d.Region,
		Bus:        d.Bus,
		Rule:       d.Rule,
		RuleARN:    d.RuleARN,
		Target:     d.Target,
		TargetARN:  d.TargetARN,
		Time:       d.Time,
		Input:      d.Input,
		Outcome:    Outcome(d.Outcome),
		Reason:     d.Reason,
		Next:       d.Next,
		Request:    newRequest(d.Request),
	}
	if d.DeadLetter != nil {
		made.DeadLetter = maps.Clone(d.DeadLetter.Attributes)
	}
	for _, a := range d.Attempts {
		made.Attempts = append(made.Attempts, Attempt{
			Time:     a.Time,
			Duration: time.Duration(a.Seconds * float64(time.Second)),
			Status:   a.Status,
			Failure:  a.Failure,
			Response: a.Response,
			Fault:    a.Fault,
		})
	}
	return made
}

func newRequest(m *invocation.Message) *Request {
	if m == nil {
		return nil
	}
	r := &Request{Method: m.Method, URL: m.URL, Body: m.Body}
	for _, h := range m.Headers {
		r.Headers = append(r.Headers, Header(h))
	}
	return r
}
