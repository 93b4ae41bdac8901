package conformance_test

import (
	"encoding/json"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/eventbridge-connections/emulator/internal/conformance"
	"github.com/eventbridge-connections/emulator/internal/emulator"
)

// services are those on trial.
func services(t testing.TB) []conformance.Service {
	t.Helper()
	all, err := conformance.Services("../model")
	require.NoError(t, err)
	return all
}

// eventBridge is the first of them.
func eventBridge(t testing.TB) conformance.Service {
	t.Helper()
	return services(t)[0]
}

// A subject is an emulator of a test's own, without a network, asked for one service.
type subject struct {
	wire
	handler http.Handler
	seen    map[string]string // what answers have said: ConnectionArn, NextToken …
}

// newSubject is an emulator that is asked for EventBridge.
func newSubject(t testing.TB) *subject {
	t.Helper()
	return subjectFor(t, eventBridge(t))
}

func subjectFor(t testing.TB, s conformance.Service) *subject {
	t.Helper()
	e, err := emulator.New(emulator.Config{Ephemeral: true, Log: slog.New(slog.DiscardHandler)})
	require.NoError(t, err)
	t.Cleanup(func() { e.Close() })
	return &subject{wireOf(s.Service), e, map[string]string{}}
}

// ask makes a signed request.
func (s *subject) ask(operation string, body []byte) *httptest.ResponseRecorder {
	w := httptest.NewRecorder()
	s.handler.ServeHTTP(w, s.request(operation, body))
	return w
}

// send makes a signed request and returns the answer.
func (s *subject) send(operation string, body []byte) (status int, answer string) {
	w := s.ask(operation, body)
	return w.Code, w.Body.String()
}

// call sends a document, which may name what earlier answers said as ${Member}.
func (s *subject) call(
	t *testing.T, operation string, document map[string]any,
) *httptest.ResponseRecorder {
	t.Helper()
	w := s.ask(operation, s.body(t, operation, s.filled(document)))
	for name, text := range s.said(t, w.Body.String()) {
		s.seen[name] = text
	}
	return w
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

// A sample is a request that breaks no constraint, given what was done before.
type sample struct {
	Given   []string
	Request map[string]any
	Refused string // the code of a refusal of the emulator's own; empty where the request is accepted
}

// accept proves that the sample breaks no constraint, and returns it with the emulator that it was
// sent to.
func accept(
	t *testing.T, of conformance.Service, operation string, one sample,
) (*subject, map[string]any) {
	t.Helper()
	var given map[string]struct {
		Operation string
		Request   map[string]any
	}
	readJSON(t, of, "given.json", &given)
	s := subjectFor(t, of)
	for _, name := range one.Given {
		answer := s.call(t, given[name].Operation, given[name].Request)
		require.Equal(t, http.StatusOK, answer.Code, "%s: %s", name, answer.Body)
	}
	request := s.filled(one.Request)
	answer := s.call(t, operation, copied(t, request))
	if one.Refused != "" {
		require.Contains(t, answer.Body.String(), one.Refused)
		return s, request
	}
	require.Equal(t, http.StatusOK, answer.Code, answer.Body.String())
	return s, request
}

// samples are the accepted requests of an operation.
func samples(t *testing.T, of conformance.Service, operation string) []sample {
	t.Helper()
	var all map[string][]sample
	readJSON(t, of, "accepted.json", &all)
	require.NotEmpty(
		t, all[operation], "%s is served and accepted.json of %s has no request for it", operation,
		of.Name,
	)
	return all[operation]
}

// readJSON reads a file about the service.
func readJSON(t *testing.T, of conformance.Service, file string, into any) {
	t.Helper()
	data, err := os.ReadFile(filepath.Join("testdata", of.Name, file))
	require.NoError(t, err)
	require.NoError(t, json.Unmarshal(data, into), file)
}
