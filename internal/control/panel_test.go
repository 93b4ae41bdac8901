package control_test

import (
	"encoding/json"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/eventbridge-connections/emulator/emulatortest"
	"github.com/eventbridge-connections/emulator/internal/emulator"
)

// start makes an emulator that ends with the test.
func start(t *testing.T, c emulator.Config) http.Handler {
	t.Helper()
	c.Ephemeral, c.Log = true, slog.New(slog.DiscardHandler)
	e, err := emulator.New(c)
	require.NoError(t, err)
	t.Cleanup(func() { assert.NoError(t, e.Close()) })
	return e
}

// steer sends a control call and returns the answer's body, without its line end.
func steer(t *testing.T, to http.Handler, method, path, body string, want int) string {
	t.Helper()
	w := httptest.NewRecorder()
	to.ServeHTTP(
		w,
		httptest.NewRequestWithContext(
			t.Context(), method, "http://127.0.0.1:4566"+path, strings.NewReader(body),
		),
	)
	answer := strings.TrimSuffix(w.Body.String(), "\n")
	require.Equal(t, want, w.Code, answer)
	return answer
}

// fromElsewhere sends a control call as a page of another origin would, and returns the answer's
// status.
func fromElsewhere(t *testing.T, to http.Handler, method, path string) int {
	t.Helper()
	w, r := httptest.NewRecorder(), httptest.NewRequestWithContext(
		t.Context(), method, "http://127.0.0.1:4566"+path, strings.NewReader("{}"),
	)
	r.Header.Set("Sec-Fetch-Site", "cross-site")
	to.ServeHTTP(w, r)
	return w.Code
}

// answer is what a connection's answers have in common.
type answer struct {
	ConnectionState, StateReason string
	LastAuthorizedTime           float64
}

// events sends an EventBridge operation, which has to succeed.
func events(t *testing.T, srv *emulatortest.Server, operation, body string) (out answer) {
	t.Helper()
	r := httptest.NewRequestWithContext(t.Context(), "POST", "/", strings.NewReader(body))
	r.Header.Set("Content-Type", "application/x-amz-json-1.1")
	r.Header.Set("X-Amz-Target", "AWSEvents."+operation)
	r.Header.Set("X-Amz-Date", "20260101T000000Z")
	r.Header.Set(
		"Authorization",
		"AWS4-HMAC-SHA256 Credential=test/20260101/us-east-1/events/aws4_request, "+
			"SignedHeaders=host;x-amz-date, Signature=0",
	)
	w := httptest.NewRecorder()
	srv.ServeHTTP(w, r)
	require.Equal(t, http.StatusOK, w.Code, w.Body)
	require.NoError(t, json.Unmarshal(w.Body.Bytes(), &out))
	return out
}

// create makes a connection and returns its state and reason afterwards.
func create(t *testing.T, srv *emulatortest.Server, name string) string {
	t.Helper()
	events(
		t, srv, "CreateConnection",
		`{"Name":"`+name+
			`","AuthorizationType":"API_KEY","AuthParameters":{"ApiKeyAuthParameters":{"ApiKeyName":"k","ApiKeyValue":"v"}}}`,
	)
	return state(t, srv, name)
}

// state is the connection's state, and the reason after it if there is one.
func state(t *testing.T, srv *emulatortest.Server, name string) string {
	t.Helper()
	now := events(t, srv, "DescribeConnection", `{"Name":"`+name+`"}`)
	return strings.TrimSpace(now.ConnectionState + " " + now.StateReason)
}
