// Package pattern has the event patterns of EventBridge: it reads one, or says in AWS's words why
// it is none, and tells which events it matches. It works as the library that AWS publishes for
// this, event-ruler: what is not marked otherwise is INFERRED from that.
package pattern

import (
	"errors"
	"slices"
)

// A Pattern is an event pattern that was read. It is safe for use by many goroutines.
type Pattern struct {
	branches []branch // one of them has to match; without $or there is one
	fields   int      // how many fields there are in all of them together
	sources  []string // where every branch names its sources by their text alone: all of them
}

// A branch is the fields that have to match together, in the order of their paths.
type branch []*field

// A field is a path of the pattern with what its value may be.
type field struct {
	id      int    // its place among the fields of the pattern, in the order of the text
	path    string // such as detail.state
	steps   []string
	asked   string // the list of the pattern, as it is written there
	matches []matcher
	absent  bool // whether {"exists":false} is in the list
}

// A matcher tells whether a value is what one element of a field's list asks for.
type matcher interface{ match(v *value) bool }

// maxDepth is how deep the objects of a pattern may lie in each other. UNKNOWN of AWS; it is
// Jackson's own limit, and no pattern of 4,096 characters reaches it.
const maxDepth = 1000

// Parse reads a pattern. The error is the *[awsapi.Error] InvalidEventPatternException (HTTP 400),
// with the position where AWS gives one, or InternalFailure (HTTP 500) where AWS fails on a
// pattern.
func Parse(text string) (*Pattern, error) {
	branches, err := compile(text, true)
	if err != nil {
		// Where $or cannot be what it should, it is the name of a field if that makes a pattern.
		if plain, plainErr := compile(text, false); plainErr == nil {
			branches, err = plain, nil
		}
	}
	if err == nil && complexity(branches) > maxComplexity {
		err = tooComplex
	}
	if reason, ok := errors.AsType[refusal](err); ok {
		return nil, invalid(string(reason))
	}
	if err != nil {
		return nil, err
	}
	return newPattern(branches), nil
}

func newPattern(branches []branch) *Pattern {
	p := &Pattern{branches: branches}
	named := true
	for _, b := range branches {
		for _, f := range b {
			p.fields = max(p.fields, f.id+1)
		}
		texts, ok := b.sources()
		p.sources = append(p.sources, texts...)
		named = named && ok
	}
	if !named {
		p.sources = nil
	}
	return p
}

// sources returns the texts that the field source asks for, if it is there and asks for nothing but
// texts.
func (b branch) sources() (texts []string, ok bool) {
	i := slices.IndexFunc(b, func(f *field) bool { return f.path == "source" })
	if i < 0 || b[i].absent {
		return nil, false
	}
	for _, m := range b[i].matches {
		text, ok := m.(exact)
		if !ok {
			return nil, false
		}
		texts = append(texts, string(text))
	}
	return texts, true
}
