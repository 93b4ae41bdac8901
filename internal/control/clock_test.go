package control_test

import (
	"net/http"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"

	"github.com/eventbridge-connections/emulator/internal/emulator"
)

func atNewYear() time.Time { return time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC) }

func TestClock_ServeClock(t *testing.T) {
	t.Parallel()
	e := start(t, emulator.Config{Now: atNewYear})
	assert.Equal(
		t, `{"now":"2026-01-01T00:00:00Z","offset":0,"held":false}`,
		steer(t, e, "GET", "/_emulator/clock", "", http.StatusOK),
	)
}

func TestClock_ServeChange(t *testing.T) {
	t.Parallel()
	for body, want := range map[string]string{
		`{"advance":0.5}`:                `{"now":"2026-01-01T00:00:00.5Z","offset":0.5,"held":false}`,
		`{"advance":"1h30m"}`:            `{"now":"2026-01-01T01:30:00Z","offset":5400,"held":false}`,
		`{"set":"2026-01-01T00:00:07Z"}`: `{"now":"2026-01-01T00:00:07Z","offset":7,"held":false}`,
		`{"hold":true}`:                  `{"now":"2026-01-01T00:00:00Z","offset":0,"held":true}`,
		`{"set":"2026-01-01T00:00:07Z","hold":true,"advance":"1s"}`: `{"now":"2026-01-01T00:00:08Z","offset":8,"held":true}`,
		`{"hold":false}`: `{"now":"2026-01-01T00:00:00Z","offset":0,"held":false}`,
	} {
		t.Run(body, func(t *testing.T) {
			t.Parallel()
			e := start(t, emulator.Config{Now: atNewYear})
			assert.Equal(t, want, steer(t, e, "POST", "/_emulator/clock", body, http.StatusOK))
			assert.Equal(t, want, steer(t, e, "GET", "/_emulator/clock", "", http.StatusOK))
			steer(t, e, "POST", "/_emulator/reset", "", http.StatusOK)
			assert.Equal(
				t, `{"now":"2026-01-01T00:00:00Z","offset":0,"held":false}`,
				steer(t, e, "GET", "/_emulator/clock", "", http.StatusOK),
			)
		})
	}
}

func TestClock_ServeChange_running(t *testing.T) {
	t.Parallel()
	for _, body := range []string{
		`{"advance":"0s"}`, `{"set":"2100-01-01T00:00:00Z"}`, `{"hold":true}`, `{"hold":false}`,
	} {
		t.Run(body, func(t *testing.T) {
			t.Parallel()
			steer(t, start(t, emulator.Config{}), "POST", "/_emulator/clock", body, http.StatusOK)
		})
	}
}

func TestClock_ServeChange_refuses(t *testing.T) {
	t.Parallel()
	const example = `{\"advance\":\"5s\"}, {\"set\":\"2030-01-01T00:00:00Z\"} or {\"hold\":true}`
	for body, want := range map[string]string{
		``: `{"error":"there is no JSON; send one such as ` + example +
			`"}`,
		`{}`: `{"error":"the body asks for nothing; send one such as ` +
			example + `"}`,
		`{"skip":"5s"}`: `{"error":"there is no member \"skip\"; send one such as ` +
			example + `"}`,
		`{"advance":true}`:               `{"error":"true is no duration such as \"250ms\" or 10; send one such as ` + example + `"}`,
		`{"advance":"soon"}`:             `{"error":"\"soon\" is no duration such as 250ms or 10s; send one such as ` + example + `"}`,
		`{"advance":"-1s"}`:              `{"error":"\"-1s\" is no duration such as 250ms or 10s; send one such as ` + example + `"}`,
		`{"set":"2025-01-01T00:00:00Z"}`: `{"error":"the clock only goes forward, and no further than the year 2200"}`,
		`{"advance":"5s"} {}`:            `{"error":"there is more than one JSON value; send one such as ` + example + `"}`,
	} {
		t.Run(body, func(t *testing.T) {
			t.Parallel()
			assert.Equal(
				t, want,
				steer(
					t, start(t, emulator.Config{Now: atNewYear}), "POST", "/_emulator/clock", body,
					http.StatusBadRequest,
				),
			)
		})
	}
}

// A change that is refused changes nothing, whatever of it could have been made.
func TestClock_ServeChange_whole(t *testing.T) {
	t.Parallel()
	for _, body := range []string{
		`{"hold":true,"set":"2200-01-01T00:00:00Z","advance":"1s"}`,
		`{"set":"2026-06-01T00:00:00Z","advance":"2000000h"}`,
		`{"set":"2030-01-01T00:00:00Z","hold":true,"advance":"2562047h"}`,
		`{"hold":true,"set":"2025-01-01T00:00:00Z","advance":"87600h"}`,
	} {
		t.Run(body, func(t *testing.T) {
			t.Parallel()
			e := start(t, emulator.Config{Now: atNewYear})
			steer(t, e, "POST", "/_emulator/clock", body, http.StatusBadRequest)
			assert.Equal(
				t, `{"now":"2026-01-01T00:00:00Z","offset":0,"held":false}`,
				steer(t, e, "GET", "/_emulator/clock", "", http.StatusOK),
			)
		})
	}
}
