package emulator

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"

	"github.com/eventbridge-connections/emulator/internal/awsapi"
	"github.com/eventbridge-connections/emulator/internal/awsjson"
	"github.com/eventbridge-connections/emulator/internal/connections"
	"github.com/eventbridge-connections/emulator/internal/control"
	"github.com/eventbridge-connections/emulator/internal/store"
	"github.com/eventbridge-connections/emulator/internal/transaction"
)

// ErrSeed says that the seed is wrong; the error that wraps it says where.
var ErrSeed = errors.New("seed")

// A Seed is what an empty store starts with: operations and then states, or a snapshot.
type Seed struct {
	Operations []SeedOperation `json:"operations"`
	States     []SeedState     `json:"states"`

	snapshot []byte // a document that [control.Data.Restore] takes; nil is none
}

// SeedOperation is a call that is made at the start.
type SeedOperation struct {
	Service   string          `json:"service"`   // such as events
	Operation string          `json:"operation"` // such as CreateConnection
	Input     json.RawMessage `json:"input"`
	Place
}

// SeedState is a state that is scripted at the start.
type SeedState struct {
	Name string `json:"name"` // of the connection
	connections.Script
	Place
}

// Place is the account and region of an entry. What is empty is the emulator's default.
type Place struct {
	Account string `json:"account"`
	Region  string `json:"region"`
}

// ParseSeed reads a seed: {"operations": […], "states": […]}, or a snapshot.
func ParseSeed(data []byte) (*Seed, error) {
	var kind struct{ Format string }
	if err := json.Unmarshal(data, &kind); err == nil && kind.Format != "" {
		return &Seed{snapshot: data}, nil
	}
	s := new(Seed)
	return s, control.Decode(data, s)
}

// Add adds the operations and states of another seed after its own. A snapshot takes no others.
func (s *Seed) Add(other *Seed) error {
	if s.snapshot != nil || other.snapshot != nil {
		return errors.New("a snapshot is a seed by itself, and there is another seed")
	}
	s.Operations = append(s.Operations, other.Operations...)
	s.States = append(s.States, other.States...)
	return nil
}

// seed applies the seed to an empty store. What is wrong with a seed is an error even where it is
// not needed.
func (e *Emulator) seed() error {
	if e.config.Seed == nil {
		return nil
	}
	ctx := context.Background()
	if err := e.check(e.config.Seed); err != nil {
		return err
	}
	begun, used, err := e.seeded(ctx)
	switch {
	case err != nil:
		return err
	case begun != nil && begun.Done:
		e.config.Log.Info("the seed is not applied again: the data began with one", "data", e.config.Data)
		return nil
	case begun == nil && used:
		e.config.Log.Warn("the seed is not used: there is data already", "data", e.config.Data)
		return nil
	}
	if err := e.applySeed(ctx); err != nil {
		return errors.Join(err, e.store.Reset(ctx)) // the next start is to find it empty again
	}
	return nil
}

// A seeding is stored when a seed is begun, and when it has been applied to its end.
type seeding struct{ Done bool }

var seedings = store.Table[seeding]{
	Name: "seed", Check: transaction.CheckShared(func(string, *seeding) error { return nil }),
}

// seeded returns how far a seed was applied, nil if none was begun, and whether there is any data.
func (e *Emulator) seeded(ctx context.Context) (begun *seeding, used bool, err error) {
	err = e.store.View(ctx, func(tx *store.Tx) (err error) {
		if begun, err = seedings.Get(tx, store.Shelf{}, ""); err != nil {
			return err
		}
		for _, err := range tx.Rows() {
			used = true
			return err
		}
		return nil
	})
	return begun, used, err
}

func (e *Emulator) note(ctx context.Context, s seeding) error {
	return e.store.Update(ctx, func(tx *store.Tx) error {
		return seedings.Put(tx, store.Shelf{}, "", &s)
	})
}

// check finds the entries that no emulator could take.
func (e *Emulator) check(s *Seed) error {
	if s.snapshot != nil {
		return e.data().Check(bytes.NewReader(s.snapshot))
	}
	for i, o := range s.Operations {
		if e.operation(o.Service, o.Operation) == nil {
			return o.failed(
				i,
				errors.New(
					"there is no such operation: give a service, such as events, and an operation that it "+
						"serves, such as CreateConnection",
				),
			)
		}
		if err := o.Place.check(); err != nil {
			return o.failed(i, err)
		}
	}
	for i, state := range s.States {
		if err := state.Place.check(); err != nil {
			return state.failed(i, err)
		}
	}
	return nil
}

func (p Place) check() error {
	if p.Account != "" && !awsapi.IsAccount(p.Account) {
		return fmt.Errorf("account takes 12 digits, not %q", p.Account)
	}
	if p.Region != "" && !awsapi.IsRegion(p.Region) {
		return fmt.Errorf("region takes the name of a region, not %q", p.Region)
	}
	return nil
}

// applySeed applies the seed, if there is one, in place of all that is stored. A note in the store
// says whether that was done to the end.
func (e *Emulator) applySeed(ctx context.Context) error {
	if e.config.Seed == nil {
		return nil
	}
	if err := e.store.Reset(ctx); err != nil {
		return err
	}
	if err := e.note(ctx, seeding{}); err != nil {
		return err
	}
	if err := e.apply(ctx, e.config.Seed); err != nil {
		return err
	}
	return e.note(ctx, seeding{Done: true})
}

func (e *Emulator) apply(ctx context.Context, s *Seed) error {
	if s.snapshot != nil {
		_, err := e.data().Restore(ctx, bytes.NewReader(s.snapshot))
		return err
	}
	for i, o := range s.Operations {
		if _, err := e.run(ctx, o, awsapi.Invoke); err != nil {
			return o.failed(i, err)
		}
	}
	return e.script(ctx, s.States)
}

// script scripts the states.
func (e *Emulator) script(ctx context.Context, states []SeedState) error {
	for i, state := range states {
		if err := e.Script(ctx, e.at(state.Place), state.Name, state.Script); err != nil {
			return state.failed(i, err)
		}
	}
	return nil
}

// run makes the call.
func (e *Emulator) run(
	ctx context.Context, o SeedOperation, invoke awsapi.Handler, around ...awsapi.Interceptor,
) (*awsapi.Output, error) {
	input, err := awsjson.Parse(o.Input)
	if err != nil {
		return nil, errors.New("input takes a JSON object with the members of the operation's request")
	}
	call := &awsapi.Call{
		ID:        awsapi.NewUUID(),
		Caller:    e.at(o.Place),
		Target:    o.Operation,
		Service:   e.service(o.Service),
		Operation: e.operation(o.Service, o.Operation),
		Input:     input,
	}
	return awsapi.Chain(invoke, append(around, recovered)...)(ctx, call)
}

// at is the caller at a place.
func (e *Emulator) at(p Place) awsapi.Caller {
	c := awsapi.Caller{Account: e.config.Account, Region: e.config.Region}
	if p.Account != "" {
		c.Account = p.Account
	}
	if p.Region != "" {
		c.Region = p.Region
	}
	return c
}

func (o SeedOperation) failed(i int, err error) error {
	return fmt.Errorf("entry %d of operations (%s %s): %w", i+1, o.Service, o.Operation, err)
}

func (s SeedState) failed(i int, err error) error {
	return fmt.Errorf("entry %d of states (%s): %w", i+1, s.Name, err)
}
