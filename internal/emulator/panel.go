package emulator

import (
	"context"
	"encoding/json"

	"github.com/eventbridge-connections/emulator/internal/connections"
	"github.com/eventbridge-connections/emulator/internal/control"
	"github.com/eventbridge-connections/emulator/internal/pattern"
	"github.com/eventbridge-connections/emulator/internal/rules"
)

// shown is what of the stored records may be seen by anybody, by table. It names every table that there is.
var shown = map[string]control.Redaction{
	"connections":                connections.Redacted,
	"due":                        whole,
	"deliveries":                 whole,
	"jobs":                       whole,
	"seed":                       whole,
	"scripts":                    whole,
	"destinations":               whole,
	"destinations-by-connection": whole,
	"event-buses":                whole,
	"rules":                      whole,
	"targets":                    rules.RedactedTarget,
	"secrets":                    hidden,
	"secrets-by-creation":        whole,
	"kms-keys":                   hidden,
	"kms-aliases":                hidden,
	"kms-aliases-by-key":         hidden,
}

func whole(record json.RawMessage) (json.RawMessage, error) { return record, nil }

func hidden(json.RawMessage) (json.RawMessage, error) { return json.RawMessage("null"), nil }

// panel is what the control paths can reach.
func (e *Emulator) panel() *control.Panel {
	return &control.Panel{
		Version:  e.config.Version,
		Commit:   e.config.Commit,
		Account:  e.config.Account,
		Region:   e.config.Region,
		Services: e.services,
		History:  e.history,
		Faults:   e.faults,
		Stream:   e.stream,
		Routes:   control.Routes{Routes: e.Routes()},
		Clock:    e.clock,
		Store:    e.store,
		Shown:    shown,
		Life:     e.life,
		Reset:    e.Reset,
		Alone:    e.alone,
		CatchUp:  e.catchUp,
		Script:   e.Script,
		Hasten:   e.Hasten,
	}
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
	return control.Deliveries{Panel: panel, Service: e.delivery, Match: match}
}
