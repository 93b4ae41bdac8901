package schedule

import (
	"slices"
	"strconv"
	"strings"
)

// A set is the numbers that a field allows.
type set map[int]struct{}

func (s set) has(n int) bool { _, ok := s[n]; return ok }

// A field is what one field of cron can name.
type field struct {
	first, last int
	wraps       bool     // a range may go beyond the last (RECORDED): 20-2
	names       []string // of the numbers, from the first on
}

var (
	monthNames   = strings.Fields("JAN FEB MAR APR MAY JUN JUL AUG SEP OCT NOV DEC")
	weekdayNames = strings.Fields("SUN MON TUE WED THU FRI SAT") // SUN is 1 (DOCUMENTED)
)

// parse reads a list of numbers, ranges and steps.
func (f field) parse(text string) (set, bool) {
	all := set{}
	for item := range strings.SplitSeq(text, ",") {
		if !f.add(all, item) {
			return nil, false
		}
	}
	return all, true
}

// add reads one item of a list: *, 5, 5-10, and each of them with a step.
func (f field) add(all set, item string) bool {
	span, stepText, stepped := strings.Cut(item, "/")
	step := 1
	if stepped {
		n, ok := digits(stepText)
		if !ok {
			return false
		}
		step = n
	}
	from, to, ok := f.span(span, stepped)
	if !ok {
		return false
	}
	f.fill(all, from, to, step)
	return true
}

// span reads where an item begins and ends. A single number with a step goes on to the last.
func (f field) span(text string, stepped bool) (from, to int, ok bool) {
	if text == "*" {
		return f.first, f.last, true
	}
	low, high, ranged := strings.Cut(text, "-")
	from, ok = f.number(low)
	switch {
	case !ok:
		return 0, 0, false
	case ranged:
		to, ok = f.number(high)
		return from, to, ok && (from <= to || f.wraps)
	case stepped:
		return from, f.last, true
	}
	return from, from, true
}

// fill adds every step from one number to the other, beyond the last where that comes first. A step
// of 0 stays where it begins (INFERRED: AWS takes it).
func (f field) fill(all set, from, to, step int) {
	size := f.last - f.first + 1
	if to < from {
		to += size
	}
	for n := from; n <= to; n += step {
		all[(n-f.first)%size+f.first] = struct{}{}
		if step == 0 {
			return
		}
	}
}

// number reads a number, or a name in letters of any case (RECORDED).
func (f field) number(text string) (int, bool) {
	if i := slices.Index(f.names, strings.ToUpper(text)); i >= 0 {
		return f.first + i, true
	}
	n, ok := digits(text)
	return n, ok && n >= f.first && n <= f.last
}

// digits reads a number of at most four digits, without a sign.
func digits(text string) (int, bool) {
	if text == "" || len(text) > 4 || strings.Trim(text, "0123456789") != "" {
		return 0, false
	}
	n, err := strconv.Atoi(text)
	return n, err == nil
}
