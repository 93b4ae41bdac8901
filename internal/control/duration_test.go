package control_test

import (
	"encoding/json"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/eventbridge-connections/emulator/internal/control"
)

func TestDuration(t *testing.T) {
	t.Parallel()
	for given, want := range map[string]struct {
		read    time.Duration
		written string
	}{
		`"250ms"`: {250 * time.Millisecond, `0.25`},
		`"1h30m"`: {90 * time.Minute, `5400`},
		`2`:       {2 * time.Second, `2`},
		`0.5`:     {500 * time.Millisecond, `0.5`},
		`1e-9`:    {1, `0.000000001`},
		`0`:       {0, `0`},
	} {
		t.Run(given, func(t *testing.T) {
			t.Parallel()
			var d control.Duration
			require.NoError(t, json.Unmarshal([]byte(given), &d))
			assert.Equal(t, want.read, time.Duration(d))
			written, err := json.Marshal(d)
			require.NoError(t, err)
			assert.Equal(t, want.written, string(written))
		})
	}
	for _, given := range []string{`"soon"`, `"-1s"`, `-1`, `1e300`, `true`, `[]`, `""`} {
		t.Run("refuses "+given, func(t *testing.T) {
			t.Parallel()
			assert.ErrorContains(
				t, json.Unmarshal([]byte(given), new(control.Duration)), "is no duration such as",
			)
		})
	}
}
