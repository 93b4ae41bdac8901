package pattern

import (
	"cmp"
	"slices"
)

// A Mismatch is where a pattern and an event part.
type Mismatch struct {
	Field string // the path of the first field that does not match, such as detail.state
	Asked string // what the pattern asks of it: its list, as it is written there
	Apart bool   // whether it matches by itself, but not where the fields before it match
}

// Mismatch returns why the pattern does not match the event, and false if it does match. Of the
// branches of $or it tells of the one that goes furthest.
func (p *Pattern) Mismatch(e *Event) (furthest Mismatch, ok bool) {
	m := &matching{event: e, budget: maxTries}
	most := -1
	for _, b := range p.branches {
		mismatch, matched, ok := m.mismatch(b)
		if !ok {
			return Mismatch{}, false
		}
		if matched > most {
			furthest, most = mismatch, matched
		}
	}
	return furthest, true
}

// mismatch returns where the branch fails, in the order of the text, and how many of its fields
// match before.
func (m *matching) mismatch(b branch) (at Mismatch, matched int, ok bool) {
	written := slices.Clone(b)
	slices.SortFunc(written, func(x, y *field) int { return cmp.Compare(x.id, y.id) })
	for i, f := range written {
		if f.verdict(m.event) == refused {
			return Mismatch{Field: f.path, Asked: f.asked}, i, true
		}
	}
	s := newSearch(m, b)
	if s.from(0) {
		return Mismatch{}, len(b), false
	}
	f := b[s.furthest]
	return Mismatch{Field: f.path, Asked: f.asked, Apart: true}, s.furthest, true
}
