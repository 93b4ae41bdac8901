package control_test

import (
	"encoding/json"
	"net/http"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/eventbridge-connections/emulator/internal/emulator"
	"github.com/eventbridge-connections/emulator/internal/outbound"
)

const routesPath = "/_emulator/routes"

func TestRoutes(t *testing.T) {
	t.Parallel()
	first, err := outbound.ParseRoutes("https://*.test=http://127.0.0.1:8081")
	require.NoError(t, err)
	e := start(t, emulator.Config{Routes: first})
	const initial = `{"routes":[{"from":"https://*.test","to":"http://127.0.0.1:8081"}]}`
	assert.Equal(t, initial, steer(t, e, "GET", routesPath, "", http.StatusOK))

	const other = `{"routes":[{"from":"https://a.test","to":"http://receiver:80"},{"from":"*"}]}`
	assert.Equal(t, other, steer(t, e, "PUT", routesPath, other, http.StatusOK))
	assert.Equal(t, other, steer(t, e, "GET", routesPath, "", http.StatusOK))
	assert.Equal(t, `{"routes":[]}`, steer(t, e, "PUT", routesPath, `{"routes":[]}`, http.StatusOK))

	steer(t, e, "POST", "/_emulator/reset", "", http.StatusOK)
	assert.Equal(t, initial, steer(t, e, "GET", routesPath, "", http.StatusOK))
}

func TestRoutes_errors(t *testing.T) {
	t.Parallel()
	e := start(t, emulator.Config{})
	const example = `; send one such as ` +
		`{"routes":[{"from":"https://api.example.com","to":"http://127.0.0.1:8081"}]}`
	for body, want := range map[string]string{
		`{}`:                        `the body has no routes` + example,
		`{"routes":[{"form":"*"}]}`: `there is no member "form"` + example,
		`{"routes":[{"from":"*"},{"from":"a.test"}]}`: `"a.test" is no address to route from: ` +
			`write https://api.example.com, https://*.example.com or *`,
		`{"routes":[{"from":"*","to":"a.test"}]}`: `"a.test" is no address to route to: ` +
			`write one without a path, such as http://127.0.0.1:8081`,
	} {
		answer := steer(t, e, "PUT", routesPath, body, http.StatusBadRequest)
		var got struct{ Error string }
		require.NoError(t, json.Unmarshal([]byte(answer), &got))
		assert.Equal(t, want, got.Error, body)
	}
	assert.Equal(t, `{"routes":[]}`, steer(t, e, "GET", routesPath, "", http.StatusOK))
}

func TestRoutes_otherOrigin(t *testing.T) {
	t.Parallel()
	e := start(t, emulator.Config{})
	assert.Equal(t, http.StatusForbidden, fromElsewhere(t, e, "PUT", routesPath))
}
