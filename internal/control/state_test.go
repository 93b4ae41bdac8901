package control_test

import (
	"encoding/json"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/eventbridge-connections/emulator/emulatortest"
)

func TestStates_ServeState(t *testing.T) {
	t.Parallel()
	t.Run("scripts a connection that will exist, once", func(t *testing.T) {
		t.Parallel()
		srv := emulatortest.Start(t)
		steer(
			t, srv, "PUT", "/_emulator/connections/orders/state",
			`{"state":"DEAUTHORIZED","reason":"refused"}`, http.StatusOK,
		)
		assert.Equal(t, "DEAUTHORIZED refused", create(t, srv, "orders"))
		assert.Equal(t, "AUTHORIZED", create(t, srv, "invoices"))
	})
	t.Run("sets the state at once", func(t *testing.T) {
		t.Parallel()
		srv := emulatortest.Start(t)
		create(t, srv, "orders")
		steer(
			t, srv, "PUT", "/_emulator/connections/orders/state",
			`{"state":"FAILED_CONNECTIVITY","reason":"no route","when":"now"}`, http.StatusOK,
		)
		assert.Equal(t, "FAILED_CONNECTIVITY no route", state(t, srv, "orders"))
	})
	t.Run("authorizes what is ACTIVE from the beginning", func(t *testing.T) {
		t.Parallel()
		srv := emulatortest.Start(t)
		steer(
			t, srv, "PUT", "/_emulator/connections/orders/state", `{"state":"ACTIVE","when":"now"}`,
			http.StatusOK,
		)
		assert.Equal(t, "ACTIVE", create(t, srv, "orders"))
		authorized := events(t, srv, "DescribeConnection", `{"Name":"orders"}`).LastAuthorizedTime
		assert.InDelta(t, srv.Now().Unix(), authorized, 5)
		srv.Advance(time.Hour)
		assert.Equal(
			t, authorized, events(t, srv, "DeauthorizeConnection", `{"Name":"orders"}`).LastAuthorizedTime,
		)
		assert.Equal(
			t, authorized, events(t, srv, "DescribeConnection", `{"Name":"orders"}`).LastAuthorizedTime,
		)
	})
	t.Run("waits for the next authorization", func(t *testing.T) {
		t.Parallel()
		srv := emulatortest.Start(t)
		create(t, srv, "orders")
		steer(
			t, srv, "PUT", "/_emulator/connections/orders/state",
			`{"state":"DEAUTHORIZED","when":"settled"}`, http.StatusOK,
		)
		assert.Equal(t, "AUTHORIZED", state(t, srv, "orders"))
		events(
			t, srv, "UpdateConnection",
			`{"Name":"orders","AuthorizationType":"API_KEY","AuthParameters":{"ApiKeyAuthParameters":{"ApiKeyValue":"v2"}}}`,
		)
		assert.Equal(t, "DEAUTHORIZED", state(t, srv, "orders"))
	})
	t.Run("is about one account and region", func(t *testing.T) {
		t.Parallel()
		srv := emulatortest.Start(t)
		steer(
			t, srv, "PUT", "/_emulator/connections/orders/state?account=111111111111",
			`{"state":"DEAUTHORIZED"}`, http.StatusOK,
		)
		steer(
			t, srv, "PUT", "/_emulator/connections/orders/state?region=eu-west-1",
			`{"state":"DEAUTHORIZED"}`, http.StatusOK,
		)
		assert.Equal(t, "AUTHORIZED", create(t, srv, "orders"))
	})
	t.Run("refuses to authorize what has given up its authorization", func(t *testing.T) {
		t.Parallel()
		srv := emulatortest.Start(t, emulatortest.WithSettle("manual"))
		create(t, srv, "orders")
		events(t, srv, "DeleteConnection", `{"Name":"orders"}`)
		assert.Equal(t, `{"error":"connection orders is DELETING and has given up its authorization: script it with when=settled, for its next one"}`,
			steer(
				t, srv, "PUT", "/_emulator/connections/orders/state", `{"state":"AUTHORIZED","when":"now"}`,
				http.StatusConflict,
			))
	})
}

func TestStates_ServeState_refuses(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ name, path, body, want string }{
		{
			"an unknown state", "orders/state", `{"state":"BROKEN"}`,
			`"BROKEN" is no state to script: take AUTHORIZED, DEAUTHORIZED, ACTIVE or FAILED_CONNECTIVITY`,
		},
		{
			"a state that passes", "orders/state", `{"state":"AUTHORIZING"}`,
			`"AUTHORIZING" is no state to script: take AUTHORIZED, DEAUTHORIZED, ACTIVE or FAILED_CONNECTIVITY`,
		},
		{
			"an unknown time", "orders/state", `{"state":"ACTIVE","when":"soon"}`,
			`when takes now or settled, not "soon"`,
		},
		{"a name that no connection can have", "or%20ders/state", `{"state":"ACTIVE"}`,
			`1 validation error detected: Value 'or ders' at 'name' failed to satisfy constraint: Member must satisfy regular expression pattern: [\.\-_A-Za-z0-9]+`},
		{"a long reason", "orders/state", `{"state":"ACTIVE","reason":"` + strings.Repeat("x", 513) +
			`"}`,
			`1 validation error detected: Value '` + strings.Repeat("x", 513) +
				`' at 'stateReason' failed to satisfy constraint: Member must have length less than or equal to 512`},
		{"an unknown member", "orders/state", `{"state":"ACTIVE","wen":"now"}`,
			`there is no member "wen"; send one such as {"state":"DEAUTHORIZED","reason":"the token endpoint refused","when":"now"}; when is now or settled`},
		{
			"an account that is none", "orders/state?account=1", `{"state":"ACTIVE"}`,
			`account takes 12 digits, such as ?account=000000000000`,
		},
		{
			"a misspelt account", "orders/state?acount=123456789012", `{"state":"ACTIVE"}`,
			`unknown member "acount": the members are account, region`,
		},
		{
			"a region that is none", "orders/state?region=Mars", `{"state":"ACTIVE"}`,
			`region takes the name of a region, such as ?region=us-east-1`,
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			want, err := json.Marshal(map[string]string{"error": c.want})
			require.NoError(t, err)
			assert.JSONEq(
				t, string(want),
				steer(
					t, emulatortest.Start(t), "PUT", "/_emulator/connections/"+c.path, c.body,
					http.StatusBadRequest,
				),
			)
		})
	}
}

func TestStates_ServeSettle(t *testing.T) {
	t.Parallel()
	srv := emulatortest.Start(t, emulatortest.WithSettle("manual"))
	for _, name := range []string{"invoices", "orders"} {
		create(t, srv, name)
		events(t, srv, "DeauthorizeConnection", `{"Name":"`+name+`"}`)
	}
	assert.Equal(
		t, `{"error":"unknown member \"nam\": the members are account, name, region"}`,
		steer(t, srv, "POST", "/_emulator/settle?nam=orders", "", http.StatusBadRequest),
	)
	assert.Equal(
		t, `{"error":"account takes 12 digits, such as ?account=000000000000"}`,
		steer(t, srv, "POST", "/_emulator/settle?account=1", "", http.StatusBadRequest),
	)
	assert.Equal(
		t, `{"settled":0}`,
		steer(t, srv, "POST", "/_emulator/settle?name=orders&region=eu-west-1", "", http.StatusOK),
	)
	assert.Equal(
		t, `{"settled":1}`, steer(t, srv, "POST", "/_emulator/settle?name=orders", "", http.StatusOK),
	)
	const removed = "DEAUTHORIZED The authorization parameters were removed from this connection by " +
		"a DeauthorizeConnection operation."
	assert.Equal(t, removed, state(t, srv, "orders"))
	assert.Equal(t, "DEAUTHORIZING", state(t, srv, "invoices"))
	assert.Equal(t, `{"settled":1}`, steer(t, srv, "POST", "/_emulator/settle", "", http.StatusOK))
	assert.Equal(t, `{"settled":0}`, steer(t, srv, "POST", "/_emulator/settle", "", http.StatusOK))
	assert.Equal(t, removed, state(t, srv, "invoices"))
}

func TestStates_crossOrigin(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ method, path string }{
		{"POST", "/_emulator/clock"}, {"POST", "/_emulator/settle"}, {
			"PUT", "/_emulator/connections/orders/state",
		},
	} {
		t.Run(c.method+c.path, func(t *testing.T) {
			t.Parallel()
			require.Equal(t, http.StatusForbidden, fromElsewhere(t, emulatortest.Start(t), c.method, c.path))
		})
	}
}

func TestStates_ServeScripts(t *testing.T) {
	t.Parallel()
	srv := emulatortest.Start(t)
	steer(
		t, srv, "PUT", "/_emulator/connections/orders/state",
		`{"state":"DEAUTHORIZED","reason":"refused"}`, http.StatusOK,
	)
	steer(
		t, srv, "PUT", "/_emulator/connections/orders/state?region=eu-west-1",
		`{"state":"ACTIVE","when":"now"}`, http.StatusOK,
	)
	assert.Equal(t, `{"states":[{"account":"000000000000","region":"eu-west-1","name":"orders","state":"ACTIVE","when":"now"},`+
		`{"account":"000000000000","region":"us-east-1","name":"orders","state":"DEAUTHORIZED","reason":"refused"}]}`,
		steer(t, srv, "GET", "/_emulator/states", "", http.StatusOK))

	assert.Equal(
		t, `{}`, steer(t, srv, "DELETE", "/_emulator/connections/orders/state", "", http.StatusOK),
	)
	assert.Equal(t, `{"error":"no state is scripted for connection orders"}`,
		steer(t, srv, "DELETE", "/_emulator/connections/orders/state", "", http.StatusNotFound))
	assert.Equal(t, "AUTHORIZED", create(t, srv, "orders"))
}
