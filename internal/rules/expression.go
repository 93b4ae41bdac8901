package rules

import (
	"errors"
	"regexp"
	"strconv"
	"time"
)

var rate = regexp.MustCompile(`^rate\(([1-9][0-9]*) (minute|hour|day)(s?)\)$`)

// A every is the schedule of a rate.
type every time.Duration

// Next is when the schedule is due after a time.
func (e every) Next(anchor, after time.Time) (time.Time, bool) {
	return anchor.Add(after.Sub(anchor).Truncate(time.Duration(e)) + time.Duration(e)), true
}

func parseSchedule(text string) (every, error) {
	parts := rate.FindStringSubmatch(text)
	if parts == nil || (parts[1] == "1") == (parts[3] == "s") {
		return 0, errors.New("no schedule")
	}
	n, err := strconv.Atoi(parts[1])
	unit := map[string]time.Duration{"minute": time.Minute, "hour": time.Hour, "day": 24 * time.Hour}[parts[2]]
	return every(time.Duration(n) * unit), err
}
