package pattern

import "slices"

// Matches tells whether the pattern matches the event.
func (p *Pattern) Matches(e *Event) bool {
	if p.sources != nil && !slices.ContainsFunc(e.sources, p.names) {
		return false
	}
	m := matching{event: e, budget: maxTries}
	if len(p.branches) > 1 {
		m.known = make([]verdict, p.fields)
	}
	return slices.ContainsFunc(p.branches, m.branch)
}

// names tells whether the text is one of the sources that the pattern asks for.
func (p *Pattern) names(source string) bool { return slices.Contains(p.sources, source) }

// A matching holds a pattern against an event.
type matching struct {
	event  *Event
	known  []verdict // what is known of fields by their id, where several branches have them
	budget int       // how many tries are left
}

// A verdict is whether a field by itself matches somewhere in the event.
type verdict uint8

const (
	undecided verdict = iota
	refused
	possible
)

// branch tells whether all fields match, each by itself and then all in the same elements of lists.
func (m *matching) branch(b branch) bool {
	listed := false
	for _, f := range b {
		if m.verdict(f) == refused {
			return false
		}
		listed = listed || m.event.root.under(f.steps...).listed
	}
	return !listed || newSearch(m, b).from(0)
}

func (m *matching) verdict(f *field) verdict {
	if m.known == nil {
		return f.verdict(m.event)
	}
	if m.known[f.id] == undecided {
		m.known[f.id] = f.verdict(m.event)
	}
	return m.known[f.id]
}

// verdict looks at every value of the field. One that must be absent may still be so in some
// element of a list.
func (f *field) verdict(e *Event) verdict {
	at := e.root.under(f.steps...)
	for i := range at.values {
		if f.takes(&at.values[i]) {
			return possible
		}
	}
	if f.absent && !slices.ContainsFunc(at.values, func(v value) bool { return v.in == nil }) {
		return possible
	}
	return refused
}

// takes tells whether the value is one that the field asks for.
func (f *field) takes(v *value) bool {
	for _, m := range f.matches {
		if m.match(v) {
			return true
		}
	}
	return false
}
