package outbound

import (
	"errors"
	"net/http"
	"strconv"
	"time"
)

// RetryAfter is how long the server asks to be left alone: in seconds, or until a date, which
// counts from the Date of its answer, or from now where it has none. What is neither asks for
// nothing.
func (a *Answer) RetryAfter(now time.Time) time.Duration {
	text := a.Header.Get("Retry-After")
	seconds, err := strconv.ParseUint(text, 10, 31)
	if err == nil || errors.Is(err, strconv.ErrRange) { // which gives the most that there is room for
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
