package control

import (
	"context"
	"slices"
	"sync"
	"time"
	"unsafe"

	"github.com/eventbridge-connections/emulator/internal/awsapi"
)

// kept is how many bytes a history keeps. When there are more, the oldest calls let go of their
// requests and responses first; when no call has any, the oldest calls are forgotten.
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
	bytes   int           // of all calls
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
			noted.Time, noted.Duration = at, Duration(time.Since(began))
			h.add(noted)
		}()
		return next(ctx, c)
	}
}

// size is how many bytes the call takes in memory.
func (c *Call) size() int {
	n := int(unsafe.Sizeof(*c)) + len(c.Request) + len(c.Response)
	for _, text := range []string{
		c.RequestID, c.Account, c.Region, c.AccessKeyID, c.UserAgent,
		c.Target, c.Resource, c.Code, c.Message, c.Fault,
	} {
		n += len(text)
	}
	return n
}

func (h *History) add(c *Call) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.newest++
	c.Number = h.newest
	if *h.slot(h.newest) != nil {
		h.forgetOldest()
	}
	*h.slot(h.newest) = c
	for h.bytes += c.size(); h.bytes > kept; {
		h.shedOldest()
	}
	h.announce()
}

func (h *History) slot(number int64) **Call { return &h.calls[number%int64(len(h.calls))] }

func (h *History) forgetOldest() {
	slot := h.slot(h.oldest)
	h.bytes -= (*slot).size()
	*slot = nil
	h.oldest++
}

// shedOldest lets go of the documents of the oldest call that has some, or of the oldest call.
func (h *History) shedOldest() {
	next := max(h.shed+1, h.oldest)
	if next > h.newest {
		h.forgetOldest()
		return
	}
	h.shed = next
	slot := h.slot(next)
	if (*slot).Request == nil && (*slot).Response == nil {
		return
	}
	shed := **slot
	shed.Request, shed.Response, shed.Shed = nil, nil, true
	h.bytes += shed.size() - (*slot).size()
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

// since returns the calls with a larger number than the given one, the number of the oldest call
// that is kept, and a channel that is closed when there may be more.
func (h *History) since(number int64) (calls []*Call, oldest int64, more <-chan struct{}) {
	h.mu.Lock()
	defer h.mu.Unlock()
	first := max(min(number, h.newest)+1, h.oldest)
	if first <= h.newest {
		calls = make([]*Call, 0, h.newest-first+1)
	}
	for n := first; n <= h.newest; n++ {
		calls = append(calls, *h.slot(n))
	}
	if h.changed == nil {
		h.changed = make(chan struct{})
	}
	return calls, h.oldest, h.changed
}

// Calls returns the calls that the filter wants, the newest last.
func (h *History) Calls(f Filter) []Call {
	return h.showAll(h.wanted(f.compile()))
}

// Wait returns the calls that the filter wants as soon as there are n of them,
// or what there is, with the error of the context, when that ends before.
func (h *History) Wait(ctx context.Context, n int, f Filter) ([]Call, error) {
	calls, err := h.wait(ctx, n, f)
	return h.showAll(calls), err
}

// wait looks at each call once, but for those that it returns.
func (h *History) wait(ctx context.Context, n int, f Filter) ([]*Call, error) {
	filter, seen := f.compile(), f.After
	var found []int64 // numbers of calls that are wanted
	for {
		calls, oldest, more := h.since(seen)
		for len(found) > 0 && found[0] < oldest { // forgotten meanwhile
			found = found[1:]
		}
		for _, c := range calls {
			seen = c.Number
			if filter.wants(c) {
				found = append(found, c.Number)
			}
		}
		if len(found) >= n {
			return h.wanted(filter), nil
		}
		select {
		case <-more:
		case <-ctx.Done():
			return h.wanted(filter), ctx.Err()
		}
	}
}

// wanted returns the calls that the filter wants, the newest last.
func (h *History) wanted(f filter) (found []*Call) {
	calls, _, _ := h.since(f.After)
	return slices.DeleteFunc(calls, func(c *Call) bool { return !f.wants(c) })
}

func (h *History) showAll(calls []*Call) []Call {
	shown := make([]Call, len(calls))
	for i, c := range calls {
		shown[i] = h.shown(c)
	}
	return shown
}

// shown adds what is only worked out for readers.
func (h *History) shown(c *Call) Call {
	shown := *c
	if c.Operation == "" {
		shown.Nearest = nearest(c, h.services)
	}
	return shown
}
