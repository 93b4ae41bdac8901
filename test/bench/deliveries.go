package main

import (
	"errors"
	"os/exec"
	"path/filepath"
	"time"
)

const (
	spread  = 16      // destinations that the events of a run go to
	run     = 4000    // events of a run
	single  = 50      // events that are sent one by one
	waiting = 100_000 // deliveries that wait at a start
	few     = 100     // deliveries that wait at the start beside it
)

// deliveries are figures of events that go out, each from one run.
type deliveries struct {
	Put         rate    `json:"putEvents"` // of one entry with one match, by 16 callers
	Create      rate    `json:"createConnection"`
	PutToCreate float64 `json:"putEventsToCreate"` // the median of the rounds' ratios

	Ours       float64 `json:"perSecond"`
	Bare       float64 `json:"barePerSecond"`
	ToBare     float64 `json:"toBare"`
	Idle       float64 `json:"idleMicroseconds"` // from the call to the receiver
	BareIdle   float64 `json:"bareIdleMicroseconds"`
	IdleToBare float64 `json:"idleToBare"`

	Start    float64 `json:"startMilliseconds"` // with few that wait
	Crowded  float64 `json:"crowdedStartMilliseconds"`
	Own      int64   `json:"ownBytes"`
	OwnCrowd int64   `json:"crowdedOwnBytes"`
}

// measureDeliveries measures events on their way out.
func measureDeliveries(m *machine, s settings, r *report) error {
	to, err := newReceiver()
	if err != nil {
		return err
	}
	defer to.server.Close()
	r.Deliveries = new(deliveries)
	return errors.Join(
		m.measurePuts(s, to, r.Deliveries), m.measureSent(s, to, r.Deliveries), m.measureWaiting(s, to, r.Deliveries))
}

// measurePuts measures PutEvents of one entry with one match beside CreateConnection.
func (m *machine) measurePuts(s settings, to *receiver, d *deliveries) error {
	data, err := m.folder()
	if err != nil {
		return err
	}
	e, err := m.sending(data, to, 1, 1)
	if e != nil {
		defer e.stop()
	}
	if err != nil {
		return err
	}
	var puts, creates []rate
	made := 0
	for range s.rounds {
		put, _, err := e.load(
			16, s.span, 0, func(n int) (string, string) { return "PutEvents", entries(n, 1, 1) },
		)
		if err != nil {
			return err
		}
		create, n, err := e.load(16, s.span, 0, func(n int) (string, string) {
			return "CreateConnection", body(numbered(made + n))
		})
		if err != nil {
			return err
		}
		made += n
		puts, creates = append(puts, put), append(creates, create)
	}
	d.Put, d.Create, d.PutToCreate = middle(puts), middle(creates), ratio(puts, creates)
	return nil
}

// measureSent measures the way of an event to its receiver, beside that of the bare sender's.
func (m *machine) measureSent(s settings, to *receiver, d *deliveries) error {
	data, err := m.folder()
	if err != nil {
		return err
	}
	e, err := m.sending(data, to, spread, 300)
	if e != nil {
		defer e.stop()
	}
	if err != nil {
		return err
	}
	bare, err := start(exec.Command(m.sends, filepath.Join(data, "sender.db"), to.url))
	if err != nil {
		return err
	}
	defer bare.stop()
	var ours, theirs, idle, bareIdle, toBare, idleToBare []float64
	for range s.rounds {
		for _, p := range []struct {
			of         *process
			rate, idle *[]float64
		}{{e, &ours, &idle}, {bare, &theirs, &bareIdle}} {
			perSecond, err := p.of.sent(to)
			if err != nil {
				return err
			}
			took, err := p.of.singles(to)
			if err != nil {
				return err
			}
			*p.rate, *p.idle = append(*p.rate, perSecond), append(*p.idle, took)
		}
		last := len(ours) - 1
		toBare = append(toBare, ours[last]/theirs[last])
		idleToBare = append(idleToBare, idle[last]/bareIdle[last])
	}
	d.Ours, d.Bare, d.ToBare = median(ours), median(theirs), median(toBare)
	d.Idle, d.BareIdle, d.IdleToBare = median(idle), median(bareIdle), median(idleToBare)
	return nil
}

// sent is how many events a second come to the receiver, from the first call to the last arrival.
func (p *process) sent(to *receiver) (perSecond float64, err error) {
	to.forget()
	began := time.Now()
	_, _, err = load(p.address, 16, patience, 0, func(n int) (string, string) {
		if n >= run {
			return "", ""
		}
		return "PutEvents", entries(n, 1, spread)
	})
	if err != nil {
		return 0, err
	}
	last, err := to.await(run)
	return run / last.Sub(began).Seconds(), err
}

// singles is the median of the microseconds that an event takes which is alone.
func (p *process) singles(to *receiver) (float64, error) {
	c, err := dial(p.address, 0)
	if err != nil {
		return 0, err
	}
	defer c.conn.Close()
	var times []float64
	for i := range single {
		began := time.Now()
		if _, err := c.do("PutEvents", entries(i, 1, spread)); err != nil {
			return 0, err
		}
		came, err := to.await(1)
		if err != nil {
			return 0, err
		}
		times = append(times, microseconds(came.Sub(began)))
	}
	return median(times), nil
}

// measureWaiting measures a start with a great many deliveries that wait beside one with a few.
func (m *machine) measureWaiting(s settings, to *receiver, d *deliveries) (err error) {
	if d.Start, d.Own, err = m.startWith(few, s, to); err != nil {
		return err
	}
	d.Crowded, d.OwnCrowd, err = m.startWith(waiting, s, to)
	return err
}

// startWith is how long a start takes with so many deliveries that wait, and what the process then
// holds of its own.
func (m *machine) startWith(n int, s settings, to *receiver) (ready float64, own int64, err error) {
	data, err := m.folder()
	if err != nil {
		return 0, 0, err
	}
	if err := m.leaveWaiting(data, n, to); err != nil {
		return 0, 0, err
	}
	var readies, owns []float64
	for range s.rounds * starts {
		to.forget()
		e, err := m.emulator(data, routeTo(to))
		if err != nil {
			return 0, 0, err
		}
		_, err = to.await(1) // what it needs for its deliveries it has then
		_, own := e.memory()
		e.stop()
		if err != nil {
			return 0, 0, err
		}
		readies, owns = append(readies, milliseconds(e.ready)), append(owns, float64(own))
	}
	return median(readies), int64(median(owns)), nil
}

// leaveWaiting leaves so many deliveries to a destination that takes one a second.
func (m *machine) leaveWaiting(data string, n int, to *receiver) error {
	e, err := m.sending(data, to, 1, 1)
	if e != nil {
		defer e.stop()
	}
	if err != nil {
		return err
	}
	const entriesOfCall = 10
	_, _, err = load(e.address, 16, patience, 0, func(call int) (string, string) {
		if call*entriesOfCall >= n {
			return "", ""
		}
		return "PutEvents", entries(call, entriesOfCall, 1)
	})
	return err
}
