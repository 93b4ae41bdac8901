package terraform_test

import (
	"encoding/json"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/eventbridge-connections/emulator/test/binary"
	"github.com/eventbridge-connections/emulator/test/machine"
)

const secondRegion = "../../examples/terraform/second-region"

// TestProvider_Regions takes connections of one name in two regions through all that Terraform does
// to them.
func TestProvider_Regions(t *testing.T) {
	t.Parallel()
	machine.Needs(t, "terraform")
	endpoint := binary.Start(t, "-ephemeral").URL
	m := initModule(t, secondRegion, endpoint)
	m.apply()
	arns := m.outputs()
	assert.Regexp(
		t, `^arn:aws:events:us-east-1:000000000000:connection/partner/[0-9a-f-]{36}$`, arns["here"],
	)
	assert.Regexp(
		t, `^arn:aws:events:eu-west-1:000000000000:connection/partner/[0-9a-f-]{36}$`, arns["there"],
	)
	m.requirePlan(planEmpty)

	second := initModule(t, secondRegion, endpoint)
	second.run("import", "aws_cloudwatch_event_connection.here", "partner")
	second.run("import", "aws_cloudwatch_event_connection.there", "partner")
	assert.Equal(t, arns, second.arns())

	const changed = "-var=description=Another description"
	m.apply(changed)
	m.requirePlan(planEmpty, changed)
	assert.Equal(t, arns, m.arns(), "ARNs after an update")

	m.destroy()
	requireGone(t, endpoint, "us-east-1", "partner")
	requireGone(t, endpoint, "eu-west-1", "partner")
}

// arns are those of the connections in the state, by the names that the module gives them.
func (m *module) arns() map[string]string {
	m.t.Helper()
	var state struct {
		Resources []struct {
			Name      string
			Instances []struct{ Attributes struct{ ARN string } }
		}
	}
	require.NoError(m.t, json.Unmarshal(m.run("state", "pull"), &state))
	arns := map[string]string{}
	for _, r := range state.Resources {
		arns[r.Name] = r.Instances[0].Attributes.ARN
	}
	return arns
}
