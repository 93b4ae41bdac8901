package pattern

import (
	"errors"
	"math"
	"strconv"
	"strings"
)

// An Event is an event that was read once, to be held against many patterns. It is safe for use by
// many goroutines.
type Event struct {
	root    step
	sources []string // the texts of the values of source
	lists   int32    // how many lists there are
}

// A step is what lies under a path: a path that has a dot in a name is the same as that of objects
// within each other.
type step struct {
	next   map[string]*step
	values []value
	listed bool // whether a value lies in an element of a list
}

// A value is a leaf of an event.
type value struct {
	text    string  // a string with its quotes, or a number or literal
	address string  // the hexadecimal digits of an address; else the text
	number  float64 // what the text is as a number
	numeric bool    // whether it is one that can be compared
	in      *element
}

// An element is an object or list within a list.
type element struct {
	list, index int32
	in          *element // the element that the list lies in
}

// maxEventDepth bounds how deep an event may go. DOCUMENTED: 1,100 levels of detail.
const maxEventDepth = 1101

// ReadEvent reads a JSON object. Of a name that stands in it twice, both values count. RECORDED
func ReadEvent(document []byte) (*Event, error) {
	s := newScanner(string(document), maxEventDepth)
	if err := s.next(); err != nil {
		return nil, err
	}
	if s.kind != tokenObject {
		return nil, errors.New("event is not an object")
	}
	e := &Event{}
	if err := e.object(s, &e.root, nil); err != nil {
		return nil, err
	}
	if err := s.next(); err != nil {
		return nil, err
	}
	if s.kind != tokenEnd {
		return nil, errors.New("event has something behind its object")
	}
	for _, v := range e.root.under("source").values {
		e.sources = append(e.sources, v.text)
	}
	return e, nil
}

// object reads the members of an object that lies at the step and in the element.
func (e *Event) object(s *scanner, at *step, in *element) error {
	for {
		if err := s.next(); err != nil {
			return err
		}
		if s.kind == tokenObjectEnd {
			return nil
		}
		member := at
		for name := range strings.SplitSeq(s.name, ".") {
			member = member.follow(name)
		}
		if err := s.next(); err != nil {
			return err
		}
		if err := e.value(s, member, in); err != nil {
			return err
		}
	}
}

// value reads the value whose first token is the current one.
func (e *Event) value(s *scanner, at *step, in *element) error {
	switch s.kind {
	case tokenObject:
		return e.object(s, at, in)
	case tokenList:
		return e.list(s, at, in)
	}
	text, err := s.content()
	if err != nil {
		return err
	}
	v := newValue(text, s.kind)
	v.in = in
	at.values = append(at.values, v)
	at.listed = at.listed || in != nil
	return nil
}

// list reads the elements of a list. Only an object or list in it is an element that other values
// can lie in as well.
func (e *Event) list(s *scanner, at *step, in *element) error {
	list := e.lists
	e.lists++
	for index := int32(0); ; index++ {
		if err := s.next(); err != nil {
			return err
		}
		if s.kind == tokenListEnd {
			return nil
		}
		inside := in
		if s.kind == tokenObject || s.kind == tokenList {
			inside = &element{list: list, index: index, in: in}
		}
		if err := e.value(s, at, inside); err != nil {
			return err
		}
	}
}

// newValue makes a value of a token's text.
func newValue(text string, k kind) value {
	v := value{text: text, address: text}
	switch k {
	case tokenString:
		v.text = quote(text)
		v.address = v.text
		if digits, ok := addressDigits(text); ok {
			v.address = digits
		}
	case tokenFloat:
		v.text = floatText(text)
		v.address = v.text
		v.number, v.numeric = exactNumber(v.text)
	case tokenInteger:
		v.number, v.numeric = exactNumber(text)
	}
	return v
}

// floatText is what AWS makes of a number with a fraction or exponent: the spelling that Java gives
// the nearest double. INFERRED from recordings: 1.0000000000000001, 1e309 and 1e-400 in an event
// are not what the same text in a pattern is.
func floatText(text string) string {
	n, err := strconv.ParseFloat(text, 64)
	if err != nil {
		return "Infinity"
	}
	if abs := math.Abs(n); abs >= 1e-3 && abs < 1e7 || n == 0 {
		out := strconv.FormatFloat(n, 'f', -1, 64)
		if !strings.Contains(out, ".") {
			out += ".0"
		}
		return out
	}
	mantissa, exponent, _ := strings.Cut(strconv.FormatFloat(n, 'E', -1, 64), "E")
	if !strings.Contains(mantissa, ".") {
		mantissa += ".0"
	}
	power, _ := strconv.Atoi(exponent) // FormatFloat wrote it
	return mantissa + "E" + strconv.Itoa(power)
}

// follow returns the step that the name leads to, and makes it if there is none.
func (s *step) follow(name string) *step {
	if s.next == nil {
		s.next = map[string]*step{}
	}
	if s.next[name] == nil {
		s.next[name] = &step{}
	}
	return s.next[name]
}

// under returns the step that the names lead to, which may be one with nothing under it.
func (s *step) under(names ...string) *step {
	for _, name := range names {
		if s = s.next[name]; s == nil {
			return &step{}
		}
	}
	return s
}
