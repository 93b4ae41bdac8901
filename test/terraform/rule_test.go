package terraform_test

import (
	"testing"

	"github.com/aws/aws-sdk-go-v2/service/eventbridge"
	"github.com/aws/aws-sdk-go-v2/service/eventbridge/types"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/eventbridge-connections/emulator/test/binary"
	"github.com/eventbridge-connections/emulator/test/machine"
)

// Where the modules of these tests declare what is around a connection.
const (
	busAddress    = "aws_cloudwatch_event_bus.test"
	ruleAddress   = "aws_cloudwatch_event_rule.test"
	targetAddress = "aws_cloudwatch_event_target.test"
)

// TestRule_Lifecycle takes an event bus, a rule and a target through all that Terraform does to
// them.
func TestRule_Lifecycle(t *testing.T) {
	t.Parallel()
	machine.Needs(t, "terraform")
	const source = "../../examples/terraform/rule-to-destination"
	endpoint := binary.Start(t, "-ephemeral").URL
	client := machine.Events(endpoint, "us-east-1")
	m := initModule(t, source, endpoint)

	m.apply()
	m.requirePlan(planEmpty)
	assert.Equal(
		t, "arn:aws:events:us-east-1:000000000000:event-bus/orders", m.attributesOf(busAddress)["arn"],
	)
	assert.Equal(
		t, "arn:aws:events:us-east-1:000000000000:rule/orders/paid", m.attributesOf(ruleAddress)["arn"],
	)

	changes := []string{"-var=description=Orders that were paid", "-var=attempts=0"}
	m.apply(changes...)
	m.requirePlan(planEmpty, changes...)
	assert.Equal(t, "Orders that were paid", m.attributesOf(ruleAddress)["description"])
	assert.Equal(t, "Orders that were paid", m.attributesOf(busAddress)["description"])

	second := initModule(t, source, endpoint)
	for address, id := range map[string]string{
		busAddress: "orders", ruleAddress: "orders/paid", targetAddress: "orders/paid/receiver",
	} {
		second.run("import", address, id)
		assert.Equal(
			t, importable(m.attributesOf(address)), importable(second.attributesOf(address)), address,
		)
	}

	removeTarget(t, client, "orders", "paid")
	m.requirePlan(planChanges, changes...)
	m.apply(changes...)
	removeTarget(t, client, "orders", "paid")
	_, err := client.DeleteRule(
		t.Context(), &eventbridge.DeleteRuleInput{Name: new("paid"), EventBusName: new("orders")},
	)
	require.NoError(t, err)
	m.requirePlan(planChanges, changes...)
	m.apply(changes...)
	m.requirePlan(planEmpty, changes...)

	m.destroy(changes...)
	_, err = client.DescribeEventBus(
		t.Context(), &eventbridge.DescribeEventBusInput{Name: new("orders")},
	)
	require.ErrorAs(t, err, new(*types.ResourceNotFoundException))
}

// TestSchedule_Lifecycle does the same to a rule with a schedule, on the default event bus.
func TestSchedule_Lifecycle(t *testing.T) {
	t.Parallel()
	machine.Needs(t, "terraform")
	const source = "../../examples/terraform/schedule"
	endpoint := binary.Start(t, "-ephemeral").URL
	client := machine.Events(endpoint, "us-east-1")
	m := initModule(t, source, endpoint)

	m.apply()
	m.requirePlan(planEmpty)
	assert.Equal(
		t, "arn:aws:events:us-east-1:000000000000:rule/tick", m.attributesOf(ruleAddress)["arn"],
	)

	changes := []string{"-var=schedule=rate(1 hour)", "-var=state=DISABLED"}
	m.apply(changes...)
	m.requirePlan(planEmpty, changes...)
	out, err := client.DescribeRule(t.Context(), &eventbridge.DescribeRuleInput{Name: new("tick")})
	require.NoError(t, err)
	assert.Equal(t, "rate(1 hour)", *out.ScheduleExpression)
	assert.Equal(t, types.RuleStateDisabled, out.State)

	second := initModule(t, source, endpoint)
	second.run("import", ruleAddress, "tick")
	assert.Equal(
		t, importable(m.attributesOf(ruleAddress)), importable(second.attributesOf(ruleAddress)),
	)

	m.destroy(changes...)
	_, err = client.DescribeRule(t.Context(), &eventbridge.DescribeRuleInput{Name: new("tick")})
	require.ErrorAs(t, err, new(*types.ResourceNotFoundException))
}

// removeTarget takes the target away behind Terraform's back.
func removeTarget(t *testing.T, client *eventbridge.Client, bus, rule string) {
	t.Helper()
	_, err := client.RemoveTargets(
		t.Context(),
		&eventbridge.RemoveTargetsInput{EventBusName: &bus, Rule: &rule, Ids: []string{"receiver"}},
	)
	require.NoError(t, err)
}

// importable is what an import can know: not what the provider alone keeps.
func importable(attributes map[string]any) map[string]any {
	delete(attributes, "force_destroy")
	return attributes
}
