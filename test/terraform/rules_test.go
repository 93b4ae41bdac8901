package terraform_test

import (
	"testing"

	"github.com/aws/aws-sdk-go-v2/service/eventbridge"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/eventbridge-connections/emulator/test/binary"
	"github.com/eventbridge-connections/emulator/test/machine"
)

// TestRules_Attributes sets what the provider knows of event buses, permissions, rules and targets,
// and changes it.
func TestRules_Attributes(t *testing.T) {
	t.Parallel()
	machine.Needs(t, "terraform")
	endpoint := binary.Start(t, "-ephemeral").URL
	client := machine.Events(endpoint, "us-east-1")
	m := initModule(t, "testdata/rules", endpoint)

	m.apply()
	m.requirePlan(planEmpty)
	assert.Equal(
		t, "arn:aws:events:us-east-1:000000000000:rule/shop/by-arn",
		m.attributesOf("aws_cloudwatch_event_rule.by_arn")["arn"],
	)
	assert.Regexp(t, "^both-[0-9]+$", m.attributesOf("aws_cloudwatch_event_rule.both")["name"])

	const changed = "-var=changed=true"
	m.apply(changed)
	m.requirePlan(planEmpty, changed)
	bus, err := client.DescribeEventBus(
		t.Context(), &eventbridge.DescribeEventBusInput{Name: new("shop")},
	)
	require.NoError(t, err)
	assert.Nil(t, bus.Description)
	assert.Equal(t, `{"Version":"2012-10-17","Statement":[{"Sid":"accounts","Effect":"Allow",`+
		`"Principal":{"AWS":["arn:aws:iam::111111111111:root","arn:aws:iam::222222222222:root"]},`+
		`"Action":["events:PutEvents","events:PutRule"],"Resource":"arn:aws:events:us-east-1:000000000000:event-bus/shop"}]}`, *bus.Policy)

	m.destroy(changed)
	left, err := client.ListRules(t.Context(), nil)
	require.NoError(t, err)
	assert.Empty(t, left.Rules)
	shared, err := client.DescribeEventBus(t.Context(), nil)
	require.NoError(t, err)
	assert.Nil(t, shared.Policy, "the permissions on the default bus are gone")
}
