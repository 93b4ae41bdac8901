package emulator

import (
	"encoding/json"

	"github.com/eventbridge-connections/emulator/internal/connections"
	"github.com/eventbridge-connections/emulator/internal/control"
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
