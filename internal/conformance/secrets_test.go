package conformance_test

import (
	"encoding/json"
	"maps"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/eventbridge-connections/emulator/internal/conformance"
	"github.com/eventbridge-connections/emulator/internal/model/secretsmanager"
)

// A secretsSample is a request to Secrets Manager that breaks no constraint, given what was done before.
type secretsSample struct {
	Given   []string
	Request map[string]any
	Refused string // the code of the emulator's own refusal; empty where the request is accepted
}

// A secretsSubject is an emulator of a test's own, asked for Secrets Manager.
type secretsSubject struct{ *subject }

func (s secretsSubject) call(t *testing.T, operation string, document map[string]any) (status int, answer string) {
	t.Helper()
	body, err := json.Marshal(s.filled(document))
	require.NoError(t, err)
	r := httptest.NewRequest(http.MethodPost, "/", strings.NewReader(string(body)))
	r.Header.Set("Content-Type", "application/x-amz-json-1.1")
	r.Header.Set("X-Amz-Target", "secretsmanager."+operation)
	r.Header.Set("X-Amz-Date", "20260926T222812Z")
	r.Header.Set("Authorization", "AWS4-HMAC-SHA256 Credential=test/20260926/us-east-1/secretsmanager/aws4_request, SignedHeaders=host, Signature=00")
	w := httptest.NewRecorder()
	s.handler.ServeHTTP(w, r)
	return w.Code, w.Body.String()
}

// accept proves that the sample breaks no constraint, and returns it with the emulator that it was sent to.
func (one secretsSample) accept(t *testing.T, operation string) (secretsSubject, map[string]any) {
	t.Helper()
	var given map[string]struct {
		Operation string
		Request   map[string]any
	}
	readJSON(t, "testdata/given-secretsmanager.json", &given)
	s := secretsSubject{newSubject(t)}
	for _, name := range one.Given {
		status, answer := s.call(t, given[name].Operation, given[name].Request)
		require.Equal(t, http.StatusOK, status, "%s: %s", name, answer)
		var said struct{ NextToken string }
		require.NoError(t, json.Unmarshal([]byte(answer), &said))
		s.seen["NextToken"] = said.NextToken
	}
	request := s.filled(one.Request)
	status, answer := s.call(t, operation, copied(t, request))
	if one.Refused == "" {
		require.Equal(t, http.StatusOK, status, answer)
		return s, request
	}
	require.Regexp(t, `^\{"__type":"`+one.Refused+`",`, answer)
	return s, request
}

// TestRejections_secrets does for Secrets Manager what TestRejections does for EventBridge.
func TestRejections_secrets(t *testing.T) {
	t.Parallel()
	m, err := conformance.Read("../model", "secretsmanager")
	require.NoError(t, err)
	var samples map[string][]secretsSample
	readJSON(t, "testdata/accepted-secretsmanager.json", &samples)
	served := secretsmanager.NewService(struct{ secretsmanager.Server }{}).Served()
	require.ElementsMatch(t, served, slices.Collect(maps.Keys(samples)), "every operation that is served has a request")
	for _, operation := range served {
		t.Run(operation, func(t *testing.T) {
			t.Parallel()
			left := m.Constraints(operation)
			require.Len(t, left, count(m, operation))
			for _, one := range samples[operation] {
				left = one.reject(t, m, left)
			}
			for _, c := range left {
				assert.False(t, c.Breakable(), "no request has %s: %s is not tried", c.Place, c.Kind)
			}
		})
	}
}

// reject breaks each of the constraints that are about a member of the sample, and returns the others.
func (one secretsSample) reject(t *testing.T, m *conformance.Model, all []conformance.Constraint) []conformance.Constraint {
	if len(all) == 0 {
		return nil
	}
	s, accepted := one.accept(t, all[0].Operation)
	return slices.DeleteFunc(all, func(c conformance.Constraint) bool {
		if at(accepted, c.Place) == nil || !c.Breakable() {
			return false
		}
		t.Run(c.Place.String()+"/"+string(c.Kind), func(t *testing.T) {
			request := broken(t, c, accepted)
			expected := m.Rejection(c.Operation, request)
			require.Equal(t, sentences(c, request), strings.Count(expected, "failed to satisfy constraint"), expected)
			status, answer := s.call(t, c.Operation, request)
			assert.Equal(t, http.StatusBadRequest, status)
			assert.Equal(t, `{"__type":"ValidationException","message":`+quoted(t, expected)+`}`, answer)
		})
		return true
	})
}
