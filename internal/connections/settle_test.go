package connections_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/eventbridge-connections/emulator/internal/connections"
)

func TestSettle_UnmarshalText(t *testing.T) {
	t.Parallel()
	for given, written := range map[string]string{
		"0s":                              "0s",
		"1500ms":                          "1.5s",
		"manual":                          "manual",
		"authorizing=5s,deleting=1s":      "0s,authorizing=5s,deleting=1s",
		"2s,authorizing=manual":           "2s,authorizing=manual",
		"manual, DELETING=0s":             "manual,deleting=0s",
		"authorized=0s,deauthorizing=1ms": "0s,authorized=0s,deauthorizing=1ms",
	} {
		t.Run(given, func(t *testing.T) {
			t.Parallel()
			var s connections.Settle
			require.NoError(t, s.UnmarshalText([]byte(given)))
			text, err := s.MarshalText()
			require.NoError(t, err)
			assert.Equal(t, written, string(text))
		})
	}
}

func TestSettle_UnmarshalText_refuses(t *testing.T) {
	t.Parallel()
	const noDuration, states = ` is no duration such as 0s or 2s, and not manual`,
		` is no state that a connection leaves by itself: those are creating, updating, authorizing, deauthorizing, deleting, authorized`
	for given, want := range map[string]string{
		"":             `""` + noDuration,
		"soon":         `"soon"` + noDuration,
		"-1s":          `"-1s"` + noDuration,
		"deleting=":    `""` + noDuration,
		"2s,":          `""` + noDuration,
		"active=5s":    `"active"` + states,
		"=5s":          `""` + states,
		"deleting=1s=": `"1s="` + noDuration,
	} {
		t.Run(given, func(t *testing.T) {
			t.Parallel()
			var s connections.Settle
			assert.EqualError(t, s.UnmarshalText([]byte(given)), want)
		})
	}
}
