package control

import (
	"context"
	"fmt"
	"net/http"
	"time"

	"github.com/eventbridge-connections/emulator/internal/clock"
)

// Clock answers the path of the emulator's clock.
type Clock struct {
	Clock   *clock.Clock
	CatchUp func(context.Context) error // does what the clock has made due
}

// clockBody is the clock on the wire.
type clockBody struct {
	Now    time.Time `json:"now"`
	Offset string    `json:"offset"` // a Go duration: how far the clock is ahead of the machine's
	Held   bool      `json:"held"`
}

// clockChange is what a caller may ask of the clock.
type clockChange struct {
	Hold    *bool      `json:"hold"`
	Set     *time.Time `json:"set"`
	Advance *string    `json:"advance"`
}

const clockExample = `{"advance":"5s"}, {"set":"2030-01-01T00:00:00Z"} or {"hold":true}`

// ServeClock shows the clock.
func (c *Clock) ServeClock(w http.ResponseWriter, _ *http.Request) { c.show(w) }

// ServeChange moves, holds or releases the clock.
func (c *Clock) ServeChange(w http.ResponseWriter, r *http.Request) {
	change, ok := read[clockChange](w, r, maxBody, clockExample)
	if !ok {
		return
	}
	if change == (clockChange{}) {
		fail(w, http.StatusBadRequest, "the body asks for nothing; send one such as "+clockExample)
		return
	}
	if err := change.apply(c.Clock); err != nil {
		fail(w, http.StatusBadRequest, err.Error())
		return
	}
	if err := c.CatchUp(r.Context()); err != nil {
		fail(w, http.StatusInternalServerError, err.Error())
		return
	}
	c.show(w)
}

func (c clockChange) apply(to *clock.Clock) error {
	var by time.Duration
	if c.Advance != nil {
		var err error
		if by, err = time.ParseDuration(*c.Advance); err != nil || by < 0 {
			return fmt.Errorf("%q is no duration to advance by, such as 5s or 1h30m", *c.Advance)
		}
	}
	if c.Set != nil {
		if err := to.Set(*c.Set); err != nil {
			return err
		}
	}
	if c.Hold != nil && *c.Hold {
		to.Hold()
	} else if c.Hold != nil {
		to.Run()
	}
	return to.Advance(by)
}

func (c *Clock) show(w http.ResponseWriter) {
	now := c.Clock.Read()
	reply(w, http.StatusOK, clockBody{Now: now.Now, Offset: now.Offset.String(), Held: now.Held})
}
