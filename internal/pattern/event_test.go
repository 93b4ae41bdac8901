package pattern_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/eventbridge-connections/emulator/internal/awsapi"
	"github.com/eventbridge-connections/emulator/internal/pattern"
)

func TestReadEvent(t *testing.T) {
	t.Parallel()
	for _, text := range []string{``, `{`, `[]`, `"pear"`, `7`, `null`,
		`{"a":1} {}`, `{"a":1}x`, `{"a":pear}`, `{"a":"x`} {
		_, err := pattern.ReadEvent([]byte(text))
		assert.Error(t, err, "event %s", text)
	}
	t.Run("is deep at most as detail may be", func(t *testing.T) {
		t.Parallel()
		deep := func(n int) string {
			return `{"detail":` + strings.Repeat("[", n) + strings.Repeat("]", n) + `}`
		}
		read(t, deep(1100))
		_, err := pattern.ReadEvent([]byte(deep(1101)))
		assert.Error(t, err)
	})
}

func TestReadEnvelope(t *testing.T) {
	t.Parallel()
	const whole = `{"id":"1","account":"123456789012","source":"orchard",` +
		`"time":"2026-09-01T10:00:00Z","region":"eu-west-1","detail-type":"Picked"}`
	const invalid = "Parameter Event is not valid."
	const invalidTime = "Parameter Event is not valid. Reason: Invalid time."
	timed := func(time string) string {
		return strings.Replace(whole, `"2026-09-01T10:00:00Z"`, time, 1)
	}
	without := func(name string) string {
		return strings.Replace(whole, `"`+name+`":`, `"other":`, 1)
	}
	for _, c := range []struct{ name, event, message string }{
		{"takes an event without version, resources and detail", whole, ""},
		{"looks at no other type", strings.Replace(whole, `"orchard"`, `{"a":[1]}`, 1), ""},
		{"takes a time with an offset", timed(`"2026-09-01T10:00:00.125+02:00"`), ""},
		{"refuses what is no JSON", `{`, invalid},
		{"refuses what is no object", `[` + whole + `]`, invalid},
		{"refuses an event without id", without("id"), invalid},
		{"refuses an event without account", without("account"), invalid},
		{"refuses an event without source", without("source"), invalid},
		{"refuses an event without time", without("time"), invalidTime},
		{"refuses an event without region", without("region"), invalid},
		{"refuses an event without detail-type", without("detail-type"), invalid},
		{"refuses a number as a time", timed(`7`), invalidTime},
		{"refuses an object as a time", timed(`{}`), invalidTime},
		{"refuses a text as a time", timed(`"noon"`), invalidTime},
		{"refuses a month that is none", timed(`"2026-13-01T10:00:00Z"`), invalidTime},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			event, err := pattern.ReadEnvelope([]byte(c.event))
			if c.message == "" {
				require.NoError(t, err)
				assert.True(t, parse(t, `{"region":["eu-west-1"]}`).Matches(event))
				return
			}
			var e *awsapi.Error
			require.True(t, errors.As(err, &e))
			assert.Equal(t, awsapi.Error{Code: "ValidationException", Message: c.message}, *e)
		})
	}
}
