package schedule

import (
	"strings"
	"time"
)

// A cron is cron(minute hour day-of-month month day-of-week year).
type cron struct {
	minutes, hours, months, years set
	day                           func(year int, month time.Month, day int) bool
}

// The years that a field can name. AWS documents 1970 to 2199 and takes later ones (RECORDED); where
// that ends is UNKNOWN.
const (
	firstYear = 1970
	lastYear  = 2999
)

// parseCron reads six fields with one space between them. One of the two fields of days is a question
// mark, and the other is not (RECORDED).
func parseCron(text string) (*cron, bool) {
	fields := strings.Split(text, " ")
	if len(fields) != 6 || (fields[2] == "?") == (fields[4] == "?") {
		return nil, false
	}
	c := new(cron)
	var ok [5]bool
	c.minutes, ok[0] = field{first: 0, last: 59, wraps: true}.parse(fields[0])
	c.hours, ok[1] = field{first: 0, last: 23, wraps: true}.parse(fields[1])
	c.months, ok[2] = field{first: 1, last: 12, wraps: true, names: monthNames}.parse(fields[3])
	c.years, ok[3] = field{first: firstYear, last: lastYear}.parse(fields[5])
	if fields[4] == "?" {
		c.day, ok[4] = parseDay(fields[2])
	} else {
		c.day, ok[4] = parseWeekday(fields[4])
	}
	return c, ok == [5]bool{true, true, true, true, true}
}

// next returns the first minute after the given time that the fields allow.
func (c *cron) next(after time.Time) (time.Time, bool) {
	from := after.Truncate(time.Minute).Add(time.Minute)
	for year := max(from.Year(), firstYear); year <= lastYear; year++ {
		if !c.years.has(year) {
			continue
		}
		if t, ok := c.inYear(year, from); ok {
			return t, true
		}
	}
	return time.Time{}, false
}

func (c *cron) inYear(year int, from time.Time) (time.Time, bool) {
	for month := time.January; month <= time.December; month++ {
		if !c.months.has(int(month)) {
			continue
		}
		for day := 1; day <= lengthOf(year, month); day++ {
			if !c.day(year, month, day) {
				continue
			}
			if t, ok := c.inDay(time.Date(year, month, day, 0, 0, 0, 0, time.UTC), from); ok {
				return t, true
			}
		}
	}
	return time.Time{}, false
}

func (c *cron) inDay(day, from time.Time) (time.Time, bool) {
	if day.AddDate(0, 0, 1).Before(from) {
		return time.Time{}, false
	}
	for hour := range 24 {
		if !c.hours.has(hour) {
			continue
		}
		if t, ok := c.inHour(day.Add(time.Duration(hour)*time.Hour), from); ok {
			return t, true
		}
	}
	return time.Time{}, false
}

func (c *cron) inHour(hour, from time.Time) (time.Time, bool) {
	for minute := range 60 {
		t := hour.Add(time.Duration(minute) * time.Minute)
		if c.minutes.has(minute) && !t.Before(from) {
			return t, true
		}
	}
	return time.Time{}, false
}

// lengthOf is how many days a month has.
func lengthOf(year int, month time.Month) int {
	return time.Date(year, month+1, 0, 0, 0, 0, 0, time.UTC).Day()
}
