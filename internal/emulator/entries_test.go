package emulator_test

import (
	"encoding/json"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/eventbridge-connections/emulator/internal/emulator"
)

// TestEmulator_PutEvents_size: entries of 1 MB are taken although, as JSON in JSON, they take more,
// and the body has an end.
func TestEmulator_PutEvents_size(t *testing.T) {
	t.Parallel()
	s := start(t, emulator.Config{})
	put := func(characters int) (int, string) {
		// three bytes each: "",
		detail, err := json.Marshal(map[string][]string{"a": make([]string, characters/3)})
		require.NoError(t, err)
		body, err := json.Marshal(
			map[string]any{
				"Entries": []any{
					map[string]string{"Source": "shop", "DetailType": "order", "Detail": string(detail)},
				},
			},
		)
		require.NoError(t, err)
		status, answer, err := s.call(t, "AWSEvents.PutEvents", string(body))
		require.NoError(t, err)
		return status, answer
	}
	status, answer := put(1<<20 - 30)
	assert.Equal(t, 200, status, answer)
	status, answer = put(1 << 20)
	assert.Equal(t, 400, status)
	assert.Equal(
		t,
		`{"__type":"ValidationException","message":"Total size of the entries in the request is over the limit."}`,
		answer,
	)
	status, answer = put(6 << 20)
	assert.Equal(t, 413, status)
	assert.Equal(
		t,
		`{"__type":"RequestEntityTooLargeException","message":"Request body is larger than 8388608 bytes"}`,
		answer,
	)
	status, answer, err := s.call(t, "AWSEvents.ListConnections", strings.Repeat(" ", 1<<20+1))
	require.NoError(t, err)
	assert.Equal(t, 413, status, "the limit of other operations")
	assert.Equal(
		t,
		`{"__type":"RequestEntityTooLargeException","message":"Request body is larger than 1048576 bytes"}`,
		answer,
	)
}

// TestEmulator_PutEvents_escaped: clients that send ASCII alone write a character of two bytes in
// six, and some write a quotation mark so.
func TestEmulator_PutEvents_escaped(t *testing.T) {
	t.Parallel()
	s := start(t, emulator.Config{})
	for name, detail := range map[string]string{
		"letters":         `{\u0022a\u0022:\u0022` + strings.Repeat(`\u00e9`, 1<<19-30) + `\u0022}`,
		"quotation marks": `{\u0022a\u0022:[` + strings.Repeat(`\u0022\u0022,`, 1<<20/3-30) + `1]}`,
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			status, answer, err := s.call(t, "AWSEvents.PutEvents",
				`{"Entries":[{"Source":"shop","DetailType":"order","Detail":"`+detail+`"}]}`)
			require.NoError(t, err)
			assert.Equal(t, 200, status, answer)
		})
	}
}

// TestEmulator_schedule moves the clock over the control path.
func TestEmulator_schedule(t *testing.T) {
	t.Parallel()
	s := start(t, emulator.Config{Now: func() time.Time { return noon }})
	listening := s.listen(t, "")
	s.must(t, "AWSEvents.PutRule", `{"Name":"tick","ScheduleExpression":"rate(5 minutes)"}`)
	s.must(
		t, "AWSEvents.PutEvents", `{"Entries":[{"Source":"shop","DetailType":"order","Detail":"{}"}]}`,
	)
	assert.Equal(t, "order", listening.said())
	status, answer := s.ask(t, "POST", "clock", `{"advance":"1h"}`)
	require.Equal(t, 200, status, answer)
	for range 12 {
		assert.Equal(t, "Scheduled Event", listening.said())
	}
	s.must(
		t, "AWSEvents.PutEvents", `{"Entries":[{"Source":"shop","DetailType":"end","Detail":"{}"}]}`,
	)
	assert.Equal(t, "end", listening.said())
}
