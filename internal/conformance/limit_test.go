package conformance_test

import (
	"encoding/json"
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/eventbridge-connections/emulator/internal/awsapi"
	"github.com/eventbridge-connections/emulator/internal/awsjson"
	"github.com/eventbridge-connections/emulator/internal/conformance"
)

// TestLimits gives members the largest and the smallest values that are allowed.
func TestLimits(t *testing.T) {
	t.Parallel()
	for _, of := range services(t) {
		tried := 0
		for _, op := range of.Operations {
			for _, one := range samples(t, of, op.Name) {
				_, accepted := accept(t, of, op.Name, one)
				for _, c := range of.Model.Constraints(op.Name) {
					tried += take(t, op, c, accepted)
				}
			}
		}
		t.Logf("%s: %d values at a limit", of.Name, tried)
	}
}

// take tells how many values it tried: one or, where the limit cannot be met, none.
func take(
	t *testing.T, op *awsapi.Operation, c conformance.Constraint, accepted map[string]any,
) int {
	t.Helper()
	limit := allowed(c, at(accepted, c.Place))
	if limit == nil {
		return 0
	}
	request := copied(t, accepted)
	set(request, c.Place, limit)
	body, err := json.Marshal(request)
	require.NoError(t, err)
	doc, err := awsjson.Parse(body)
	require.NoError(t, err)
	assert.NoError(t, awsapi.Validate(op.Input, doc), "%s: %s of %s", op.Name, c.Kind, c.Place)
	return 1
}

// allowed is the value at the limit of a constraint, if there is one to make out of what stands
// there now.
func allowed(c conformance.Constraint, now any) any {
	whole := c.Shape.Type == "integer" || c.Shape.Type == "long"
	switch {
	case c.Shape.Type == "blob": // whose text is longer than it
		return nil
	case now == nil || now == "" || c.Kind != conformance.Max && c.Kind != conformance.Min:
		return nil
	case whole && c.Kind == conformance.Max:
		return float64(*c.Shape.Max)
	case whole:
		return float64(*c.Shape.Min)
	case c.Shape.Type == "list" && c.Kind == conformance.Max:
		return slices.Repeat(now.([]any)[:1], int(*c.Shape.Max))
	case c.Shape.Type == "list":
		return now.([]any)[:*c.Shape.Min]
	case c.Shape.Type == "map":
		return entries(now.(map[string]any), int(*c.Shape.Max))
	}
	return text(c, now.(string))
}

func text(c conformance.Constraint, now string) any {
	of := c.Shape.Max
	if c.Kind == conformance.Min {
		of = c.Shape.Min
		now = now[:min(int(*of), len(now))]
	}
	limit := int(*of)
	if limited := stretched(now, limit, c.Shape); limited != "" {
		return limited
	}
	return nil
}
