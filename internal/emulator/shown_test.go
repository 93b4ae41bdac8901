package emulator_test

import (
	"encoding/json"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/eventbridge-connections/emulator/internal/emulator"
)

// An event that is shown is like one that is put: of now where it has no time, and compact.
func TestEmulator_shows_event(t *testing.T) {
	t.Parallel()
	s := start(t, emulator.Config{Now: func() time.Time { return noon }})
	s.connect(t, apiKey, "")
	status, answer := s.ask(
		t, "POST", "rules/orders/request",
		`{"id":"1","source":"shop.orders","detail-type":"Placed","detail":{ "id" : 1 }}`,
	)
	require.Equal(t, 200, status, answer)
	var shown struct{ Targets []struct{ Input string } }
	require.NoError(t, json.Unmarshal([]byte(answer), &shown))
	require.Len(t, shown.Targets, 1)
	assert.Equal(t, `{"version":"0","id":"1","detail-type":"Placed","source":"shop.orders","account":"000000000000",`+
		`"time":"`+noon.Format(time.RFC3339)+
		`","region":"us-east-1","resources":[],"detail":{"id":1}}`, shown.Targets[0].Input)

	for _, detail := range []string{`5`, `[]`, `null`, `"{}"`} {
		status, answer := s.ask(
			t, "POST", "rules/orders/request", `{"source":"shop.orders","detail":`+detail+`}`,
		)
		assert.Equal(t, 400, status)
		assert.Equal(t, `{"error":"detail takes a JSON object; send one such as `+
			`{\"source\":\"shop.orders\",\"detail-type\":\"Order Placed\",\"detail\":{\"id\":1}}"}`+
			"\n", answer, detail)
	}
}
