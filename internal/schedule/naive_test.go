package schedule_test

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
)

// A naive is a cron expression that is asked, minute by minute, whether it is due: what it can read
// has neither junk nor unusual forms.
type naive struct{ fields [6][]part }

// A part is an element of a list, as its text is written.
type part struct {
	from, to, step string
	suffix         string // L, W or a # with its number
	last           string // what follows L at the beginning
}

var element = regexp.MustCompile(
	`^(?:(L(?:-\d+)?W?)|(?:(\*|\d+|[A-Z]{3})(?:-(\d+|[A-Z]{3}))?(?:/(\d+))?)(L|W|#[1-5])?)$`)

// newNaive is false for what it cannot read.
func newNaive(expression string) (*naive, bool) {
	inner, _ := strings.CutPrefix(strings.ToUpper(expression), "CRON(")
	fields := strings.Split(strings.TrimSuffix(inner, ")"), " ")
	n := &naive{}
	for i, field := range fields {
		for text := range strings.SplitSeq(field, ",") {
			if text == "?" {
				n.fields[i] = nil
				break
			}
			m := element.FindStringSubmatch(text)
			if m == nil || m[5] != "" && (m[2] == "*" || m[3]+m[4] != "") {
				return nil, false
			}
			n.fields[i] = append(n.fields[i], part{m[2], m[3], m[4], m[5], m[1]})
		}
	}
	return n, true
}

const names = "JAN FEB MAR APR MAY JUN JUL AUG SEP OCT NOV DEC SUN MON TUE WED THU FRI SAT"

// numeric is the number of a value or a name.
func numeric(text string) int {
	if i := slices.Index(strings.Fields(names), text); i >= 0 {
		return i%12 + 1
	}
	n, _ := strconv.Atoi(text)
	return n
}

// has walks through the values of a part, of a field from least to most.
func (p part) has(value, least, most int) bool {
	from, to, step := numeric(p.from), numeric(p.to), max(numeric(p.step), 1)
	switch {
	case p.from == "*":
		from, to = least, most
	case p.step != "" && numeric(p.step) == 0:
		to = from
	case p.to == "" && p.step == "":
		to = from
	case p.to == "":
		to = most
	}
	if from > most {
		return false
	}
	for at, left := from, 0; ; left-- {
		if left == 0 {
			if at == value {
				return true
			}
			left = step
		}
		if at == min(to, most) {
			return false
		}
		if at++; at > most {
			at = least
		}
	}
}

func anyHas(parts []part, value, least, most int) bool {
	return slices.ContainsFunc(parts, func(p part) bool { return p.has(value, least, most) })
}

func (n *naive) dueDay(t time.Time) bool {
	if !anyHas(n.fields[5], t.Year(), 1970, 9999) || !anyHas(n.fields[3], int(t.Month()), 1, 12) {
		return false
	}
	if n.fields[2] == nil {
		return slices.ContainsFunc(n.fields[4], func(p part) bool { return p.onWeekday(t) })
	}
	return slices.ContainsFunc(n.fields[2], func(p part) bool { return p.onDay(t) })
}

func (n *naive) dueTime(t time.Time) bool {
	return anyHas(n.fields[0], t.Minute(), 0, 59) && anyHas(n.fields[1], t.Hour(), 0, 23)
}

func (p part) onWeekday(t time.Time) bool {
	weekday := int(t.Weekday()) + 1
	switch {
	case p.last != "":
		return p.last == "L" && weekday == 7
	case p.suffix == "L":
		return weekday == numeric(p.from) && t.AddDate(0, 0, 7).Month() != t.Month()
	case p.suffix != "" && p.suffix != "W":
		return weekday == numeric(p.from) && (t.Day()-1)/7+1 == numeric(p.suffix[1:])
	}
	return p.has(weekday, 1, 7)
}

func (p part) onDay(t time.Time) bool {
	if p.last == "" && p.suffix == "" {
		return p.has(t.Day(), 1, 31)
	}
	day, working := numeric(p.from), true
	if p.last != "" {
		var before string
		before, working = strings.CutSuffix(strings.TrimPrefix(p.last[1:], "-"), "W")
		day = t.AddDate(0, 0, 1-t.Day()).AddDate(0, 1, -1).Day() - numeric(before)
	}
	if working {
		day = nearest(t, day)
	}
	return t.Day() == day
}

// nearest looks for the nearest day from Monday to Friday of t's month, one day to either side at
// a time, and further where the month ends.
func nearest(t time.Time, day int) int {
	first := t.AddDate(0, 0, 1-t.Day())
	if day < 1 || first.AddDate(0, 0, day-1).Month() != t.Month() {
		return 0
	}
	for _, distance := range []int{0, -1, 1, -2, 2} {
		near := first.AddDate(0, 0, day-1+distance)
		working := near.Weekday() != time.Saturday && near.Weekday() != time.Sunday
		if working && near.Month() == t.Month() {
			return near.Day()
		}
	}
	return 0
}
