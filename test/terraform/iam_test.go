package terraform_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/eventbridge-connections/emulator/test/binary"
	"github.com/eventbridge-connections/emulator/test/machine"
)

// TestIAM_Lifecycle takes roles and policies through all that Terraform does to them.
func TestIAM_Lifecycle(t *testing.T) {
	t.Parallel()
	machine.Needs(t, "terraform")
	m := initModule(t, "testdata/iam", binary.Start(t, "-ephemeral").URL)

	m.apply()
	m.requirePlan(planEmpty)
	const role = "aws_iam_role.test"
	made := m.attributesOf(role)
	assert.Equal(t, "arn:aws:iam::000000000000:role/team/Partner", made["arn"])
	assert.Equal(t, map[string]string{
		"role": made["unique_id"].(string), "policy": "arn:aws:iam::000000000000:policy/shared",
		"roles": "Partner",
	}, m.outputs())
	m.run("state", "rm", role, "aws_iam_role_policy.own", "aws_iam_policy.shared")
	m.run("import", role, "Partner")
	m.run("import", "aws_iam_role_policy.own", "Partner:put")
	m.run("import", "aws_iam_policy.shared", "arn:aws:iam::000000000000:policy/shared")
	m.requirePlan(planEmpty)

	changes := []string{"-var=description=", "-var=session=7200", "-var=team=shoes",
		"-var=action=events:*"}
	m.apply(changes...)
	m.requirePlan(planEmpty, changes...)
	changed := m.attributesOf(role)
	assert.Equal(t, made["unique_id"], changed["unique_id"], "the same role")
	assert.Equal(t, []any{"", 7200.0, map[string]any{"Team": "shoes"}},
		[]any{changed["description"], changed["max_session_duration"], changed["tags_all"]})
	m.destroy(changes...)
}
