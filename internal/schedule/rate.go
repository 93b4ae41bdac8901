package schedule

import (
	"math"
	"strconv"
	"strings"
	"time"
)

// units are the seconds of a rate's units, under their singular.
var units = map[string]int64{"minute": 60, "hour": 60 * 60, "day": 24 * 60 * 60}

// parseRate reads a value and its unit, such as 5 minutes. One goes with the singular, everything
// else with the plural. Leading zeros do not count. 2147483647 is the most (RECORDED).
func parseRate(inner string) (nextFunc, bool) {
	digits, unit, _ := strings.Cut(inner, " ")
	value, ok := number(digits)
	if !ok || value == 0 {
		return nil, false
	}
	if value > 1 {
		unit, ok = strings.CutSuffix(unit, "s")
	}
	seconds := units[unit]
	if !ok || seconds == 0 {
		return nil, false
	}
	return rate(value * seconds).next, true
}

// number reads decimal digits alone, up to the largest integer of 32 bits.
func number(digits string) (int64, bool) {
	value, err := strconv.ParseUint(digits, 10, 64)
	return int64(value), err == nil && value <= math.MaxInt32
}

// A rate is a period in seconds.
type rate int64

// next counts in seconds: a time.Duration has no room for the longest rates.
func (r rate) next(anchor, after time.Time) (time.Time, bool) {
	passed := after.Unix() - anchor.Unix()
	if after.Nanosecond() < anchor.Nanosecond() {
		passed--
	}
	periods := int64(1)
	if passed > 0 {
		periods += passed / int64(r)
	}
	due := time.Unix(anchor.Unix()+periods*int64(r), int64(anchor.Nanosecond())).UTC()
	return due, due.Year() <= lastYear
}
