package control

import (
	"context"
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"net/http"
	"time"

	"github.com/eventbridge-connections/emulator/internal/awsapi"
)

// Intercept lets calls go wrong. What the wire rejected is answered as it is.
func (fs *Faults) Intercept(next awsapi.Handler) awsapi.Handler {
	return func(ctx context.Context, c *awsapi.Call) (*awsapi.Output, error) {
		if !fs.some.Load() || c.Rejected != nil || c.Operation == nil {
			return next(ctx, c)
		}
		f := fs.strike(c)
		if f == nil {
			return next(ctx, c)
		}
		c.Fault = f.ID
		fs.wait(ctx, c, f.Delay)
		switch {
		case f.Error != nil:
			return nil, &awsapi.Error{Code: f.Error.Code, Message: f.Error.Message, Status: f.Error.Status}
		case f.Drop:
			drop(c)
		case f.Cut:
			cutAnswer(ctx, c)
		}
		return next(ctx, c)
	}
}

// drop ends the connection as the HTTP server lets a handler do it.
func drop(c *awsapi.Call) {
	c.Lost = dropped
	panic(http.ErrAbortHandler)
}

// wait delays the call. When the client goes away or the emulator stops, there is nobody to answer.
func (fs *Faults) wait(ctx context.Context, c *awsapi.Call, d Duration) {
	if d <= 0 {
		return
	}
	over := time.NewTimer(time.Duration(d))
	defer over.Stop()
	select {
	case <-over.C:
	case <-ctx.Done():
		drop(c)
	case <-fs.life.Done():
		drop(c)
	}
}

// strike returns the fault that strikes the call, or nil.
func (fs *Faults) strike(c *awsapi.Call) *Fault {
	return fs.strikeCall(
		&Call{Service: c.Service.Name, Operation: c.Operation.Name, Resource: c.Resource()},
	)
}

// strikeCall returns the fault that strikes what was noted of a call, or nil.
func (fs *Faults) strikeCall(noted *Call) *Fault {
	fs.mu.Lock()
	defer fs.mu.Unlock()
	for _, f := range fs.list {
		if f.filter.wants(noted) && f.strikes(noted) {
			return new(f.Fault)
		}
	}
	return nil
}

// strikes counts a call that matches and tells whether it is struck.
func (f *fault) strikes(c *Call) bool {
	f.Matched++
	times := f.Times
	if f.Nth > 0 {
		times = max(times, 1)
	}
	if f.Matched < f.Nth || times > 0 && f.Hits == times || !f.chance(c) {
		return false
	}
	f.Hits++
	return true
}

// chance is decided by the seed, the call, and how often that call was made
// before: calls that run side by side do not change each other's luck.
func (f *fault) chance(c *Call) bool {
	if f.Probability == 0 {
		return true
	}
	call := c.Service + "." + c.Operation + " " + c.Resource
	sum := sha256.Sum256(fmt.Appendf(nil, "%d %d %s", f.Seed, f.time(call), call))
	return float64(binary.BigEndian.Uint64(sum[:])>>11)/(1<<53) < f.Probability
}

// maxSeen is how many calls a fault tells apart. The others are always made for the first time.
const maxSeen = 1 << 16

// time is 1 for a call that is made for the first time.
func (f *fault) time(call string) uint32 {
	sum := sha256.Sum256([]byte(call))
	hash := binary.BigEndian.Uint64(sum[:])
	if _, known := f.seen[hash]; !known && len(f.seen) == maxSeen {
		return 1
	}
	f.seen[hash]++
	return f.seen[hash]
}
