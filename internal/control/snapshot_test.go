package control_test

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/eventbridge-connections/emulator/emulatortest"
)

const oauth = `{"Name":"orders","AuthorizationType":"OAUTH_CLIENT_CREDENTIALS","AuthParameters":{"OAuthParameters":{` +
	`"AuthorizationEndpoint":"https://auth.example.com/token","HttpMethod":"POST","ClientParameters":{"ClientID":"me","ClientSecret":"canary-77b2"}}}}`

func TestData_ServeSnapshot(t *testing.T) {
	t.Parallel()
	srv := emulatortest.Start(t)
	events(t, srv, "CreateConnection", oauth)
	full := decoded[map[string]any](t, steer(t, srv, "GET", "/_emulator/snapshot", "", http.StatusOK))
	assert.Equal(t, "eventbridge-connections-emulator", full["format"])
	assert.Equal(t, 1.0, full["version"])
	assert.Equal(t, true, full["secrets"])
	assert.Equal(t, "This document holds secrets in clear.", full["note"])

	redacted := steer(t, srv, "GET", "/_emulator/snapshot?redacted=1", "", http.StatusOK)
	assert.NotContains(t, redacted, "canary-77b2")
	assert.Contains(t, redacted, `"client_id":"me"`)
}

func TestData_ServeRestore(t *testing.T) {
	t.Parallel()
	from := emulatortest.Start(t, emulatortest.WithSettle("1h"))
	events(t, from, "CreateConnection", oauth)
	from.Advance(30 * time.Minute)
	snapshot := steer(t, from, "GET", "/_emulator/snapshot", "", http.StatusOK)

	to := emulatortest.Start(t)
	create(t, to, "else")
	assert.Regexp(
		t, `^{"restored":[1-9][0-9]*}$`,
		steer(t, to, "PUT", "/_emulator/snapshot", snapshot, http.StatusOK),
	)
	assert.Equal(t, "AUTHORIZING", state(t, to, "orders"))
	assert.Equal(t, "canary-77b2", to.Secret("orders")["client_secret"])
	assert.WithinDuration(
		t, from.Now(), to.Now(), time.Minute, "the clock is not behind what is stored",
	)
	to.Advance(30 * time.Minute)
	assert.Equal(t, "AUTHORIZED", state(t, to, "orders"))
	assert.Len(t, to.Calls(emulatortest.Filter{Operation: "CreateConnection"}), 1, "the history stays")
	assert.Equal(
		t, 1,
		strings.Count(
			steer(t, to, "GET", "/_emulator/snapshot", "", http.StatusOK), `"table":"connections"`,
		),
		"what was there before is gone",
	)
}

func TestData_ServeRestore_refuses(t *testing.T) {
	t.Parallel()
	srv := emulatortest.Start(t)
	create(t, srv, "orders")
	before := steer(t, srv, "GET", "/_emulator/snapshot?redacted=1", "", http.StatusOK)
	for _, c := range []struct{ name, body, want string }{
		{"nothing", ``, `the snapshot cannot be restored: there is no JSON`},
		{
			"another document", `{"format":"x"}`,
			`the snapshot cannot be restored: its format is "x", not "eventbridge-connections-emulator"`,
		},
		{
			"another version", `{"format":"eventbridge-connections-emulator","version":2}`,
			`the snapshot cannot be restored: it has version 2, and this emulator restores version 1`,
		},
		{
			"a redacted one", before,
			`the snapshot cannot be restored: it is redacted: restore one that was taken without redacted=1`,
		},
		{"a record without a value", `{"format":"eventbridge-connections-emulator","version":1,"secrets":true,"records":[{"table":"connections","key":"x"}]}`,
			`the snapshot cannot be restored: record 1: x in table connections has no value`},
		{"a table that " +
			"there is not", `{"format":"eventbridge-connections-emulator","version":1,"secrets":true,"records":[{"table":"archives","key":"x","value":{}}]}`,
			`the snapshot cannot be restored: record 1: there is no table archives`},
		{
			"one without records",
			`{"format":"eventbridge-connections-emulator","version":1,"secrets":true}`,
			`the snapshot cannot be restored: it has no member records`,
		},
		{"a record of nobody", `{"format":"eventbridge-connections-emulator","version":1,"secrets":true,"records":[{"table":"connections","key":"x","value":{}}]}`,
			`the snapshot cannot be restored: record 1: check x in table connections: "" is no account: it has 12 digits`},
		{
			"two documents", before + before,
			`the snapshot cannot be restored: there is more than one JSON value`,
		},
		{
			"records that are no list",
			`{"format":"eventbridge-connections-emulator","version":1,"secrets":true,"records":{}}`,
			`the snapshot cannot be restored: its records are no list`,
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			answer := decoded[map[string]string](
				t, steer(t, srv, "PUT", "/_emulator/snapshot", c.body, http.StatusBadRequest),
			)
			require.Equal(t, map[string]string{"error": c.want}, answer)
			assert.Equal(t, "AUTHORIZED", state(t, srv, "orders"))
		})
	}
}
