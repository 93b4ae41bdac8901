package schedule_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/eventbridge-connections/emulator/internal/schedule"
)

func parse(t testing.TB, expression string) *schedule.Schedule {
	t.Helper()
	s, err := schedule.Parse(expression)
	require.NoError(t, err)
	return s
}

func at(t testing.TB, text string) time.Time {
	t.Helper()
	parsed, err := time.Parse(time.RFC3339Nano, text)
	require.NoError(t, err)
	return parsed
}

// Every schedule is followed from Thursday 2026-01-01T00:00:00Z, which is not due itself.
var follows = map[string][]string{
	"cron(15 10 * * ? *)": {"2026-01-01 10:15", "2026-01-02 10:15"},
	"cron(0 0 * * ? *)":   {"2026-01-02 00:00", "2026-01-03 00:00"},
	"cron(* * * * ? *)":   {"2026-01-01 00:01", "2026-01-01 00:02"},
	"cron(5,35 14 * * ? *)": {
		"2026-01-01 14:05", "2026-01-01 14:35", "2026-01-02 14:05",
	},
	"cron(50/5 0 * * ? *)": {
		"2026-01-01 00:50", "2026-01-01 00:55", "2026-01-02 00:50",
	},
	"cron(50-10/10 4 * * ? *)": {
		"2026-01-01 04:00", "2026-01-01 04:10", "2026-01-01 04:50",
	},
	"cron(*/20 3 * * ? *)": {
		"2026-01-01 03:00", "2026-01-01 03:20", "2026-01-01 03:40",
	},
	"cron(*/0 3 * * ? *)":    {"2026-01-01 03:00", "2026-01-01 03:01"},
	"cron(0/0 * * * ? *)":    {"2026-01-01 01:00", "2026-01-01 02:00"},
	"cron(7-30/0 * * * ? *)": {"2026-01-01 00:07", "2026-01-01 01:07"},
	"cron(0/61 * * * ? *)":   {"2026-01-01 01:00", "2026-01-01 02:00"},
	"cron(0x 6 * * ? *)":     {"2026-01-01 06:00", "2026-01-02 06:00"},
	"cron(5/20-x 6 * * ? *)": {"2026-01-01 06:05", "2026-01-01 06:25"},
	"cron(30 20-2/2 * * ? *)": {
		"2026-01-01 00:30", "2026-01-01 02:30", "2026-01-01 20:30", "2026-01-01 22:30",
	},
	"cron(0 6 28-3 * ? *)": {
		"2026-01-01 06:00", "2026-01-02 06:00", "2026-01-03 06:00", "2026-01-28 06:00",
	},
	"cron(0 6 1-5W * ? *)": {
		"2026-01-01 06:00", "2026-01-02 06:00", "2026-01-03 06:00",
	},
	"cron(0 6 31 * ? *)": {"2026-01-31 06:00", "2026-03-31 06:00"},
	"cron(0 6 1 NOV-FEB ? *)": {
		"2026-01-01 06:00", "2026-02-01 06:00", "2026-11-01 06:00",
	},
	"cron(0 6 1 5/3 ? *)": {
		"2026-05-01 06:00", "2026-08-01 06:00", "2026-11-01 06:00", "2027-05-01 06:00",
	},
	"cron(0 6 L * ? *)": {
		"2026-01-31 06:00", "2026-02-28 06:00", "2026-03-31 06:00",
	},
	"cron(0 6 L-15 * ? *)": {"2026-01-16 06:00", "2026-02-13 06:00"},
	"cron(0 6 L-30 * ? *)": {"2026-01-01 06:00", "2026-03-01 06:00"},
	"cron(0 6 LW * ? *)": {
		"2026-01-30 06:00", "2026-02-27 06:00", "2026-03-31 06:00",
	},
	"cron(0 6 L-3W * ? *)": {
		"2026-01-28 06:00", "2026-02-25 06:00", "2026-03-27 06:00",
	},
	"cron(0 6 1W * ? *)": {
		"2026-01-01 06:00", "2026-02-02 06:00", "2026-03-02 06:00",
	},
	"cron(0 6 1W AUG ? *)":      {"2026-08-03 06:00", "2027-08-02 06:00"},
	"cron(0 6 10W * ? *)":       {"2026-01-09 06:00", "2026-02-10 06:00"},
	"cron(0 6 31W MAY-JUN ? *)": {"2026-05-29 06:00", "2027-05-31 06:00"},
	"cron(0 6 ? * L *)":         {"2026-01-03 06:00", "2026-01-10 06:00"},
	"cron(0 6 ? * 1 *)":         {"2026-01-04 06:00", "2026-01-11 06:00"},
	"cron(0 6 ? * 7 *)":         {"2026-01-03 06:00", "2026-01-10 06:00"},
	"cron(0 6 ? * FRI-MON *)": {
		"2026-01-02 06:00", "2026-01-03 06:00", "2026-01-04 06:00", "2026-01-05 06:00",
		"2026-01-09 06:00",
	},
	"cron(0 6 ? * 2/2 *)": {
		"2026-01-02 06:00", "2026-01-05 06:00", "2026-01-07 06:00",
	},
	"cron(0 6 ? * MONDAY *)": {"2026-01-05 06:00", "2026-01-12 06:00"},
	"cron(0 6 ? * 6L *)":     {"2026-01-30 06:00", "2026-02-27 06:00"},
	"cron(0 6 ? * satl *)":   {"2026-01-31 06:00", "2026-02-28 06:00"},
	"cron(0 6 ? * 3#2 *)":    {"2026-01-13 06:00", "2026-02-10 06:00"},
	"cron(0 6 ? * MON#5 *)":  {"2026-03-30 06:00", "2026-06-29 06:00"},
	"cron(0 6 ? * MON#1,THU *)": {
		"2026-01-01 06:00", "2026-01-05 06:00", "2026-01-08 06:00",
	},
	"cron(0 6 3W,20 * ? *)":      {"2026-01-02 06:00", "2026-01-20 06:00"},
	"cron(0 6 29 FEB ? *)":       {"2028-02-29 06:00", "2032-02-29 06:00"},
	"cron(0 6 29 2 ? 2097-2105)": {"2104-02-29 06:00"},
	"cron(0 6 1 1 ? 2027,2028-2032/2)": {
		"2027-01-01 06:00", "2028-01-01 06:00", "2030-01-01 06:00", "2032-01-01 06:00",
	},
	"cron(0 6 1 1 ? */3)":              {"2027-01-01 06:00", "2030-01-01 06:00"},
	"cron(0 6 1 1 ? 9999)":             {"9999-01-01 06:00"},
	"cron(59 23 31 12 ? 2026)":         {"2026-12-31 23:59"},
	"cron(0 0 1 1 ? 2026)":             {},
	"cron(0 6 1 1 ? 1969)":             {},
	"cron(0 6 1 1 ? 10000)":            {},
	"cron(0 6 31 FEB,APR,JUN,SEP ? *)": {},
	"cron(0 6 29 FEB ? 2027)":          {},
	"rate(5 minutes)":                  {"2026-01-01 00:05", "2026-01-01 00:10"},
	"rate(1 hour)":                     {"2026-01-01 01:00", "2026-01-01 02:00"},
	"rate(2 days)":                     {"2026-01-03 00:00", "2026-01-05 00:00"},
	"rate(2147483647 minutes)":         {"6109-01-24 02:07"},
	"rate(2147483647 days)":            {},
}

func TestSchedule_Next(t *testing.T) {
	t.Parallel()
	start := at(t, "2026-01-01T00:00:00Z")
	for expression, want := range follows {
		t.Run(expression, func(t *testing.T) {
			t.Parallel()
			s, after := parse(t, expression), start
			for _, due := range want {
				next, ok := s.Next(start, after)
				require.True(t, ok)
				require.Equal(t, due, next.Format("2006-01-02 15:04"))
				after = next
			}
			if len(want) < 2 {
				next, ok := s.Next(start, after)
				assert.False(t, ok, "not due again")
				assert.Zero(t, next)
			}
		})
	}
}

func TestSchedule_Next_rate(t *testing.T) {
	t.Parallel()
	s, anchor := parse(t, "rate(5 minutes)"), at(t, "2026-01-01T00:00:20.5Z")
	for after, want := range map[string]string{
		"2025-12-31T00:00:00Z":           "2026-01-01T00:05:20.5Z",
		"2026-01-01T00:00:20.5Z":         "2026-01-01T00:05:20.5Z",
		"2026-01-01T00:05:20.499999999Z": "2026-01-01T00:05:20.5Z",
		"2026-01-01T00:05:20.5Z":         "2026-01-01T00:10:20.5Z",
		"2026-01-01T00:05:20.6Z":         "2026-01-01T00:10:20.5Z",
		"2026-01-01T01:00:00+01:00":      "2026-01-01T00:05:20.5Z",
		"2726-01-01T00:00:00Z":           "2726-01-01T00:00:20.5Z",
	} {
		t.Run("after "+after, func(t *testing.T) {
			t.Parallel()
			next, ok := s.Next(anchor, at(t, after))
			require.True(t, ok)
			assert.Equal(t, want, next.Format(time.RFC3339Nano))
		})
	}
}

func TestSchedule_Next_cron(t *testing.T) {
	t.Parallel()
	s := parse(t, "cron(30 23 * * ? *)")
	for after, want := range map[string]string{
		"2026-06-30T23:29:59.999999999Z": "2026-06-30T23:30:00Z",
		"2026-06-30T23:30:00Z":           "2026-07-01T23:30:00Z",
		"2026-06-30T23:30:00.5Z":         "2026-07-01T23:30:00Z",
		"2026-07-01T01:29:30+02:00":      "2026-06-30T23:30:00Z",
		"2026-12-31T23:59:30Z":           "2027-01-01T23:30:00Z",
		"1800-01-01T00:00:00Z":           "1970-01-01T23:30:00Z",
	} {
		t.Run("after "+after, func(t *testing.T) {
			t.Parallel()
			next, ok := s.Next(at(t, after), at(t, after))
			require.True(t, ok)
			assert.Equal(t, want, next.Format(time.RFC3339Nano))
		})
	}

	t.Run("begins with the first day of a later month", func(t *testing.T) {
		t.Parallel()
		next, ok := parse(t, "cron(0 6 10 3 ? *)").Next(time.Time{}, at(t, "2026-01-20T00:00:00Z"))
		require.True(t, ok)
		assert.Equal(t, "2026-03-10T06:00:00Z", next.Format(time.RFC3339))
	})

	t.Run("begins with the first year", func(t *testing.T) {
		t.Parallel()
		_, ok := parse(t, "cron(0 6 1 1 ? 1969)").Next(time.Time{}, at(t, "1960-01-01T00:00:00Z"))
		assert.False(t, ok)
	})

	t.Run("ends with the last year", func(t *testing.T) {
		t.Parallel()
		_, ok := s.Next(time.Time{}, at(t, "9999-12-31T23:30:00Z"))
		assert.False(t, ok)
	})
}

func BenchmarkSchedule_Next(b *testing.B) {
	start := at(b, "2026-01-01T00:00:00Z")
	for _, expression := range []string{
		"rate(5 minutes)", "cron(15 10 * * ? *)", "cron(0 6 29 FEB ? *)",
		"cron(0 6 31 FEB,APR,JUN,SEP,NOV ? *)",
	} {
		b.Run(expression, func(b *testing.B) {
			s := parse(b, expression)
			for b.Loop() {
				s.Next(start, start)
			}
		})
	}
}
