package awsapi_test

import (
	"encoding/json"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/eventbridge-connections/emulator/internal/awsapi"
)

func TestEvent_JSON(t *testing.T) {
	t.Parallel()
	e := awsapi.Event{
		ID:         "4ea38d8e-0ee4-dbf3-3e21-f8e7bf6525d9",
		DetailType: `a "type"`,
		Source:     "shop.<orders>",
		Caller:     awsapi.Caller{Account: "123456789012", Region: "eu-west-1"},
		Time:       time.Date(2026, 9, 13, 14, 17, 30, 408_000_000, time.FixedZone("", 7200)),
		Resources:  []string{"one", "two"},
		Detail:     json.RawMessage(`{"b":1.0,"a":"<"}`),
	}
	assert.Equal(t, `{"version":"0","id":"4ea38d8e-0ee4-dbf3-3e21-f8e7bf6525d9","detail-type":"a \"type\"","source":"shop.<orders>",`+
		`"account":"123456789012","time":"2026-09-13T12:17:30Z","region":"eu-west-1","resources":["one","two"],"detail":{"b":1.0,"a":"<"}}`, string(e.JSON()))

	e.Resources = nil
	written, err := json.Marshal(e)
	require.NoError(t, err)
	assert.Contains(t, string(written), `"resources":[],"detail":{"b":1.0`)
}

func TestNewEventID(t *testing.T) {
	t.Parallel()
	versions := map[byte]bool{}
	for range 200 {
		id := awsapi.NewEventID()
		assert.Regexp(t, "^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$", id)
		versions[id[14]] = true
	}
	assert.Greater(t, len(versions), 1, "an id is of no version")
}
