package conformance_test

import (
	"net/http"
	"slices"
	"sync/atomic"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/eventbridge-connections/emulator/internal/conformance"
)

// mismatches says what AWS answers to a JSON value for a member of a type; what is not here is
// taken. RECORDED on Athena and Kinesis but for false and what is given for a boolean (INFERRED).
var mismatches = map[string]map[string]string{
	"string": {
		"number": "NUMBER_VALUE can not be converted to a String",
		"true":   "TRUE_VALUE can not be converted to a String",
		"false":  "FALSE_VALUE can not be converted to a String",
		"array":  "Start of list found where not expected",
		"object": "Start of structure or map found where not expected.",
	},
	"integer": {
		"string": "STRING_VALUE can not be converted to an Integer",
		"true":   "TRUE_VALUE can not be converted to an Integer",
		"false":  "FALSE_VALUE can not be converted to an Integer",
		"array":  "Start of list found where not expected",
		"object": "Start of structure or map found where not expected.",
	},
	"boolean": {
		"string": "'23' can not be converted to an Boolean",
		"number": "NUMBER_VALUE can not be converted to a Boolean",
		"array":  "Start of list found where not expected",
		"object": "Start of structure or map found where not expected.",
	},
	"list": {
		"string": "Expected list or null",
		"number": "Expected list or null",
		"true":   "Expected list or null",
		"false":  "Expected list or null",
		"object": "Start of structure or map found where not expected.",
	},
	"map": {
		"string": "Expected map or null",
		"number": "Expected map or null",
		"true":   "Expected map or null",
		"false":  "Expected map or null",
		"array":  "Start of list found where not expected",
	},
	"timestamp": {
		"string": "STRING_VALUE can not be converted to a Double",
		"true":   "TRUE_VALUE can not be converted to a Double",
		"false":  "FALSE_VALUE can not be converted to a Double",
		"array":  "Start of list found where not expected",
		"object": "Start of structure or map found where not expected.",
	},
	"structure": {
		"string": "Expected null",
		"number": "Expected null",
		"true":   "Expected null",
		"false":  "Expected null",
		"array":  "Start of list found where not expected",
	},
}

var values = map[string]any{
	"string": "23", "number": 23.0, "true": true, "false": false, "array": []any{},
	"object": map[string]any{},
}

// TestTypes gives every member of every operation a value of each wrong JSON type.
func TestTypes(t *testing.T) {
	t.Parallel()
	of := eventBridge(t)
	var tried atomic.Int64
	t.Run("each", func(t *testing.T) {
		for _, operation := range of.Served() {
			t.Run(operation, func(t *testing.T) {
				t.Parallel()
				tried.Add(int64(mistypeAll(t, of, operation)))
			})
		}
	})
	t.Logf("%d operations, %d values of a wrong type", len(of.Operations), tried.Load())
}

func mistypeAll(t *testing.T, of conformance.Service, operation string) (tried int) {
	left := slices.Collect(of.Model.Members(operation))
	for _, one := range samples(t, of, operation) {
		s, accepted := accept(t, of, operation, one)
		left = slices.DeleteFunc(left, func(member conformance.Member) bool {
			if at(accepted, member.Place) == nil {
				return false
			}
			tried += mistype(t, s, operation, member, accepted)
			return true
		})
	}
	for _, member := range left {
		assert.Fail(t, "no accepted request has "+member.Place.String())
	}
	return tried
}

func mistype(
	t *testing.T, s *subject, operation string, member conformance.Member, accepted map[string]any,
) (tried int) {
	if member.Place[len(member.Place)-1] == "{key}" {
		return 0 // JSON has no names but texts
	}
	texts, known := mismatches[member.Shape.Type]
	assert.True(t, known, "the type %s of %s", member.Shape.Type, member.Place)
	for name, text := range texts {
		t.Run(member.Place.String()+"/"+name, func(t *testing.T) {
			request := copied(t, accepted)
			set(request, member.Place, values[name])
			answer := s.call(t, operation, request)
			assert.Equal(t, http.StatusBadRequest, answer.Code)
			assert.Equal(
				t, `{"__type":"SerializationException","Message":`+quoted(t, text)+`}`, answer.Body.String(),
			)
		})
		tried++
	}
	return tried
}
