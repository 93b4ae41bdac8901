package control

import (
	"context"
	"net/http"

	"github.com/eventbridge-connections/emulator/internal/awsapi"
)

// cutter is a response of which half is written before the connection ends.
type cutter struct {
	http.ResponseWriter
	cuts bool
}

type cutterKey struct{}

// Wire lets faults cut what a wire answers.
func (fs *Faults) Wire(wire http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if !fs.cuts.Load() {
			wire.ServeHTTP(w, r)
			return
		}
		c := &cutter{ResponseWriter: w}
		wire.ServeHTTP(c, r.WithContext(context.WithValue(r.Context(), cutterKey{}, c)))
		if c.cuts { // the answer has no body that could be cut
			panic(http.ErrAbortHandler)
		}
	})
}

// cutAnswer has the answer to the call cut, or drops the connection where the
// fault is younger than the request.
func cutAnswer(ctx context.Context, c *awsapi.Call) {
	answer, ok := ctx.Value(cutterKey{}).(*cutter)
	if !ok {
		drop(c)
	}
	c.Lost = cut
	answer.cuts = true
}

// Write writes the first half of what a wire writes in one piece, and ends the connection.
func (c *cutter) Write(body []byte) (int, error) {
	if !c.cuts || len(body) == 0 {
		return c.ResponseWriter.Write(body)
	}
	_, _ = c.ResponseWriter.Write(body[:len(body)/2])
	_ = http.NewResponseController(c.ResponseWriter).Flush()
	panic(http.ErrAbortHandler)
}

// Unwrap is for http.ResponseController.
func (c *cutter) Unwrap() http.ResponseWriter { return c.ResponseWriter }
