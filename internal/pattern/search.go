package pattern

import (
	"encoding/binary"
	"slices"
)

// maxTries bounds how long elements of lists are tried with each other for one pattern and event; a
// try counts once more for each list that is used. A pattern that needs more does not match.
// UNKNOWN of AWS. Only an event with several lists under one path can take so long.
const maxTries = 1 << 20

// A search looks for elements of lists in which all fields of a branch match: of every list that is
// used at all, all fields use the same element. It goes through the fields in the order of their
// paths, which matters to a field that has to be absent: it is looked for only in the elements that
// the fields before it have chosen. RECORDED
type search struct {
	matching *matching
	branch   branch
	fields   []places
	chosen   map[int32]int32 // the element of each list that is used
	last     map[int32]int   // the last field that has something to do with the list
	failed   map[string]bool // the states that were tried in vain
	furthest int             // the last field that was come to
}

// places is where a field has values.
type places struct {
	matching *place
	all      *place // where the field may have to be absent
}

// A place has values in it, or lists with places in their elements.
type place struct {
	values bool
	lists  map[int32]map[int32]*place
}

func newSearch(m *matching, b branch) *search {
	s := &search{matching: m, branch: b, fields: make([]places, len(b)),
		chosen: map[int32]int32{}, last: map[int32]int{}, failed: map[string]bool{}}
	for i, f := range b {
		s.fields[i] = s.places(i, f)
	}
	return s
}

// places finds where the field has values.
func (s *search) places(i int, f *field) places {
	p := places{matching: &place{}, all: &place{}}
	values := s.matching.event.root.under(f.steps...).values
	for j := range values {
		v := &values[j]
		for in := v.in; in != nil; in = in.in {
			s.last[in.list] = i
		}
		if f.absent {
			p.all.within(v.in).values = true
		}
		if f.takes(v) {
			p.matching.within(v.in).values = true
		}
	}
	return p
}

// within returns the place in the element, which begins with the outermost list.
func (p *place) within(in *element) *place {
	if in == nil {
		return p
	}
	p = p.within(in.in)
	if p.lists == nil {
		p.lists = map[int32]map[int32]*place{}
	}
	if p.lists[in.list] == nil {
		p.lists[in.list] = map[int32]*place{}
	}
	if p.lists[in.list][in.index] == nil {
		p.lists[in.list][in.index] = &place{}
	}
	return p.lists[in.list][in.index]
}

// from tells whether the fields from the i-th on match within the elements that are chosen.
func (s *search) from(i int) bool {
	s.furthest = max(s.furthest, i)
	if i == len(s.fields) {
		return true
	}
	tried := s.state(i)
	s.matching.budget -= 1 + len(s.chosen)
	if s.failed[tried] || s.matching.budget < 0 {
		return false
	}
	rest := func() bool { return s.from(i + 1) }
	if s.some(s.fields[i].matching, rest) {
		return true
	}
	if s.branch[i].absent && !s.some(s.fields[i].all, func() bool { return true }) && rest() {
		return true
	}
	s.failed[tried] = true
	return false
}

// some tells whether there are values in the place, within the elements that are chosen and others
// that may be chosen for them, with which the rest holds.
func (s *search) some(p *place, rest func() bool) bool {
	if p.values && rest() {
		return true
	}
	for list, elements := range p.lists {
		if index, ok := s.chosen[list]; ok {
			if inner := elements[index]; inner != nil && s.some(inner, rest) {
				return true
			}
			continue
		}
		for index, inner := range elements {
			s.chosen[list] = index
			found := s.some(inner, rest)
			delete(s.chosen, list)
			if found {
				return true
			}
		}
	}
	return false
}

// state names the i-th field with the chosen elements that have something to do with it or those
// behind it.
func (s *search) state(i int) string {
	var lists []int32
	for list := range s.chosen {
		if s.last[list] >= i {
			lists = append(lists, list)
		}
	}
	slices.Sort(lists)
	state := binary.AppendUvarint(nil, uint64(i))
	for _, list := range lists {
		state = binary.AppendUvarint(state, uint64(list))
		state = binary.AppendUvarint(state, uint64(s.chosen[list]))
	}
	return string(state)
}
