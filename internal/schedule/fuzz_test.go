package schedule_test

import (
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/eventbridge-connections/emulator/internal/schedule"
)

// window is how long the naive schedule is followed.
const window = 40 * 24 * time.Hour

func FuzzParse(f *testing.F) {
	for _, expression := range append(accepted, refused...) {
		f.Add(expression, int64(1767225600), int64(1767225630))
	}
	f.Fuzz(func(t *testing.T, expression string, anchored, seconds int64) {
		s, err := schedule.Parse(expression)
		if err != nil {
			return
		}
		anchor, after := moment(anchored), moment(seconds)
		due, ok := s.Next(anchor, after)
		if strings.HasPrefix(expression, "cron") {
			agree(t, expression, after, due, ok)
		}
		if !ok {
			return
		}
		require.Greater(t, due, after)
		require.Equal(t, time.UTC, due.Location())
		again, _ := s.Next(anchor, due.Add(-1))
		require.Equal(t, due, again, "it is the first")
		if next, ok := s.Next(anchor, due); ok {
			require.Greater(t, next, due)
		}
	})
}

// moment is a time from 1970 to 2110.
func moment(seconds int64) time.Time {
	const most = 140 * 365 * 24 * 60 * 60
	return time.Unix((seconds%most+most)%most, 0).UTC()
}

// agree holds the first due time to what a naive schedule says of every minute until then.
func agree(t *testing.T, expression string, after, due time.Time, ok bool) {
	n, readable := newNaive(expression)
	if !readable {
		return
	}
	if ok {
		require.True(t, n.dueDay(due) && n.dueTime(due), "%s is due", due)
	}
	end := after.Add(window)
	for at := after.Truncate(time.Minute).Add(time.Minute); at.Before(end); at = at.Add(time.Minute) {
		if ok && !at.Before(due) {
			return
		}
		if !n.dueDay(at) {
			at = at.Truncate(24 * time.Hour).Add(24*time.Hour - time.Minute)
			continue
		}
		require.False(t, n.dueTime(at), "%s is due before", at)
	}
}
