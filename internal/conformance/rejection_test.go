package conformance_test

import (
	"encoding/json"
	"net/http"
	"slices"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/eventbridge-connections/emulator/internal/conformance"
)

// TestRejections makes, for every constraint that a model states for an
// operation, one request that breaks it, out of a request that was accepted.
func TestRejections(t *testing.T) {
	t.Parallel()
	for _, of := range services(t) {
		t.Run(of.Name, func(t *testing.T) {
			t.Parallel()
			rejectEach(t, of)
		})
	}
}

func rejectEach(t *testing.T, of conformance.Service) {
	var stated, tried, unbreakable atomic.Int64
	t.Run("each", func(t *testing.T) {
		for _, operation := range of.Served() {
			t.Run(operation, func(t *testing.T) {
				t.Parallel()
				n, left := rejectAll(t, of, operation)
				stated.Add(int64(count(of.Model, operation)))
				tried.Add(int64(n))
				unbreakable.Add(int64(left))
			})
		}
	})
	assert.Equal(
		t, stated.Load(), tried.Load()+unbreakable.Load(),
		"every constraint that the model states is tried or cannot be broken",
	)
	t.Logf("%s: %d operations, %d constraints: %d broken one by one, %d that nothing can break (a "+
		"least length of 0)",
		of.Name, len(of.Operations), stated.Load(), tried.Load(), unbreakable.Load())
}

// rejectAll tries each constraint on the first accepted request that has the member it is about.
func rejectAll(t *testing.T, of conformance.Service, operation string) (tried, left int) {
	all := of.Model.Constraints(operation)
	for _, one := range samples(t, of, operation) {
		s, accepted := accept(t, of, operation, one)
		all = slices.DeleteFunc(all, func(c conformance.Constraint) bool {
			if at(accepted, c.Place) == nil || !c.Breakable() {
				return false
			}
			tried++
			t.Run(
				c.Place.String()+"/"+string(c.Kind), func(t *testing.T) { reject(t, s, of.Model, c, accepted) },
			)
			return true
		})
	}
	for _, c := range all {
		assert.False(
			t, c.Breakable(), "no accepted request has %s: %s of %s is not tried", c.Place, c.Kind,
			operation,
		)
	}
	return tried, len(all)
}

func reject(
	t *testing.T, s *subject, m *conformance.Model, c conformance.Constraint, accepted map[string]any,
) {
	request := broken(t, c, accepted)
	expected := m.Rejection(c.Operation, request)
	require.Equal(
		t, sentences(c, request), strings.Count(expected, "failed to satisfy constraint"), expected,
	)
	answer := s.call(t, c.Operation, request)
	assert.Equal(t, http.StatusBadRequest, answer.Code)
	assert.Equal(
		t, s.refusal(t, expected, map[string][]string(answer.Header())["x-amzn-RequestId"][0]),
		answer.Body.String(),
	)
}

// sentences is how many a broken constraint makes: a text that is too
// short or too long can break a pattern too. What is wrong with the elements of a list
// or a map is one sentence.
func sentences(c conformance.Constraint, request map[string]any) int {
	if strings.ContainsAny(c.Place[len(c.Place)-1], "[{") {
		return 1
	}
	text, ok := at(request, c.Place).(string)
	if ok && (c.Kind == conformance.Min || c.Kind == conformance.Max) && c.Shape.Pattern != "" &&
		!c.Shape.Fits(text) {
		return 2
	}
	return 1
}

// quoted is a JSON text as AWS writes it, with nothing escaped that need not be.
func quoted(t *testing.T, text string) string {
	t.Helper()
	var out strings.Builder
	e := json.NewEncoder(&out)
	e.SetEscapeHTML(false)
	require.NoError(t, e.Encode(text))
	return strings.TrimSuffix(out.String(), "\n")
}

// count counts the constraints of an operation's input in the model, on another way than
// Constraints.
func count(m *conformance.Model, operation string) (n int) {
	for _, e := range m.Operations {
		if e.Name == operation {
			return countIn(m, e.Value.Input.Shape)
		}
	}
	return 0
}

func countIn(m *conformance.Model, name string) int {
	s := m.Shapes[name]
	if s == nil {
		return 0
	}
	n := len(s.Required) + countIn(m, s.Member.Shape) + countIn(m, s.Key.Shape) +
		countIn(m, s.Value.Shape)
	for _, stated := range []bool{s.Min != nil, s.Max != nil, s.Pattern != "", s.Enum != nil} {
		if stated {
			n++
		}
	}
	for _, e := range s.Members {
		n += countIn(m, e.Value.Shape)
	}
	return n
}
