package emulator

import (
	"cmp"
	"context"
	"slices"

	"github.com/eventbridge-connections/emulator/internal/buses"
	"github.com/eventbridge-connections/emulator/internal/connections"
	"github.com/eventbridge-connections/emulator/internal/control"
	"github.com/eventbridge-connections/emulator/internal/delivery"
	"github.com/eventbridge-connections/emulator/internal/destinations"
	"github.com/eventbridge-connections/emulator/internal/iam"
	"github.com/eventbridge-connections/emulator/internal/kms"
	"github.com/eventbridge-connections/emulator/internal/pattern"
	"github.com/eventbridge-connections/emulator/internal/rules"
	"github.com/eventbridge-connections/emulator/internal/secrets"
	"github.com/eventbridge-connections/emulator/internal/store"
	"github.com/eventbridge-connections/emulator/internal/sts"
)

// panel is what answers the control paths.
func (e *Emulator) panel() *control.Panel {
	c := e.config
	return &control.Panel{
		Health:   control.Health{Version: c.Version, Commit: c.Commit, Services: e.services, CA: c.CA},
		Calls:    &control.Calls{History: e.history, Stream: e.stream, Life: e.life},
		Faults:   e.faults,
		Routes:   control.Routes{Routes: e.Routes()},
		Clock:    &control.Clock{Clock: e.clock, CatchUp: e.catchUp},
		Data:     e.data(),
		Settings: &control.Settings{Read: e.setting, Change: e.change},
		States: &control.States{
			Account: c.Account, Region: c.Region,
			Script: e.Script, Scripts: e.connections.Scripts, Withdraw: e.withdraw, Hasten: e.Hasten,
		},
		Listing: &control.Listing{
			Connections: e.connections.Listed, Destinations: e.destinations.Listed, Rules: e.rules.Listed,
		},
		Seeding: &control.Seeding{Apply: e.sow},
		Reveal:  e.reveal,
	}
}

// data is what is stored, as a whole.
func (e *Emulator) data() *control.Data {
	return &control.Data{
		Store: e.store, Clock: e.clock, Tables: e.tables(), Folder: e.config.Data,
		Whole: e.whole, Alone: e.replacing, Reset: e.Reset,
	}
}

// replacing runs fn, which replaces what is stored, while no call is under way. Tokens of
// connections are fetched anew afterwards.
func (e *Emulator) replacing(fn func() error) error {
	return e.anew(func() error {
		defer e.delivery.Forget()
		return fn()
	})
}

// tables are all tables of the store.
func (e *Emulator) tables() []store.AnyTable {
	return slices.Concat(
		connections.Tables(), destinations.Tables(), buses.Tables(), rules.Tables(),
		secrets.Tables(), kms.Tables(), iam.Tables(), sts.Tables(), delivery.Tables(),
		e.due.Tables(), []store.AnyTable{seedings},
	)
}

// whole returns the error of what is stored in two places and is missing in one: connections and
// their secrets, and the tables that are there to find others. Other references may name what there
// is not, as on AWS.
func (e *Emulator) whole(tx *store.Tx) error {
	return cmp.Or(
		e.connections.CheckWhole(tx),
		secrets.CheckWhole(tx, e.connections.HasSecret),
		destinations.CheckWhole(tx),
		kms.CheckWhole(tx),
	)
}

// deliveries is what the control paths can reach of events on their way.
func (e *Emulator) deliveries(panel *control.Panel) control.Deliveries {
	match := func(ctx context.Context, bus string, event *pattern.Event) ([]control.Verdict, error) {
		found, err := e.rules.Match(ctx, bus, event)
		verdicts := make([]control.Verdict, len(found))
		for i, v := range found {
			verdicts[i] = control.Verdict{
				Rule: *v.Rule.Name, Bus: *v.Rule.EventBusName, State: string(*v.Rule.State), Matches: v.Matches,
			}
			if v.Mismatch != nil {
				verdicts[i].Field, verdicts[i].Wanted = v.Mismatch.Field, v.Mismatch.Asked
			}
		}
		return verdicts, err
	}
	return control.Deliveries{
		Calls: panel.Calls, States: panel.States, Service: e.delivery, Match: match,
	}
}
