package control

import (
	"context"
	"sync"
	"time"

	"github.com/eventbridge-connections/emulator/internal/awsapi"
)

// kept is how many bytes of requests and responses a history keeps: the oldest
// calls let go of theirs first.
const kept = 16 << 20

// A History keeps the last calls that were made. Requests and responses lose
// their secrets before they are kept.
type History struct {
	now      func() time.Time
	services []*awsapi.Service

	mu      sync.Mutex
	calls   []*Call       // call n lies at n modulo the length; a call is never changed
	oldest  int64         // number of the oldest call that is kept
	newest  int64         // number of the newest call
	shed    int64         // calls up to this one have let go of their documents
	bytes   int           // of all documents
	changed chan struct{} // closed at the next change; nil while nobody waits
}

// NewHistory makes a history of at most size calls; 0 keeps none.
func NewHistory(size int, now func() time.Time, services []*awsapi.Service) *History {
	return &History{now: now, services: services, calls: make([]*Call, size), oldest: 1}
}

// Intercept notes every call, when it has ended.
func (h *History) Intercept(next awsapi.Handler) awsapi.Handler {
	if len(h.calls) == 0 {
		return next
	}
	return func(ctx context.Context, c *awsapi.Call) (out *awsapi.Output, err error) {
		at, began := h.now(), time.Now()
		defer func() { // also when a fault drops the connection, which is a panic
			noted := newCall(c)
			noted.end(c, err)
			noted.Request = c.Redacted()
			if out != nil {
				noted.Response = out.Redacted()
			}
			noted.Time, noted.Duration = at, time.Since(began)
			h.add(noted)
		}()
		return next(ctx, c)
	}
}

func (c *Call) size() int { return len(c.Request) + len(c.Response) }

func (h *History) add(c *Call) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.newest++
	c.Number = h.newest
	slot := h.slot(h.newest)
	if *slot != nil {
		h.bytes -= (*slot).size()
		h.oldest = h.newest - int64(len(h.calls)) + 1
	}
	*slot = c
	for h.bytes += c.size(); h.bytes > kept; {
		h.shedOldest()
	}
	h.announce()
}

func (h *History) slot(number int64) **Call { return &h.calls[number%int64(len(h.calls))] }

// shedOldest lets go of the documents of the oldest call that has some.
func (h *History) shedOldest() {
	h.shed = max(h.shed+1, h.oldest)
	slot := h.slot(h.shed)
	if (*slot).size() == 0 {
		return
	}
	h.bytes -= (*slot).size()
	shed := **slot
	shed.Request, shed.Response, shed.Shed = nil, nil, true
	*slot = &shed
}

func (h *History) announce() {
	if h.changed != nil {
		close(h.changed)
		h.changed = nil
	}
}

// Clear forgets all calls. The numbers go on.
func (h *History) Clear() {
	h.mu.Lock()
	defer h.mu.Unlock()
	clear(h.calls)
	h.bytes, h.oldest = 0, h.newest+1
	h.announce()
}

// last is the number of the newest call.
func (h *History) last() int64 {
	h.mu.Lock()
	defer h.mu.Unlock()
	return h.newest
}

// since returns the calls with a larger number than the given one, and a
// channel that is closed when there may be more.
func (h *History) since(number int64) ([]*Call, <-chan struct{}) {
	h.mu.Lock()
	defer h.mu.Unlock()
	var calls []*Call
	for n := max(number+1, h.oldest); n <= h.newest; n++ {
		calls = append(calls, *h.slot(n))
	}
	if h.changed == nil {
		h.changed = make(chan struct{})
	}
	return calls, h.changed
}

// Calls returns the calls that the filter wants, the newest last.
func (h *History) Calls(f Filter) []Call {
	calls, _ := h.look(f.compile())
	return calls
}

// Wait returns the calls that the filter wants as soon as there are n of them,
// or what there is, with the error of the context, when that ends before.
func (h *History) Wait(ctx context.Context, n int, f Filter) ([]Call, error) {
	wanted := f.compile()
	for {
		calls, changed := h.look(wanted)
		if len(calls) >= n {
			return calls, nil
		}
		select {
		case <-changed:
		case <-ctx.Done():
			return calls, ctx.Err()
		}
	}
}

func (h *History) look(f filter) (found []Call, changed <-chan struct{}) {
	found = []Call{}
	calls, changed := h.since(f.After)
	for _, c := range calls {
		if f.wants(c) {
			found = append(found, h.shown(c))
		}
	}
	return found, changed
}

// shown adds what is only worked out for readers.
func (h *History) shown(c *Call) Call {
	shown := *c
	if c.Operation == "" {
		shown.Nearest = nearest(c.Target, h.services)
	}
	return shown
}
