package terraform_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/eventbridge-connections/emulator/test/binary"
	"github.com/eventbridge-connections/emulator/test/machine"
)

// TestComplete_Lifecycle takes a connection and all its neighbours through all that Terraform does
// to them, as who signs, and in a role that is assumed.
func TestComplete_Lifecycle(t *testing.T) {
	t.Parallel()
	machine.Needs(t, "terraform")
	const source = "../../examples/terraform/complete"
	t.Run("as who signs", func(t *testing.T) {
		t.Parallel()
		endpoint := binary.Start(t, "-ephemeral").URL
		m := initModule(t, source, endpoint)
		m.apply()
		m.requirePlan(planEmpty)
		changed := "-var=description=Orders that were paid"
		m.apply(changed)
		m.requirePlan(planEmpty, changed)

		second := initModule(t, source, endpoint)
		for address, id := range map[string]string{
			"aws_iam_role.test":        "shop-events",
			"aws_iam_role_policy.test": "shop-events:invoke",
			"aws_iam_policy.test":      "arn:aws:iam::000000000000:policy/shop-secrets",
			busAddress:                 "shop",
			ruleAddress:                "shop/paid",
			targetAddress:              "shop/paid/receiver",
		} {
			second.run("import", address, id)
			assert.Equal(
				t, importable(m.attributesOf(address)), importable(second.attributesOf(address)), address,
			)
		}
		// under an id that the provider makes up
		second.run("import", "aws_iam_role_policy_attachment.test",
			"shop-events/arn:aws:iam::000000000000:policy/shop-secrets")
		m.destroy(changed)
	})
	t.Run("in a role", func(t *testing.T) {
		t.Parallel()
		endpoint := binary.Start(t, "-ephemeral").URL
		m := initModule(t, source, endpoint)
		in := "-var=role_to_assume=arn:aws:iam::210987654321:role/deployer"
		m.apply(in)
		m.requirePlan(planEmpty, in)
		assert.Equal(
			t, "arn:aws:events:us-east-1:210987654321:rule/shop/paid", m.attributesOf(ruleAddress)["arn"],
		)
		m.destroy(in)
	})
}
