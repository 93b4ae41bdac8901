// Package schedule reads the schedule expressions of rules, and tells when they are due.
package schedule

import (
	"strings"
	"time"

	"github.com/eventbridge-connections/emulator/internal/awsapi"
)

// firstYear and lastYear are the years in which a cron expression can be due. AWS documents 1970 to
// 2199, and accepts every year up to 2147483647 (RECORDED). Whether one after 2199 is due is
// UNKNOWN; 9999 is the last that the text of a time has room for.
const firstYear, lastYear = 1970, 9999

// A Schedule is a schedule expression that was read.
type Schedule struct{ next nextFunc }

// A nextFunc returns the first due time after the given one. A rate counts from the anchor.
type nextFunc func(anchor, after time.Time) (time.Time, bool)

// errInvalid is RECORDED.
var errInvalid = awsapi.Validation("Parameter ScheduleExpression is not valid.")

// Parse reads an expression such as rate(5 minutes) or cron(0 12 * * ? *).
// The error is AWS's ValidationException.
func Parse(expression string) (*Schedule, error) {
	form, inner, _ := strings.Cut(expression, "(")
	inner, closed := strings.CutSuffix(inner, ")")
	parse, known := forms[form]
	if !closed || !known {
		return nil, errInvalid
	}
	next, ok := parse(inner)
	if !ok {
		return nil, errInvalid
	}
	return &Schedule{next}, nil
}

// forms are the kinds of expressions. No other case and no space is accepted here (RECORDED).
var forms = map[string]func(inner string) (nextFunc, bool){"rate": parseRate, "cron": parseCron}

// Next returns the first due time strictly after the given one, in UTC. A rate is due one period
// after the anchor, which is when its rule was made or enabled, and after every further period. A
// cron expression is due at whole minutes, whatever the anchor. When the schedule is not due again,
// Next returns the zero time and false.
//
// Differs from AWS: a rate is due for the first time a whole period after the anchor, where AWS
// delivers tens of seconds after a rule is made and then about every period (RECORDED).
func (s *Schedule) Next(anchor, after time.Time) (time.Time, bool) {
	due, ok := s.next(anchor, after)
	if !ok {
		return time.Time{}, false
	}
	return due, true
}
