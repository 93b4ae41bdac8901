package schedule_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/eventbridge-connections/emulator/internal/schedule"
)

const minute = "2006-01-02 15:04"

func at(t testing.TB, text string) time.Time {
	parsed, err := time.Parse(minute, text)
	require.NoError(t, err)
	return parsed
}

func TestParse_refuses(t *testing.T) {
	t.Parallel()
	for _, text := range []string{
		"", "rate(5)", "rate(1 minutes)", "rate(5 minute)", "rate(0 minutes)", "rate( 5 minutes)", "rate(5  minutes)",
		"Rate(5 minutes)", "rate(5 MINUTES)", "rate(-5 minutes)", "rate(5 seconds)", "rate(5 minutes) ", " rate(5 minutes)",
		"rate(999999999 days)",
		"cron(60 0 * * ? *)", "cron(0 24 * * ? *)", "cron(0 0 0 * ? *)", "cron(0 0 32 * ? *)", "cron(0 0 1 0 ? *)",
		"cron(0 0 1 13 ? *)", "cron(0 0 ? * 0 *)", "cron(0 0 ? * 8 *)", "cron(? 0 1 * ? *)", "cron(0 ? 1 * ? *)",
		"cron(0 0 1 ? ? *)", "cron(0 0 1 * ? ?)", "cron(0 0 ? * ? *)", "cron(0 0 * * * *)", "CRON(0 0 1 * ? *)",
		"cron (0 0 1 * ? *)", "cron(0  0 1 * ? *)", "cron(0\t0 1 * ? *)", "cron( 0 0 1 * ? *)", "cron(0 0 1 * ?)",
		"cron(0 0 1 * ? * *)", "cron(0 0 1 * ? *", "cron(0 0 1 * ? 1969)", "cron(0 0 ? * 2#6 *)", "cron(0 0 ? * 2#0 *)",
		"cron(0 0 32W * ? *)", "cron(0 0 L-31 * ? *)", "cron(,0 0 1 * ? *)", "cron(1- 0 1 * ? *)", "cron(*/ 0 1 * ? *)",
	} {
		_, err := schedule.Parse(text)
		assert.EqualError(t, err, "ValidationException: Parameter ScheduleExpression is not valid.", text)
	}
}

// TestSchedule_Next_cron names the due times that follow a Thursday, 2026-01-01 10:30.
func TestSchedule_Next_cron(t *testing.T) {
	t.Parallel()
	for text, want := range map[string][]string{
		"cron(0 12 * * ? *)":          {"2026-01-01 12:00", "2026-01-02 12:00"},
		"cron(30 10 * * ? *)":         {"2026-01-02 10:30"},
		"cron(*/15 * * * ? *)":        {"2026-01-01 10:45", "2026-01-01 11:00"},
		"cron(5,35 * * * ? *)":        {"2026-01-01 10:35", "2026-01-01 11:05"},
		"cron(50-10/5 * * * ? *)":     {"2026-01-01 10:50", "2026-01-01 10:55", "2026-01-01 11:00", "2026-01-01 11:05", "2026-01-01 11:10", "2026-01-01 11:50"},
		"cron(0 20-2 * * ? *)":        {"2026-01-01 20:00", "2026-01-01 21:00", "2026-01-01 22:00", "2026-01-01 23:00", "2026-01-02 00:00", "2026-01-02 01:00", "2026-01-02 02:00", "2026-01-02 20:00"},
		"cron(0/0 12 * * ? *)":        {"2026-01-01 12:00", "2026-01-02 12:00"},
		"cron(0/60 12 * * ? *)":       {"2026-01-01 12:00", "2026-01-02 12:00"},
		"cron(10/20 12 * * ? *)":      {"2026-01-01 12:10", "2026-01-01 12:30", "2026-01-01 12:50"},
		"cron(0 0 1 NOV-FEB ? *)":     {"2026-02-01 00:00", "2026-11-01 00:00", "2026-12-01 00:00", "2027-01-01 00:00"},
		"cron(0 0 1 jul ? *)":         {"2026-07-01 00:00"},
		"cron(0 0 28-3 * ? *)":        {"2026-01-02 00:00", "2026-01-03 00:00", "2026-01-28 00:00"},
		"cron(0 0 ? * FRI-MON *)":     {"2026-01-02 00:00", "2026-01-03 00:00", "2026-01-04 00:00", "2026-01-05 00:00", "2026-01-09 00:00"},
		"cron(0 0 ? * 1 *)":           {"2026-01-04 00:00"},
		"cron(0 0 ? * mon *)":         {"2026-01-05 00:00"},
		"cron(0 0 ? * L *)":           {"2026-01-03 00:00", "2026-01-10 00:00"},
		"cron(0 0 ? * 6L *)":          {"2026-01-30 00:00", "2026-02-27 00:00"},
		"cron(0 0 ? * 6#3 *)":         {"2026-01-16 00:00", "2026-02-20 00:00"},
		"cron(0 0 ? * 6#5 *)":         {"2026-01-30 00:00", "2026-05-29 00:00"},
		"cron(0 0 L * ? *)":           {"2026-01-31 00:00", "2026-02-28 00:00"},
		"cron(0 0 L-15 * ? *)":        {"2026-01-16 00:00", "2026-02-13 00:00"},
		"cron(0 0 LW * ? *)":          {"2026-01-30 00:00", "2026-02-27 00:00"},
		"cron(0 0 1W * ? *)":          {"2026-02-02 00:00", "2026-03-02 00:00", "2026-04-01 00:00"},
		"cron(0 0 31W * ? *)":         {"2026-01-30 00:00", "2026-03-31 00:00"},
		"cron(0 0 29 2 ? *)":          {"2028-02-29 00:00", "2032-02-29 00:00"},
		"cron(0 0 1 1 ? 2400)":        {"2400-01-01 00:00", "none"},
		"cron(0 0 1 1 ? 2026,2028)":   {"2028-01-01 00:00", "none"},
		"cron(0 0 31 2 ? *)":          {"none"},
		"cron(0 0 ? 2 1#5 2026-2099)": {"2032-02-29 00:00", "2060-02-29 00:00", "2088-02-29 00:00", "none"},
		"cron(0 0 1 1 ? 2025)":        {"none"},
	} {
		t.Run(text, func(t *testing.T) {
			t.Parallel()
			s, err := schedule.Parse(text)
			require.NoError(t, err)
			after := at(t, "2026-01-01 10:30")
			for _, due := range want {
				next, ok := s.Next(time.Time{}, after)
				if due == "none" {
					assert.False(t, ok, next)
					return
				}
				require.True(t, ok)
				require.Equal(t, due, next.Format(minute))
				after = next
			}
		})
	}
}

func TestSchedule_Next_rate(t *testing.T) {
	t.Parallel()
	anchor := at(t, "2026-01-01 10:30").Add(7 * time.Second)
	for text, every := range map[string]time.Duration{
		"rate(1 minute)": time.Minute, "rate(5 minutes)": 5 * time.Minute, "rate(1 hour)": time.Hour,
		"rate(2 days)": 48 * time.Hour,
	} {
		s, err := schedule.Parse(text)
		require.NoError(t, err)
		for after, want := range map[time.Duration]time.Duration{
			-time.Hour: every, 0: every, every - 1: every, every: 2 * every, 10*every + 1: 11 * every,
		} {
			next, ok := s.Next(anchor, anchor.Add(after))
			assert.True(t, ok)
			assert.Equal(t, anchor.Add(want), next, text)
		}
	}
}

// FuzzSchedule asks for the next due time from many times: it comes after each, and is the same from
// anywhere before it.
func FuzzSchedule(f *testing.F) {
	for _, text := range []string{"cron(0 12 * * ? *)", "cron(50-10/5 20-2 L * ? *)", "cron(*/7 * ? * 2#1 *)", "rate(7 minutes)"} {
		f.Add(text, int64(1767263400))
	}
	f.Fuzz(func(t *testing.T, text string, seconds int64) {
		s, err := schedule.Parse(text)
		if err != nil {
			return
		}
		from := time.Unix(seconds%4e9, 0).UTC()
		next, ok := s.Next(from, from)
		if !ok {
			next = from.AddDate(1000, 0, 0)
		}
		require.True(t, next.After(from))
		for after := from; after.Before(from.Add(48 * time.Hour)); after = after.Add(97 * time.Minute) {
			again, ok := s.Next(from, after)
			require.True(t, ok || !after.Before(next) || next.Year() > 2900)
			if ok && after.Before(next) {
				require.Equal(t, next, again, "%s is due at the same time from anywhere before", text)
			}
		}
	})
}
