package control

import (
	"context"
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
	Offset Duration  `json:"offset"` // how far the clock is ahead of the machine's
	Held   bool      `json:"held"`
}

// clockChange is what a caller may ask of the clock.
type clockChange struct {
	Hold    *bool      `json:"hold"`
	Set     *time.Time `json:"set"`
	Advance *Duration  `json:"advance"`
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
	err := c.Clock.Apply(clock.Change{
		Set: change.Set, Advance: (*time.Duration)(change.Advance), Hold: change.Hold,
	})
	if err != nil {
		fail(w, http.StatusBadRequest, err.Error())
		return
	}
	if err := c.CatchUp(r.Context()); err != nil {
		fail(w, http.StatusInternalServerError, err.Error())
		return
	}
	c.show(w)
}

func (c *Clock) show(w http.ResponseWriter) {
	now := c.Clock.Read()
	reply(w, http.StatusOK, clockBody{Now: now.Now, Offset: Duration(now.Offset), Held: now.Held})
}
