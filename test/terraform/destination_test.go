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

// TestApiDestination_Lifecycle takes an API destination on a connection through all that Terraform
// does to it.
func TestApiDestination_Lifecycle(t *testing.T) {
	t.Parallel()
	machine.Needs(t, "terraform")
	const (
		source      = "../../examples/terraform/api-destination"
		destination = "aws_cloudwatch_event_api_destination.test"
	)
	endpoint := binary.Start(t, "-ephemeral").URL
	m := initModule(t, source, endpoint)

	m.apply()
	m.requirePlan(planEmpty)
	created, connection := m.attributesOf(destination), m.attributesOf(address)
	assert.Regexp(
		t,
		`^arn:aws:events:us-east-1:000000000000:api-destination/api-destination/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$`,
		created["arn"],
	)
	assert.Equal(t, map[string]string{
		"arn":                created["arn"].(string),
		"connection_arn":     connection["arn"].(string),
		"secret_arn":         connection["secret_arn"].(string),
		"authorization_type": "API_KEY",
	}, m.outputs(), "what the connection's data source says")

	changes := []string{"-var=description=Another description", "-var=rate=300"}
	m.apply(changes...)
	m.requirePlan(planEmpty, changes...)
	updated := m.attributesOf(destination)
	assert.Equal(t, "Another description", updated["description"])
	assert.InDelta(t, 300, updated["invocation_rate_limit_per_second"], 0)
	assert.Equal(t, created["arn"], updated["arn"], "ARN after an update")

	second := initModule(t, source, endpoint)
	second.run("import", destination, "api-destination")
	assert.Equal(t, updated, second.attributesOf(destination))

	deleteConnection(t, endpoint, "us-east-1", "ngrok-connection")
	m.requirePlan(planChanges, changes...)
	m.apply(changes...)
	m.requirePlan(planEmpty, changes...)
	moved := m.attributesOf(destination)
	assert.NotEqual(t, connection["arn"], moved["connection_arn"])
	assert.Equal(
		t, m.attributesOf(address)["arn"], moved["connection_arn"],
		"it follows the new connection of the name",
	)
	assert.Equal(t, created["arn"], moved["arn"])

	m.destroy(changes...)
	requireGone(t, endpoint, "us-east-1", "ngrok-connection")
	_, err := machine.Events(endpoint, "us-east-1").DescribeApiDestination(
		t.Context(), &eventbridge.DescribeApiDestinationInput{Name: new("api-destination")},
	)
	require.ErrorAs(t, err, new(*types.ResourceNotFoundException))
}
