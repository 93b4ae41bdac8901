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

func TestPanel_ServeSnapshot(t *testing.T) {
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

func TestPanel_ServeRestore(t *testing.T) {
	t.Parallel()
	from := emulatortest.Start(t, emulatortest.WithSettle("1h"))
	events(t, from, "CreateConnection", oauth)
	from.Advance(30 * time.Minute)
	snapshot := steer(t, from, "GET", "/_emulator/snapshot", "", http.StatusOK)

	to := emulatortest.Start(t)
	create(t, to, "else")
	assert.Regexp(t, `^{"restored":[1-9][0-9]*}$`, steer(t, to, "PUT", "/_emulator/snapshot", snapshot, http.StatusOK))
	assert.Equal(t, "AUTHORIZING", state(t, to, "orders"))
	assert.Equal(t, "canary-77b2", to.Secret("orders")["client_secret"])
	assert.WithinDuration(t, from.Now(), to.Now(), time.Minute, "the clock is not behind what is stored")
	to.Advance(30 * time.Minute)
	assert.Equal(t, "AUTHORIZED", state(t, to, "orders"))
	assert.Len(t, to.Calls(emulatortest.Filter{Operation: "CreateConnection"}), 1, "the history stays")
	assert.Equal(t, 1, strings.Count(steer(t, to, "GET", "/_emulator/snapshot", "", http.StatusOK), `"table":"connections"`), "what was there before is gone")
}

func TestPanel_ServeRestore_refuses(t *testing.T) {
	t.Parallel()
	srv := emulatortest.Start(t)
	create(t, srv, "orders")
	before := steer(t, srv, "GET", "/_emulator/snapshot?redacted=1", "", http.StatusOK)
	for _, c := range []struct{ name, body, want string }{
		{"nothing", ``, `there is no JSON; send one such as what GET /_emulator/snapshot answers`},
		{"another document", `{"format":"x"}`, `this is no snapshot: its format is "x", not "eventbridge-connections-emulator"`},
		{"another version", `{"format":"eventbridge-connections-emulator","version":2}`, `the snapshot has version 2, and this emulator restores version 1`},
		{"a redacted one", before, `the snapshot is redacted: restore one that was taken without redacted=1`},
		{"a record without a value", `{"format":"eventbridge-connections-emulator","version":1,"secrets":true,"records":[{"table":"connections","key":"x"}]}`,
			`record 1 of the snapshot: x in table connections has no value`},
		{"a table that there is not", `{"format":"eventbridge-connections-emulator","version":1,"secrets":true,"records":[{"table":"archives","key":"x","value":{}}]}`,
			`record 1 of the snapshot: there is no table archives`},
		{"a connection that is none", `{"format":"eventbridge-connections-emulator","version":1,"secrets":true,"records":[{"table":"connections","key":"x","value":{}}]}`,
			`record 1 of the snapshot: x in table connections: a connection without a timeline`},
	} {
		t.Run(c.name, func(t *testing.T) {
			answer := decoded[map[string]string](t, steer(t, srv, "PUT", "/_emulator/snapshot", c.body, http.StatusBadRequest))
			require.Equal(t, map[string]string{"error": c.want}, answer)
			assert.Equal(t, "AUTHORIZED", state(t, srv, "orders"))
		})
	}
}
