package schedule

import (
	"slices"
	"strings"
	"time"
)

// A cron is when a cron expression is due.
type cron struct {
	minutes, hours, months set
	days                   dayRule
	years                  []span
}

// parseCron reads minutes, hours, days of the month, months, weekdays and years. One space stands
// between two fields and none around them; letters are of either case (RECORDED).
func parseCron(inner string) (nextFunc, bool) {
	fields := strings.Split(strings.ToUpper(inner), " ")
	if len(fields) != 6 {
		return nil, false
	}
	var c cron
	var ok [5]bool
	c.minutes, ok[0] = minutes.set(fields[0])
	c.hours, ok[1] = hours.set(fields[1])
	c.months, ok[2] = months.set(fields[3])
	c.days, ok[3] = dayRules(fields[2], fields[4])
	c.years, ok[4] = yearSpans(fields[5])
	return c.next, !slices.Contains(ok[:], false)
}

// yearSpans reads the years, whose ranges do not wrap (RECORDED).
func yearSpans(text string) ([]span, bool) {
	list, ok := years.spans(text)
	for _, s := range list {
		ok = ok && s.from <= s.to
	}
	return list, ok
}

func (c *cron) next(_, after time.Time) (time.Time, bool) {
	from := after.UTC().Truncate(time.Minute).Add(time.Minute)
	day, ok := c.dayFrom(from)
	if ok && !day.After(from) {
		if due, ok := c.timeFrom(from); ok {
			return due, true
		}
		day, ok = c.dayFrom(day.AddDate(0, 0, 1))
	}
	due, _ := c.timeFrom(day)
	return due, ok
}

// timeFrom returns the first time of from's day that is not before from.
func (c *cron) timeFrom(from time.Time) (time.Time, bool) {
	hour, minute := from.Hour(), from.Minute()
	if later, ok := c.minutes.from(minute); ok && c.hours.has(hour) {
		return at(from, hour, later), true
	}
	minute, _ = c.minutes.from(0)
	hour, ok := c.hours.from(hour + 1)
	return at(from, hour, minute), ok
}

func at(day time.Time, hour, minute int) time.Time {
	return time.Date(day.Year(), day.Month(), day.Day(), hour, minute, 0, 0, time.UTC)
}

// dayFrom returns the first due day, at midnight, that is not before from's day.
func (c *cron) dayFrom(from time.Time) (time.Time, bool) {
	year, month, day := from.Date()
	if year < firstYear {
		year, month, day = firstYear, time.January, 1
	}
	for ; year <= lastYear; year++ {
		if c.inYear(year) {
			if due, ok := c.dayOfYear(year, int(month), day); ok {
				return due, true
			}
		}
		month, day = time.January, 1
	}
	return time.Time{}, false
}

// dayOfYear returns the first due day of a year that is not before the given one.
func (c *cron) dayOfYear(year, m, day int) (time.Time, bool) {
	for {
		next, ok := c.months.from(m)
		if !ok {
			return time.Time{}, false
		}
		if next > m {
			day = 1
		}
		if due, ok := c.days(monthOf(year, next)).from(day); ok {
			return time.Date(year, time.Month(next), due, 0, 0, 0, 0, time.UTC), true
		}
		m, day = next+1, 1
	}
}

func (c *cron) inYear(year int) bool {
	for _, s := range c.years {
		if s.from <= year && year <= s.to && (year-s.from)%s.step == 0 {
			return true
		}
	}
	return false
}
