// Package clock is a clock that can be moved forward and held, so that whoever waits for time need
// not.
package clock

import (
	"errors"
	"sync"
	"time"
)

// ErrRange is returned for a time that has passed, since what has expired does not come back,
// and for one that is further ahead than the store can date.
var ErrRange = errors.New("the clock only goes forward, and no further than the year 2200")

// End is the last time that a clock can be set to.
var End = time.Date(2200, time.January, 1, 0, 0, 0, 0, time.UTC)

// Clock runs as another clock does, ahead of it by as much as it was moved, or is held. It is safe
// for use by many goroutines.
type Clock struct {
	base func() time.Time

	mu     sync.Mutex
	offset time.Duration // from the base, while running
	held   time.Time     // what the clock shows while it is held; zero while it runs
	moved  chan struct{} // closed at the next change of the clock; nil while nobody waits
}

// New makes a clock that runs as the base does.
func New(base func() time.Time) *Clock { return &Clock{base: base} }

// Reading is what a clock shows, and why.
type Reading struct {
	Now    time.Time
	Offset time.Duration // how far it is ahead of the clock that it was made of
	Held   bool
}

// Now is the time that the clock shows.
func (c *Clock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.now()
}

func (c *Clock) now() time.Time {
	if !c.held.IsZero() {
		return c.held
	}
	return c.base().Add(c.offset)
}

// Read returns what the clock shows.
func (c *Clock) Read() Reading {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.held.IsZero() {
		return Reading{Now: c.now(), Offset: c.offset}
	}
	return Reading{Now: c.held, Offset: c.held.Sub(c.base()), Held: true}
}

// Advance moves the clock forward, whether it runs or is held, or returns ErrRange.
func (c *Clock) Advance(d time.Duration) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.move(c.now(), d)
}

// Set moves the clock forward to the given time, or returns ErrRange.
func (c *Clock) Set(to time.Time) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	now := c.now()
	return c.move(now, to.Sub(now))
}

// move goes by so much from what the clock shows now.
func (c *Clock) move(now time.Time, by time.Duration) error {
	if by < 0 || now.Add(by).After(End) {
		return ErrRange
	}
	c.offset += by
	if !c.held.IsZero() {
		c.held = c.held.Add(by)
	}
	c.wake()
	return nil
}

// Hold stops the clock where it is.
func (c *Clock) Hold() {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.held = c.now()
	c.wake()
}

// Run lets the clock go on from where it is.
func (c *Clock) Run() {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.offset, c.held = c.now().Sub(c.base()), time.Time{}
	c.wake()
}

// Reset lets the clock run as its base does again. Only for when nothing is left that was dated by
// it.
func (c *Clock) Reset() {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.offset, c.held = 0, time.Time{}
	c.wake()
}
