package emulator_test

import (
	"encoding/json"
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/eventbridge-connections/emulator/internal/emulator"
)

// TestEmulator_tables restores a snapshot of every table: each is known where records are shown.
func TestEmulator_tables(t *testing.T) {
	t.Parallel()
	s := start(t, emulator.Config{})
	made := func(target, body string) (out struct {
		ConnectionArn string
		KeyMetadata   struct{ KeyId string }
	}) {
		status, answer, err := s.call(t, target, body)
		require.NoError(t, err)
		require.Equal(t, 200, status, answer)
		if answer != "" {
			require.NoError(t, json.Unmarshal([]byte(answer), &out))
		}
		return out
	}
	key := made("TrentService.CreateKey", `{}`).KeyMetadata.KeyId
	made("TrentService.CreateAlias", `{"AliasName":"alias/a","TargetKeyId":"`+key+`"}`)
	connection := made("AWSEvents.CreateConnection", `{"Name":"BASIC",`+connectionWithCanary("BASIC")).ConnectionArn
	made("AWSEvents.CreateApiDestination", `{"Name":"d","ConnectionArn":"`+connection+`","InvocationEndpoint":"https://example.com","HttpMethod":"POST"}`)
	status, answer := s.ask(t, "PUT", "connections/other/state", `{"state":"ACTIVE"}`)
	require.Equal(t, 200, status, answer)

	_, snapshot := s.ask(t, "GET", "snapshot", "")
	status, answer = s.ask(t, "PUT", "snapshot", snapshot)
	assert.Equal(t, 200, status, answer)
	status, redacted := s.ask(t, "GET", "snapshot?redacted=1", "")
	assert.Equal(t, 200, status, redacted)
	assert.Equal(t, []string{"connections", "destinations", "destinations-by-connection", "kms-aliases", "kms-aliases-by-key",
		"kms-keys", "scripts", "secrets", "secrets-by-creation"}, tablesIn(t, redacted))
}

func tablesIn(t *testing.T, snapshot string) (names []string) {
	var read struct{ Records []struct{ Table string } }
	require.NoError(t, json.Unmarshal([]byte(snapshot), &read))
	for _, r := range read.Records {
		names = append(names, r.Table)
	}
	slices.Sort(names)
	return slices.Compact(names)
}
