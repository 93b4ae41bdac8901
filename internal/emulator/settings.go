package emulator

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/eventbridge-connections/emulator/internal/connections"
	"github.com/eventbridge-connections/emulator/internal/control"
)

// settings point to what operations go by and what can be changed while the emulator runs.
// Operations read it while they have the gate, and nobody else does.
type settings struct {
	settle *connections.Settle
	quotas map[string]*int
}

// setting is what is set now.
func (e *Emulator) setting() control.Setting {
	e.gate.RLock()
	defer e.gate.RUnlock()
	return e.settings.read()
}

func (s settings) read() control.Setting {
	settle, _ := s.settle.MarshalText() // never fails
	out := control.Setting{Settle: string(settle), Quotas: map[string]int{}}
	for name, quota := range s.quotas {
		out.Quotas[name] = *quota
	}
	return out
}

// change changes what the setting has, all of it or nothing. States that have begun last as long as
// was decided then.
func (e *Emulator) change(to control.Setting) error {
	if err := e.settings.check(to); err != nil {
		return err
	}
	e.gate.Lock()
	defer e.gate.Unlock()
	e.settings.write(to)
	return nil
}

func (s settings) check(to control.Setting) error {
	if to.Settle != "" {
		if err := new(connections.Settle).UnmarshalText([]byte(to.Settle)); err != nil {
			return fmt.Errorf("settle: %w", err)
		}
	}
	for name, quota := range to.Quotas {
		if s.quotas[name] == nil {
			known := strings.Join(slices.Sorted(maps.Keys(s.quotas)), ", ")
			return fmt.Errorf("quotas: there is none for %q: there are %s", name, known)
		}
		if quota < 0 {
			return fmt.Errorf("quotas: %s must be a number from 0 on", name)
		}
	}
	return nil
}

// write sets what was found good.
func (s settings) write(to control.Setting) {
	if to.Settle != "" {
		_ = s.settle.UnmarshalText([]byte(to.Settle))
	}
	for name, quota := range to.Quotas {
		*s.quotas[name] = quota
	}
}
