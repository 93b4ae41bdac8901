package conformance_test

import (
	"encoding/json"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"os"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/eventbridge-connections/emulator/internal/conformance"
	"github.com/eventbridge-connections/emulator/internal/emulator"
	"github.com/eventbridge-connections/emulator/internal/model/events"
)

// model is what the official model says of EventBridge.
func model(t testing.TB) *conformance.Model {
	t.Helper()
	m, err := conformance.Read("../model", "events")
	require.NoError(t, err)
	return m
}

// served names the operations on trial.
func served() []string { return events.NewService(struct{ events.Server }{}).Served() }

// A subject is an emulator of a test's own, without a network.
type subject struct {
	handler http.Handler
	seen    map[string]string // what answers have said: ConnectionArn, NextToken …
}

func newSubject(t testing.TB) *subject {
	t.Helper()
	e, err := emulator.New(emulator.Config{Ephemeral: true, Log: slog.New(slog.DiscardHandler)})
	require.NoError(t, err)
	t.Cleanup(func() { e.Close() })
	return &subject{e, map[string]string{}}
}

// send makes a signed request and returns the answer.
func (s *subject) send(operation string, body []byte) (status int, answer string) {
	r := httptest.NewRequest(http.MethodPost, "/", strings.NewReader(string(body)))
	r.Header.Set("Content-Type", "application/x-amz-json-1.1")
	r.Header.Set("X-Amz-Target", "AWSEvents."+operation)
	r.Header.Set("X-Amz-Date", "20260926T222812Z")
	r.Header.Set("Authorization", "AWS4-HMAC-SHA256 Credential=test/20260926/us-east-1/events/aws4_request, SignedHeaders=host, Signature=00")
	w := httptest.NewRecorder()
	s.handler.ServeHTTP(w, r)
	return w.Code, w.Body.String()
}

// call sends a document, which may name what earlier answers said as ${Member}.
func (s *subject) call(t *testing.T, operation string, document map[string]any) (status int, answer string) {
	t.Helper()
	body, err := json.Marshal(s.filled(document))
	require.NoError(t, err)
	status, answer = s.send(operation, body)
	if answer == "" { // what AWS answers where the model has no output
		return status, answer
	}
	var said map[string]any
	require.NoError(t, json.Unmarshal([]byte(answer), &said), answer)
	for name, v := range said {
		if text, ok := v.(string); ok {
			s.seen[name] = text
		}
	}
	return status, answer
}

// filled puts in what earlier answers said.
func (s *subject) filled(document map[string]any) map[string]any {
	for name, v := range document {
		if text, ok := v.(string); ok && strings.HasPrefix(text, "${") {
			document[name] = s.seen[strings.Trim(text, "${}")]
		}
	}
	return document
}

// A sample is a request that is accepted, given what was done before.
type sample struct {
	Given   []string
	Request map[string]any
}

// accept proves the sample's request accepted and returns it with the emulator that accepted it.
func accept(t *testing.T, operation string, one sample) (*subject, map[string]any) {
	t.Helper()
	var given map[string]struct {
		Operation string
		Request   map[string]any
	}
	readJSON(t, "testdata/given.json", &given)
	s := newSubject(t)
	for _, name := range one.Given {
		status, answer := s.call(t, given[name].Operation, given[name].Request)
		require.Equal(t, http.StatusOK, status, "%s: %s", name, answer)
	}
	request := s.filled(one.Request)
	status, answer := s.call(t, operation, copied(t, request))
	require.Equal(t, http.StatusOK, status, answer)
	return s, request
}

// samples are the accepted requests of an operation.
func samples(t *testing.T, operation string) []sample {
	t.Helper()
	var all map[string][]sample
	readJSON(t, "testdata/accepted.json", &all)
	require.NotEmpty(t, all[operation], "%s is served and testdata/accepted.json has no request for it", operation)
	return all[operation]
}

func readJSON(t *testing.T, file string, into any) {
	t.Helper()
	data, err := os.ReadFile(file)
	require.NoError(t, err)
	require.NoError(t, json.Unmarshal(data, into), file)
}
