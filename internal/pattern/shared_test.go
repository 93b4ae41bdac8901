package pattern_test

import (
	"bufio"
	"encoding/json"
	"os"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/eventbridge-connections/emulator/internal/awsapi"
	"github.com/eventbridge-connections/emulator/internal/pattern"
)

// recorded is a pattern and an event as they were put to AWS, with what it answered.
type recorded struct {
	Case           int
	Pattern, Event string
	Result         bool
	Error          string
}

// A recorder that hides names of regions and partitions did so in the pattern that an error repeats
// as well.
var hidden = strings.NewReplacer("<partition>", "aws", "<region>", "us-east-1")

// TestRecorded holds patterns to what AWS answered. The recordings are no part of the project.
func TestRecorded(t *testing.T) {
	t.Parallel()
	file, err := os.Open("../../../shared/event-patterns.jsonl")
	if os.IsNotExist(err) {
		t.Skip("There are no recordings of event patterns beside the project.")
	}
	require.NoError(t, err)
	t.Cleanup(func() { file.Close() })
	lines := bufio.NewScanner(file)
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		var c recorded
		require.NoError(t, json.Unmarshal(lines.Bytes(), &c))
		assert.Equal(t, hidden.Replace(c.Error), c.answered(t), "error of case %d", c.Case)
	}
	require.NoError(t, lines.Err())
}

// answered returns the error of the pattern, and holds the result to the recorded one if there is
// none.
func (c recorded) answered(t *testing.T) string {
	p, err := pattern.Parse(c.Pattern)
	if err != nil {
		var e *awsapi.Error
		require.ErrorAs(t, err, &e)
		return e.Message
	}
	event, err := pattern.ReadEnvelope([]byte(c.Event))
	require.NoError(t, err)
	assert.Equal(t, c.Result, p.Matches(event), "result of case %d", c.Case)
	_, mismatch := p.Mismatch(event)
	assert.Equal(t, !c.Result, mismatch, "mismatch of case %d", c.Case)
	return ""
}
