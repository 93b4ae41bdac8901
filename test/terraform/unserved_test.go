package terraform_test

import (
	"bytes"
	"encoding/json"
	"regexp"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/eventbridge-connections/emulator/test/binary"
	"github.com/eventbridge-connections/emulator/test/machine"
)

// TestUnserved reads, in every protocol, from services that are not served: what Terraform prints
// names the operation, and says what to do.
func TestUnserved(t *testing.T) {
	t.Parallel()
	machine.Needs(t, "terraform")
	m := initModule(t, "testdata/unserved", binary.Start(t, "-ephemeral").URL)
	sentence := regexp.MustCompile(`([A-Z]+ /\S*|\w+) of (A[\w ()]*) is not served by this ` +
		`emulator\. Served are: .*\. -upstream URL passes what is not served on to another emulator\.`)
	var said []string
	for _, d := range m.diagnostics("plan") {
		found := sentence.FindStringSubmatch(d)
		require.NotNil(t, found, d)
		said = append(said, found[1]+" of "+found[2])
	}
	assert.ElementsMatch(t, []string{
		"GetQueueUrl of Amazon Simple Queue Service",
		"GetParameter of Amazon Simple Systems Manager (SSM)",
		"ListTopics of Amazon Simple Notification Service",
		"DescribeVpcs of Amazon Elastic Compute Cloud",
		"GET /2015-03-31/functions of AWS Lambda",
		"GET /2013-04-01/hostedzone of Amazon Route 53",
		"GET /partner of Amazon Simple Storage Service",
	}, said)
}

// diagnostics are the details of what a command that fails complains of.
func (m *module) diagnostics(args ...string) (details []string) {
	m.t.Helper()
	stdout, _, code := m.try(append(args, "-json")...)
	require.NotZero(m.t, code, string(stdout))
	for line := range bytes.Lines(stdout) {
		var event struct {
			Diagnostic struct{ Summary, Detail string }
		}
		require.NoError(m.t, json.Unmarshal(line, &event))
		if d := event.Diagnostic; d.Summary != "" {
			details = append(details, d.Summary+" "+d.Detail)
		}
	}
	return details
}
