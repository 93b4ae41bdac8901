package schedule

import (
	"strings"
	"time"
)

// A month is one of a certain year.
type month struct {
	days  int // how many it has
	first int // the weekday of its first day; 1 is Sunday
}

func monthOf(year, m int) month {
	first := time.Date(year, time.Month(m), 1, 0, 0, 0, 0, time.UTC)
	last := first.AddDate(0, 1, -1)
	return month{days: last.Day(), first: int(first.Weekday()) + 1}
}

// weekday returns the weekday of a day of the month.
func (m month) weekday(day int) int { return (m.first+day-2)%7 + 1 }

// A dayRule returns the days of a month on which a schedule is due.
type dayRule func(month) set

// either returns the days of all rules.
func either(rules []dayRule) dayRule {
	return func(m month) (out set) {
		for _, rule := range rules {
			out |= rule(m)
		}
		return out
	}
}

// dayRules reads the days of the month and the weekdays, one of which is "?" (RECORDED).
func dayRules(month, week string) (dayRule, bool) {
	if (month == "?") == (week == "?") {
		return nil, false
	}
	text, read := month, monthDay
	if month == "?" {
		text, read = week, weekDay
	}
	return dayList(text, read)
}

// dayList reads a list. # stands in it once at most (RECORDED). L stands alone (INFERRED from
// Quartz).
func dayList(text string, read func(string) (dayRule, bool)) (dayRule, bool) {
	if strings.Count(text, "#") > 1 || strings.Contains(text, "L") && strings.Contains(text, ",") {
		return nil, false
	}
	var rules []dayRule
	for element := range strings.SplitSeq(text, ",") {
		rule, ok := read(element)
		if !ok {
			return nil, false
		}
		rules = append(rules, rule)
	}
	return either(rules), true
}

// monthDay reads L, L-3, LW, 3W or what every field has.
func monthDay(text string) (dayRule, bool) {
	if rest, ok := strings.CutPrefix(text, "L"); ok {
		return lastDay(rest)
	}
	if day, rest, ok := days.value(text); ok && strings.HasPrefix(rest, "W") {
		return func(m month) set { return m.nearest(day) }, true
	}
	listed, ok := days.set(text)
	return func(m month) set { return listed & between(1, m.days) }, ok
}

// lastDay reads what follows L: nothing, -3 for the third day before the last, W for the weekday
// nearest to it, or both. INFERRED from Quartz: 30 is the most.
func lastDay(text string) (dayRule, bool) {
	before := 0
	if digits, ok := strings.CutPrefix(text, "-"); ok {
		if before, text, ok = leading(digits); !ok || before > 30 {
			return nil, false
		}
	}
	switch text {
	case "":
		return func(m month) set { return m.day(m.days - before) }, true
	case "W":
		return func(m month) set { return m.nearest(m.days - before) }, true
	}
	return nil, false
}

// day returns the day, if the month has it.
func (m month) day(day int) set { return only(max(day, 0)) & between(1, m.days) }

// nearest returns the day from Monday to Friday that is nearest to the given one within the month.
// It is as Quartz has it (INFERRED), but that a month without the given day has none.
func (m month) nearest(day int) set {
	if m.day(day) == 0 {
		return 0
	}
	const sunday, saturday = 1, 7
	switch weekday := m.weekday(day); {
	case weekday == saturday && day == 1:
		day += 2
	case weekday == saturday:
		day--
	case weekday == sunday && day == m.days:
		day -= 2
	case weekday == sunday:
		day++
	}
	return only(day)
}

// weekDay reads L, which is Saturday, 6L or FRIL for the last Friday, 3#2 for the second Tuesday,
// or what every field has.
func weekDay(text string) (dayRule, bool) {
	if text == "L" {
		text = "SAT"
	}
	weekday, rest, ok := weekdays.value(text)
	if ok && strings.HasPrefix(rest, "L") {
		return func(m month) set { return m.last(weekday) }, true
	}
	if nth, found := strings.CutPrefix(rest, "#"); ok && found {
		n, ok := number(nth)
		return func(m month) set { return m.nth(weekday, int(n)) }, ok && 1 <= n && n <= 5
	}
	listed, ok := weekdays.set(text)
	return func(m month) set { return m.weekdays(listed) }, ok
}

// nth returns the nth of a weekday, if the month has it.
func (m month) nth(weekday, n int) set {
	return m.day((weekday-m.first+7)%7 + 1 + 7*(n-1))
}

// last returns the last of a weekday.
func (m month) last(weekday int) set {
	if fifth := m.nth(weekday, 5); fifth != 0 {
		return fifth
	}
	return m.nth(weekday, 4)
}

func (m month) weekdays(listed set) (out set) {
	for day := 1; day <= m.days; day++ {
		if listed.has(m.weekday(day)) {
			out |= only(day)
		}
	}
	return out
}
