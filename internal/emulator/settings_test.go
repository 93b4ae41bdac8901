package emulator_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/eventbridge-connections/emulator/internal/emulator"
)

func TestEmulator_settings(t *testing.T) {
	t.Parallel()
	const atStart = `{"settle":"0s","quotas":{"buses":0,"connections":0,"destinations":0,"rules":0,"targets":0}}`
	expect := func(s server, method, body string, want int, answer string) {
		status, got := s.ask(t, method, "settings", body)
		assert.Equal(t, want, status)
		assert.Equal(t, answer, strings.TrimSpace(got))
	}
	t.Run("change what comes from now on", func(t *testing.T) {
		t.Parallel()
		s := start(t, emulator.Config{})
		expect(s, "GET", "", 200, atStart)
		expect(
			s, "PUT", `{"quotas":{"connections":1}}`, 200,
			strings.Replace(atStart, `"connections":0`, `"connections":1`, 1),
		)
		s.must(t, "AWSEvents.CreateConnection", basic)
		status, answer, err := s.call(t, "AWSEvents.CreateConnection", oauth)
		require.NoError(t, err)
		assert.Equal(t, 400, status, answer)
		assert.Contains(t, answer, "LimitExceededException")

		expect(
			s, "PUT", `{"settle":"1h,deleting=manual","quotas":{"connections":0}}`, 200,
			strings.Replace(atStart, `"0s"`, `"1h0m0s,deleting=manual"`, 1),
		)
		s.must(t, "AWSEvents.CreateConnection", oauth)
		_, answer, err = s.call(t, "AWSEvents.DescribeConnection", `{"Name":"oauth"}`)
		require.NoError(t, err)
		assert.Contains(t, answer, `"ConnectionState":"AUTHORIZING"`)

		status, answer = s.ask(t, "POST", "reset", "")
		require.Equal(t, 200, status, answer)
		expect(s, "GET", "", 200, atStart)
	})
	t.Run("are changed whole or not at all", func(t *testing.T) {
		t.Parallel()
		s := start(t, emulator.Config{})
		expect(
			s, "PUT", `{"settle":"1h","quotas":{"pipes":1}}`, 400,
			`{"error":"quotas: there is none for \"pipes\": there are buses, connections, destinations, rules, targets"}`,
		)
		expect(
			s, "PUT", `{"settle":"1h","quotas":{"rules":-1}}`, 400,
			`{"error":"quotas: rules must be a number from 0 on"}`,
		)
		expect(
			s, "PUT", `{"settle":"soon","quotas":{"rules":1}}`, 400,
			`{"error":"settle: \"soon\" is no duration such as 0s or 2s, and not manual"}`,
		)
		expect(s, "GET", "", 200, atStart)
	})
}
