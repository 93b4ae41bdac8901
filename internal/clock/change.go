package clock

import "time"

// A Change is what is asked of a clock at once. What is nil is left as it is.
type Change struct {
	Set     *time.Time     // to this time
	Advance *time.Duration // and forward by this
	Hold    *bool          // stand still, or go on
}

// Apply makes all of a change, or returns ErrRange and makes nothing of it.
func (c *Clock) Apply(change Change) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	now := c.now()
	to := now
	if change.Set != nil {
		to = *change.Set
	}
	if to.Before(now) || to.After(End) {
		return ErrRange
	}
	by := to.Sub(now)
	if change.Advance != nil {
		by += *change.Advance
	}
	if change.Advance != nil && *change.Advance < 0 || by < 0 { // below 0 it is too large for a number
		return ErrRange
	}
	if err := c.move(now, by); err != nil {
		return err
	}
	c.hold(now.Add(by), change.Hold)
	return nil
}

// hold stops the clock at a time, which it shows, or lets it go on from there.
func (c *Clock) hold(at time.Time, held *bool) {
	switch {
	case held == nil:
	case *held:
		c.held = at
	case !c.held.IsZero():
		c.offset, c.held = at.Sub(c.base()), time.Time{}
	}
}
