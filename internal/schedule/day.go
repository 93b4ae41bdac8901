package schedule

import (
	"strings"
	"time"
)

// A days tells whether a day of a month is one that a field of days allows.
type days = func(year int, month time.Month, day int) bool

var (
	monthDays = field{first: 1, last: 31, wraps: true}
	weekdays  = field{first: 1, last: 7, wraps: true, names: weekdayNames}
)

// parseDay reads the field of the days of a month: L is the last, L-3 the third before that, 15W the
// weekday that is nearest to the 15th, and LW the last weekday.
func parseDay(text string) (days, bool) {
	text = strings.ToUpper(text)
	if text == "L" || text == "LW" {
		return lastDay(0, text == "LW"), true
	}
	if before, ok := strings.CutPrefix(text, "L-"); ok {
		n, ok := digits(before)
		return lastDay(n, false), ok && n <= 30
	}
	if before, ok := strings.CutSuffix(text, "W"); ok {
		n, ok := monthDays.number(before)
		return nearestWeekday(n), ok
	}
	all, ok := monthDays.parse(text)
	return func(_ int, _ time.Month, day int) bool { return all.has(day) }, ok
}

// lastDay is a day so many days before the last of a month or, with weekday, the nearest weekday.
func lastDay(before int, weekday bool) days {
	return func(year int, month time.Month, day int) bool {
		wanted := lengthOf(year, month) - before
		if weekday {
			wanted = nearest(year, month, wanted)
		}
		return day == wanted
	}
}

func nearestWeekday(n int) days {
	return func(year int, month time.Month, day int) bool {
		return n <= lengthOf(year, month) && day == nearest(year, month, n)
	}
}

// nearest is the day from Monday to Friday of the same month that is nearest to a day.
func nearest(year int, month time.Month, day int) int {
	switch weekday(year, month, day) {
	case time.Saturday:
		if day == 1 {
			return 3
		}
		return day - 1
	case time.Sunday:
		if day == lengthOf(year, month) {
			return day - 2
		}
		return day + 1
	}
	return day
}

func weekday(year int, month time.Month, day int) time.Weekday {
	return time.Date(year, month, day, 0, 0, 0, 0, time.UTC).Weekday()
}

// parseWeekday reads the field of the days of a week: 6#3 is the third Friday of a month, 6L the last,
// and L alone is Saturday.
func parseWeekday(text string) (days, bool) {
	text = strings.ToUpper(text)
	if name, ordinal, ok := strings.Cut(text, "#"); ok {
		wanted, named := weekdays.number(name)
		n, counted := digits(ordinal)
		return nthWeekday(wanted, n), named && counted && n >= 1 && n <= 5
	}
	if name, ok := strings.CutSuffix(text, "L"); ok && name != "" {
		wanted, ok := weekdays.number(name)
		return lastWeekday(wanted), ok
	}
	if text == "L" {
		text = "7"
	}
	all, ok := weekdays.parse(text)
	return func(year int, month time.Month, day int) bool {
		return all.has(numberOf(year, month, day))
	}, ok
}

// numberOf is the number of a day's weekday, Sunday being 1.
func numberOf(year int, month time.Month, day int) int { return int(weekday(year, month, day)) + 1 }

func nthWeekday(wanted, n int) days {
	return func(year int, month time.Month, day int) bool {
		return numberOf(year, month, day) == wanted && (day-1)/7+1 == n
	}
}

func lastWeekday(wanted int) days {
	return func(year int, month time.Month, day int) bool {
		return numberOf(year, month, day) == wanted && day+7 > lengthOf(year, month)
	}
}
