package delivery

import (
	"hash/fnv"
	"strconv"
	"time"

	"github.com/eventbridge-connections/emulator/internal/outbound"
)

// The times between attempts. UNKNOWN; a recording of 129 retries in 24 hours bounds them.
const (
	firstRest   = time.Second
	longestRest = 11 * time.Minute
)

// backOff is how long it is to the next attempt: twice as long after each, up to eleven minutes,
// and up to a tenth more or less. Retry-After counts where it asks for more (DOCUMENTED).
func (d *Delivery) backOff(answer *outbound.Answer, now time.Time) time.Duration {
	rest := longestRest
	if n := len(d.Attempts) - 1; n < 10 {
		rest = min(longestRest, firstRest<<n)
	}
	rest += time.Duration(float64(rest) * d.jitter())
	if answer == nil {
		return rest
	}
	return max(rest, min(answer.RetryAfter(now), defaultAge*time.Second))
}

// jitter is a number from -0.1 to 0.1 that follows from rule, target and attempt, so that two runs
// are alike.
func (d *Delivery) jitter() float64 {
	h := fnv.New32a()
	_, _ = h.Write([]byte(d.RuleARN + " " + d.Target + " " + strconv.Itoa(len(d.Attempts))))
	return float64(h.Sum32()%2001)/10000 - 0.1
}
