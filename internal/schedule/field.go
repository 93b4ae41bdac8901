package schedule

import (
	"math"
	"slices"
	"strings"
)

// A field is what one of the six fields of a cron expression can hold.
type field struct {
	min, max int
	star     int      // where * begins
	names    []string // of the values from min on, three letters each
}

var (
	minutes  = field{max: 59}
	hours    = field{max: 23}
	days     = field{min: 1, max: 31, star: 1}
	months   = field{min: 1, max: 12, star: 1, names: monthNames}
	weekdays = field{min: 1, max: 7, star: 1, names: weekdayNames}
	years    = field{max: math.MaxInt32, star: firstYear}
)

var (
	monthNames = []string{
		"JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC",
	}
	weekdayNames = []string{"SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"}
)

// A span is the values from one to another by a step. A span that wraps ends before it begins.
type span struct{ from, to, step int }

// spans reads the elements of a list. RECORDED that lists, ranges and steps are accepted, and that
// ranges wrap.
func (f field) spans(text string) (out []span, ok bool) {
	for element := range strings.SplitSeq(text, ",") {
		s, ok := f.span(element)
		if !ok {
			return nil, false
		}
		out = append(out, s)
	}
	return out, true
}

// span reads *, a value or a range, and a step. What follows them is ignored: the x of 0x, the W of
// 1-5W, the DAY of MONDAY (RECORDED). A step may lead past the end (RECORDED). A step of 0 is
// accepted (RECORDED), and stands for the first value alone (INFERRED from Quartz).
func (f field) span(text string) (span, bool) {
	s, rest, ok := f.bounds(text)
	steps, stepped := strings.CutPrefix(rest, "/")
	if !ok || !stepped {
		return s, ok
	}
	step, _, ok := leading(steps)
	bounds := strings.TrimSuffix(text, rest)
	s.step = max(step, 1)
	switch {
	case bounds == "*":
		ok = ok && step <= f.max // INFERRED from Quartz
	case step == 0:
		s.to = s.from
	case !strings.Contains(bounds, "-"):
		s.to = f.max
	}
	return s, ok
}

// bounds reads *, a value or a range, and returns what follows it. INFERRED from Quartz: a value is
// refused with L, W or # in a field that knows none.
func (f field) bounds(text string) (s span, rest string, ok bool) {
	if rest, ok := strings.CutPrefix(text, "*"); ok {
		return span{f.star, f.max, 1}, rest, true
	}
	from, rest, ok := f.value(text)
	if !ok || !strings.HasPrefix(rest, "-") {
		return span{from, from, 1}, rest, ok && strings.IndexAny(rest, "LW#") != 0
	}
	to, rest, ok := f.value(rest[1:])
	return span{from, to, 1}, rest, ok
}

// value reads a number or a name, and returns what follows it.
func (f field) value(text string) (value int, rest string, ok bool) {
	if len(text) >= 3 {
		if i := slices.Index(f.names, text[:3]); i >= 0 {
			return f.min + i, text[3:], true
		}
	}
	value, rest, ok = leading(text)
	return value, rest, ok && f.min <= value && value <= f.max
}

// leading reads the digits that a text begins with.
func leading(text string) (value int, rest string, ok bool) {
	rest = strings.TrimLeft(text, "0123456789")
	n, ok := number(text[:len(text)-len(rest)])
	return int(n), rest, ok
}

// set reads a list of the field's values.
func (f field) set(text string) (out set, ok bool) {
	list, ok := f.spans(text)
	for _, s := range list {
		out |= f.values(s)
	}
	return out, ok
}

// values returns the values of a span, which wraps at the ends of the field.
func (f field) values(s span) (out set) {
	size := f.max - f.min + 1
	if s.to < s.from {
		s.to += size
	}
	for v := s.from; v <= s.to; v += s.step {
		out |= only(f.min + (v-f.min)%size)
	}
	return out
}
