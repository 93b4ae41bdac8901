// Package schedule reads the schedules of rules: rate(…) and AWS's cron(…), in UTC.
package schedule

import (
	"regexp"
	"strconv"
	"strings"
	"time"

	"github.com/eventbridge-connections/emulator/internal/awsapi"
)

// A Schedule says when something is due again and again.
type Schedule struct {
	every time.Duration // of a rate; 0 for cron
	cron  *cron
}

func errInvalid() error { return awsapi.Validation("Parameter ScheduleExpression is not valid.") }

// Parse reads a schedule expression.
//
// Errors: ValidationException (RECORDED).
func Parse(text string) (*Schedule, error) {
	if found := rateForm.FindStringSubmatch(text); found != nil {
		every, ok := parseRate(found[1], found[2])
		if !ok {
			return nil, errInvalid()
		}
		return &Schedule{every: every}, nil
	}
	inner, begins := strings.CutPrefix(text, "cron(")
	inner, ends := strings.CutSuffix(inner, ")")
	c, ok := parseCron(inner)
	if !begins || !ends || !ok {
		return nil, errInvalid()
	}
	return &Schedule{cron: c}, nil
}

// rateForm takes one space, no sign and small letters (RECORDED).
var rateForm = regexp.MustCompile(`^rate\(([1-9][0-9]{0,8}) ((?:minute|hour|day)s?)\)$`)

var units = map[string]time.Duration{
	"minute": time.Minute, "hour": time.Hour, "day": 24 * time.Hour,
}

// longest is the longest rate that is taken: what AWS's is, is UNKNOWN.
const longest = 100 * 365 * 24 * time.Hour

// parseRate takes 1 with the singular and everything else with the plural (RECORDED).
func parseRate(number, unit string) (time.Duration, bool) {
	n, err := strconv.Atoi(number)
	singular := strings.TrimSuffix(unit, "s")
	if err != nil || (n == 1) != (unit == singular) || time.Duration(n) > longest/units[singular] {
		return 0, false
	}
	return time.Duration(n) * units[singular], true
}

// Next returns the first time after the given one at which the schedule is due, and false where there
// is none. A rate counts from the anchor, when its rule was made or enabled; cron does not know one.
func (s *Schedule) Next(anchor, after time.Time) (time.Time, bool) {
	if s.cron != nil {
		return s.cron.next(after.UTC())
	}
	if after.Before(anchor) {
		return anchor.Add(s.every), true
	}
	return anchor.Add(after.Sub(anchor).Truncate(s.every) + s.every), true
}
