package control

import (
	"cmp"
	"context"
	"errors"
	"time"

	"github.com/eventbridge-connections/emulator/internal/awsapi"
	"github.com/eventbridge-connections/emulator/internal/delivery"
	"github.com/eventbridge-connections/emulator/internal/outbound"
)

// Outgoing are the calls that a fault can strike at the other end: operations of no model.
var Outgoing = []string{delivery.Invoke, delivery.FetchToken}

// patience of the other end: a fault that delays a call for longer is a time-out (DOCUMENTED).
const answerLimit = 5 * time.Second

// Answer returns what a fault answers a call with that goes out, and its id. Without an answer or
// an error the call is to be made. A fault that drops a call refuses the connection, and one that
// cuts an answer leaves none.
func (fs *Faults) Answer(
	ctx context.Context, operation, resource string, _ awsapi.Caller,
) (*outbound.Answer, string, error) {
	if !fs.some.Load() {
		return nil, "", nil
	}
	f := fs.strikeCall(&Call{Service: "events", Operation: operation, Resource: resource})
	if f == nil {
		return nil, "", nil
	}
	if err := rest(ctx, min(time.Duration(f.Delay), answerLimit)); err != nil {
		return nil, f.ID, err
	}
	switch {
	case time.Duration(f.Delay) >= answerLimit:
		return nil, f.ID, &outbound.Error{Kind: outbound.TimedOut, Err: errFault}
	case f.Drop:
		return nil, f.ID, &outbound.Error{Kind: outbound.Unreachable, Err: errFault}
	case f.Cut:
		return nil, f.ID, &outbound.Error{Kind: outbound.Cut, Err: errFault}
	case f.Error != nil:
		return &outbound.Answer{
			Status: cmp.Or(f.Error.Status, 400), Body: []byte(f.Error.Message),
		}, f.ID, nil
	}
	return nil, f.ID, nil
}

var errFault = errors.New("a fault")

// rest waits, or returns the error of the context when that ends before.
func rest(ctx context.Context, d time.Duration) error {
	if d <= 0 {
		return nil
	}
	over := time.NewTimer(d)
	defer over.Stop()
	select {
	case <-over.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}
