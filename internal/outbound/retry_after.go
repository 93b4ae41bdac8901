package outbound

import (
	"net/http"
	"strconv"
	"time"
)

// RetryAfter is how long the server asks to be left alone: in seconds, or until a date, which
// counts from the Date of its answer, or from now where it has none. What is neither asks for
// nothing.
func (a *Answer) RetryAfter(now time.Time) time.Duration {
	text := a.Header.Get("Retry-After")
	if seconds, err := strconv.ParseUint(text, 10, 31); err == nil {
		return time.Duration(seconds) * time.Second
	}
	at, err := http.ParseTime(text)
	if err != nil {
		return 0
	}
	if said, err := http.ParseTime(a.Header.Get("Date")); err == nil {
		now = said
	}
	return max(0, at.Sub(now))
}
