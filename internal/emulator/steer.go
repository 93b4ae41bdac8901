package emulator

import (
	"context"
	"errors"
	"iter"
	"time"

	"github.com/eventbridge-connections/emulator/internal/awsapi"
	"github.com/eventbridge-connections/emulator/internal/clock"
	"github.com/eventbridge-connections/emulator/internal/connections"
	"github.com/eventbridge-connections/emulator/internal/control"
	"github.com/eventbridge-connections/emulator/internal/delivery"
	"github.com/eventbridge-connections/emulator/internal/outbound"
)

// Reset makes the emulator as it was when it started with no data: what the seed says, and nothing
// else. Calls wait meanwhile.
func (e *Emulator) Reset(ctx context.Context) error {
	return e.anew(func() error {
		if err := e.empty(ctx); err != nil {
			return err
		}
		e.settings.write(e.initial)
		e.faults.Reset()
		e.Routes().Reset()
		e.history.Clear()
		e.delivery.Journal.Clear()
		e.delivery.Forget()
		return e.applySeed(ctx)
	})
}

// empty removes all that is stored, at the time of the clock's base: the store remembers the time
// of its last commit.
func (e *Emulator) empty(ctx context.Context) error {
	before := e.clock.Now()
	e.clock.Reset()
	err := e.store.Reset(ctx)
	if err != nil && before.After(e.clock.Now()) {
		return errors.Join(err, e.clock.Set(before))
	}
	return err
}

// invoke runs the operation of a call, while nothing is under way that no call may see half of.
func (e *Emulator) invoke(ctx context.Context, c *awsapi.Call) (*awsapi.Output, error) {
	e.gate.RLock()
	defer e.gate.RUnlock()
	return awsapi.Invoke(ctx, c)
}

// alone runs fn while no operation runs, nothing is done that is due, and nothing is noted of calls
// that go out.
func (e *Emulator) alone(fn func() error) error {
	e.gate.Lock()
	defer e.gate.Unlock()
	return e.due.Pause(func() error { return e.delivery.Pause(fn) })
}

// anew runs fn alone. What that stored may be of another time: schedules go on from now.
func (e *Emulator) anew(fn func() error) error {
	return e.alone(func() error {
		if err := fn(); err != nil {
			return err
		}
		return e.rules.Resume(context.Background())
	})
}

// Advance moves the clock forward, and returns when all is done that became due.
//
// Errors: [clock.ErrRange].
func (e *Emulator) Advance(ctx context.Context, by time.Duration) error {
	if err := e.clock.Advance(by); err != nil {
		return err
	}
	return e.catchUp(ctx)
}

// catchUp does all that is due now, and makes every call that comes of it once.
func (e *Emulator) catchUp(ctx context.Context) error {
	if err := e.due.CatchUp(ctx); err != nil {
		return err
	}
	return e.delivery.Settle(ctx)
}

// Script says what becomes of the caller's connection of that name, which need not exist yet: see
// [connections.Service.Script].
//
// Errors: awsapi.Error, in the emulator's words.
func (e *Emulator) Script(
	ctx context.Context, c awsapi.Caller, name string, s connections.Script,
) error {
	return e.connections.Script(awsapi.WithCaller(ctx, c), name, s)
}

func (e *Emulator) withdraw(ctx context.Context, c awsapi.Caller, name string) error {
	return e.connections.Withdraw(awsapi.WithCaller(ctx, c), name)
}

// Hasten ends the transitions of the chosen connections and returns how many there were.
func (e *Emulator) Hasten(
	ctx context.Context, chosen func(account, region, name string) bool,
) (int, error) {
	return e.connections.Hasten(ctx, func(owner awsapi.Caller, name string) bool {
		return chosen(owner.Account, owner.Region, name)
	})
}

// operation returns a served operation, or nil.
func (e *Emulator) operation(service, name string) *awsapi.Operation {
	if s := e.service(service); s != nil {
		return s.Operation(name)
	}
	return nil
}

// service returns a served service, or nil.
func (e *Emulator) service(name string) *awsapi.Service {
	for _, s := range e.services {
		if s.Name == name {
			return s
		}
	}
	return nil
}

// Clock is what the emulator dates by.
func (e *Emulator) Clock() *clock.Clock { return e.clock }

// Secret is the value of the managed secret of the caller's connection.
//
// Errors: awsapi.Error when there is no connection of that name, or it has no secret.
func (e *Emulator) Secret(
	ctx context.Context, c awsapi.Caller, connection string,
) (awsapi.Secret, error) {
	return e.connections.Secret(awsapi.WithCaller(ctx, c), connection)
}

// Connections are those of all callers.
func (e *Emulator) Connections(ctx context.Context) ([]connections.Listed, error) {
	return e.connections.Listed(ctx)
}

// History is what was called.
func (e *Emulator) History() *control.History { return e.history }

// Follow yields the events that are put on event buses from now on, and the deliveries as they end,
// until ctx ends.
func (e *Emulator) Follow(ctx context.Context) iter.Seq[any] { return e.stream.Follow(ctx) }

// Routes are what lets calls out.
func (e *Emulator) Routes() *outbound.Routes { return e.client.Routes }

// Faults are what goes wrong on purpose.
func (e *Emulator) Faults() *control.Faults { return e.faults }

// Deliveries are the events on their way to targets.
func (e *Emulator) Deliveries() *delivery.Service { return e.delivery }
