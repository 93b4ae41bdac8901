package conformance_test

import (
	"encoding/base64"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/eventbridge-connections/emulator/internal/awsapi"
	"github.com/eventbridge-connections/emulator/internal/conformance"
	"github.com/eventbridge-connections/emulator/internal/model/events"
	"github.com/eventbridge-connections/emulator/internal/model/iam"
	"github.com/eventbridge-connections/emulator/internal/model/kms"
	"github.com/eventbridge-connections/emulator/internal/model/secretsmanager"
	"github.com/eventbridge-connections/emulator/internal/model/sts"
)

// modelled are all that have a model, with nobody who answers.
func modelled() []*awsapi.Service {
	return []*awsapi.Service{
		events.NewService(struct{ events.Server }{}),
		iam.NewService(struct{ iam.Server }{}),
		kms.NewService(struct{ kms.Server }{}),
		secretsmanager.NewService(struct{ secretsmanager.Server }{}),
		sts.NewService(struct{ sts.Server }{}),
	}
}

// TestServices_fit holds the generated types to the generated shapes.
func TestServices_fit(t *testing.T) {
	t.Parallel()
	for _, s := range modelled() {
		for _, op := range s.Operations {
			assert.NoError(t, op.Misfit(), op.Name)
		}
	}
}

// TestRejections_random compares what the validator says with what the models
// say of inputs that are wrong in many ways at once, for every operation of
// every service.
func TestRejections_random(t *testing.T) {
	t.Parallel()
	for _, s := range modelled() {
		m, err := conformance.Read("../model", s.Name)
		require.NoError(t, err)
		for _, op := range s.Operations {
			t.Run(s.Name+"/"+op.Name, func(t *testing.T) {
				t.Parallel()
				guess := guesser{m, rand.New(rand.NewPCG(1, 2))}
				rejected := 0
				for range 100 {
					rejected += compare(t, m, s, op, guess.document(m.Input(op.Name)))
				}
				assert.True(t, rejected > 0 || m.Constraints(op.Name) == nil)
			})
		}
	}
}

// compare returns 1 where the document was rejected.
func compare(
	t *testing.T, m *conformance.Model, s *awsapi.Service, op *awsapi.Operation,
	document map[string]any,
) int {
	t.Helper()
	expected := m.Rejection(op.Name, document)
	if expected == "" {
		assert.NoError(t, s.Validate(op.Input, document))
		return 0
	}
	body, _ := json.Marshal(document)
	require.Equal(t, awsapi.Validation(expected), s.Validate(op.Input, document), "%s", body)
	return 1
}

// A guesser makes values that are right, nearly right or wrong.
type guesser struct {
	model *conformance.Model
	*rand.Rand
}

func (g guesser) document(s *conformance.Shape) map[string]any {
	document := map[string]any{}
	for _, e := range s.Members {
		if g.IntN(4) > 0 {
			document[e.Name] = g.value(g.model.Shapes[e.Value.Shape])
		}
	}
	return document
}

func (g guesser) value(s *conformance.Shape) any {
	switch s.Type {
	case "structure":
		return g.document(s)
	case "list":
		return g.list(s)
	case "map":
		entries := map[string]any{}
		for range g.IntN(3) {
			entries[g.text(g.model.Shapes[s.Key.Shape])] = g.value(g.model.Shapes[s.Value.Shape])
		}
		return entries
	case "boolean":
		return g.IntN(2) == 0
	case "blob":
		return base64.StdEncoding.EncodeToString(make([]byte, g.length(s)))
	case "string":
		return g.text(s)
	}
	return json.Number(fmt.Sprint(g.length(s) - 1))
}

func (g guesser) list(s *conformance.Shape) []any {
	elements := []any{}
	for range min(g.length(s), 120) {
		elements = append(elements, g.value(g.model.Shapes[s.Member.Shape]))
	}
	if g.IntN(20) == 0 {
		elements = append(elements, nil)
	}
	return elements
}

// length is one near a limit of the shape, or a short one.
func (g guesser) length(s *conformance.Shape) int {
	near := []int64{0, 1, 2}
	for _, limit := range []*int64{s.Min, s.Max} {
		if limit != nil && *limit < 3000 {
			near = append(near, *limit, *limit+1)
		}
	}
	return int(near[g.IntN(len(near))])
}

func (g guesser) text(s *conformance.Shape) string {
	if s.Enum != nil && g.IntN(2) == 0 {
		return s.Enum[g.IntN(len(s.Enum))]
	}
	pieces := []string{"a", "a", "Z9", "-", "_", ":", "/", " ", "\t", "\n", "é", "😀", "\x00", "'", "="}

	return strings.Repeat(pieces[g.IntN(len(pieces))], g.length(s))
}
