package clock

import (
	"context"
	"time"
)

// shortest is the shortest time that Wait sleeps, so that a base that stands still is not asked
// without a pause.
const shortest = time.Millisecond

// Wait returns nil when the clock shows t or a later time, and the error of the context when that
// ends before. Every move of the clock wakes it.
func (c *Clock) Wait(ctx context.Context, t time.Time) error {
	for {
		rest, moved := c.rest(t)
		if rest <= 0 && moved == nil {
			return nil
		}
		if err := sleep(ctx, rest, moved); err != nil {
			return err
		}
	}
}

// rest returns for how long the base has to run until t, and a channel that is closed when the
// clock moves, which is nil when t has come. While the clock is held there is no such time: it is
// 0.
func (c *Clock) rest(t time.Time) (time.Duration, <-chan struct{}) {
	c.mu.Lock()
	defer c.mu.Unlock()
	now := c.now()
	if !now.Before(t) {
		return 0, nil
	}
	if c.moved == nil {
		c.moved = make(chan struct{})
	}
	if !c.held.IsZero() {
		return 0, c.moved
	}
	return max(t.Sub(now), shortest), c.moved
}

// sleep waits for the first of: the time, if it is not 0, the channel, and the end of the context,
// which is its only error.
func sleep(ctx context.Context, d time.Duration, moved <-chan struct{}) error {
	var over <-chan time.Time
	if d > 0 {
		timer := time.NewTimer(d)
		defer timer.Stop()
		over = timer.C
	}
	select {
	case <-over:
	case <-moved:
	case <-ctx.Done():
		return ctx.Err()
	}
	return nil
}

// wake wakes those who wait, to look at the clock again. Its caller holds the mutex.
func (c *Clock) wake() {
	if c.moved != nil {
		close(c.moved)
		c.moved = nil
	}
}
