package terraform_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/eventbridge-connections/emulator/test/binary"
	"github.com/eventbridge-connections/emulator/test/machine"
)

// TestSecret_Data reads the secret of a connection through the data sources of Secrets Manager.
func TestSecret_Data(t *testing.T) {
	t.Parallel()
	machine.Needs(t, "terraform")
	m := initModule(t, "../../examples/terraform/secret", binary.Start(t, "-ephemeral").URL)
	m.apply()
	got := m.outputs()
	assert.Regexp(
		t,
		`^arn:aws:secretsmanager:us-east-1:000000000000:secret:events!connection/ngrok-connection/[0-9a-f-]{36}-[0-9A-Za-z]{6}$`,
		got["secret_arn"],
	)
	assert.Equal(t, got["connection_secret_arn"], got["secret_arn"])
	assert.Regexp(t, `^events!connection/ngrok-connection/[0-9a-f-]{36}$`, got["name"])
	assert.Equal(t, `{"username":"user","password":"Pass1234!"}`, got["value"])
	m.requirePlan(planEmpty)

	m.apply("-var=password=Another1234!")
	changed := m.outputs()
	assert.Equal(t, got["secret_arn"], changed["secret_arn"])
	assert.NotEqual(t, got["version"], changed["version"])
	assert.Equal(t, `{"username":"user","password":"Another1234!"}`, changed["value"])
	m.requirePlan(planEmpty, "-var=password=Another1234!")
	m.destroy("-var=password=Another1234!")
}
