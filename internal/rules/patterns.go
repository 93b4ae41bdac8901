package rules

import (
	"sync"

	"github.com/eventbridge-connections/emulator/internal/pattern"
)

// maxCompiled is how many patterns are kept compiled.
const maxCompiled = 4096

// patterns are compiled patterns by their text.
type patterns struct {
	mu   sync.Mutex
	kept map[string]*pattern.Pattern
}

// read returns the compiled pattern, which is compiled once while it is kept.
//
// Errors: InvalidEventPatternException.
func (p *patterns) read(text string) (*pattern.Pattern, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if known := p.kept[text]; known != nil {
		return known, nil
	}
	read, err := pattern.Parse(text)
	if err != nil {
		return nil, err
	}
	if p.kept == nil || len(p.kept) == maxCompiled {
		p.kept = map[string]*pattern.Pattern{}
	}
	p.kept[text] = read
	return read, nil
}
