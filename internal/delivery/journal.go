package delivery

import (
	"context"
	"slices"
	"sync"
)

// The most that a journal keeps.
const (
	keptDeliveries = 10_000
	keptBytes      = 16 << 20 // of inputs, requests and answers; the oldest let go of theirs first
)

// A Journal keeps the last deliveries that have ended. It is safe for use by many goroutines.
type Journal struct {
	mu      sync.Mutex
	ended   []*Delivery // the oldest first; one of them is never changed
	number  int64
	bytes   int
	shed    int // how many of the oldest have let go of their inputs
	changed chan struct{}
	listen  func(Delivery)
}

// NewJournal makes a journal. The function listen is called with every delivery that ends; it must
// not wait.
func NewJournal(listen func(Delivery)) *Journal { return &Journal{listen: listen} }

func (j *Journal) add(d *Delivery) {
	j.mu.Lock()
	j.number++
	d.Number = j.number
	j.ended = append(j.ended, d)
	j.bytes += d.size()
	for len(j.ended) > keptDeliveries {
		j.drop(0)
	}
	for j.bytes > keptBytes && j.shed < len(j.ended) {
		j.shedOldest()
	}
	j.announce()
	j.mu.Unlock()
	j.listen(*d)
}

// fixedSize is about how many bytes a delivery takes beside its texts.
const fixedSize = 1024

// size is about how many bytes the delivery takes.
func (d *Delivery) size() int {
	n := fixedSize + len(d.Input)
	for path, value := range d.Dynamic {
		n += len(path) + len(value) + 100
	}
	if d.Request != nil {
		n += d.Request.Size()
	}
	for _, note := range d.Notes {
		n += len(note.Name) + len(note.Text) + 100
	}
	for _, a := range d.Attempts {
		n += len(a.Response) + len(a.Failure) + 100
	}
	return n
}

func (j *Journal) drop(i int) {
	j.bytes -= j.ended[i].size()
	j.ended = slices.Delete(j.ended, i, i+1)
	if i < j.shed {
		j.shed--
	}
}

func (j *Journal) shedOldest() {
	d := *j.ended[j.shed]
	j.bytes -= d.size()
	d.Input, d.Dynamic, d.Request, d.Notes, d.Attempts, d.Shed = "", nil, nil, nil, nil, true
	j.bytes += d.size()
	j.ended[j.shed] = &d
	j.shed++
}

func (j *Journal) announce() {
	if j.changed != nil {
		close(j.changed)
		j.changed = nil
	}
}

// find returns the delivery with the id that has ended, or nil.
func (j *Journal) find(id string) *Delivery {
	j.mu.Lock()
	defer j.mu.Unlock()
	for _, d := range j.ended {
		if d.ID == id {
			return d
		}
	}
	return nil
}

func (j *Journal) remove(id string) {
	j.mu.Lock()
	defer j.mu.Unlock()
	if i := slices.IndexFunc(j.ended, func(d *Delivery) bool { return d.ID == id }); i >= 0 {
		j.drop(i)
	}
	j.announce()
}

// Clear forgets the deliveries that have ended.
func (j *Journal) Clear() {
	j.mu.Lock()
	defer j.mu.Unlock()
	j.ended, j.bytes, j.shed = nil, 0, 0
	j.announce()
}

// A Filter says which deliveries are wanted. What is empty wants all.
type Filter struct {
	Event, Bus, Rule, Target, Account, Region string
	Outcome                                   Outcome
	After                                     int64 // those that have ended, with a larger number
}

// Wants tells whether the filter wants the delivery.
func (f Filter) Wants(d *Delivery) bool {
	for _, pair := range [][2]string{
		{f.Event, d.Event}, {f.Bus, d.Bus}, {f.Rule, d.Rule}, {f.Target, d.Target},
		{f.Account, d.Account}, {f.Region, d.Region}, {string(f.Outcome), string(d.Outcome)},
	} {
		if pair[0] != "" && pair[0] != pair[1] {
			return false
		}
	}
	return d.Number > f.After || d.Number == 0 && f.After == 0
}

// Ended returns the deliveries that have ended and that the filter wants, the newest last, and a
// channel that is closed when there may be others.
func (j *Journal) Ended(f Filter) (found []Delivery, changed <-chan struct{}) {
	j.mu.Lock()
	defer j.mu.Unlock()
	for _, d := range j.ended {
		if f.Wants(d) {
			found = append(found, *d)
		}
	}
	if j.changed == nil {
		j.changed = make(chan struct{})
	}
	return found, j.changed
}

// Wait returns the deliveries that the filter wants as soon as n of them have ended, or what there
// is, with the error of the context, when that ends before.
func (j *Journal) Wait(ctx context.Context, n int, f Filter) ([]Delivery, error) {
	for {
		found, changed := j.Ended(f)
		if len(found) >= n {
			return found, nil
		}
		select {
		case <-changed:
		case <-ctx.Done():
			return found, ctx.Err()
		}
	}
}
