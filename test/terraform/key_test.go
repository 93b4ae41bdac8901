package terraform_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/eventbridge-connections/emulator/test/binary"
	"github.com/eventbridge-connections/emulator/test/machine"
)

const keysModule = "testdata/keys"

// TestConnection_KeyIdentifier names the key of a connection in the four ways, one after the other,
// and then finds keys and alias by an import.
func TestConnection_KeyIdentifier(t *testing.T) {
	t.Parallel()
	machine.Needs(t, "terraform")
	const id = `[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$`
	endpoint := binary.Start(t, "-ephemeral").URL
	m := initModule(t, keysModule, endpoint)
	var arn any
	for _, c := range []struct{ by, form string }{
		{"id", `^` + id},
		{"arn", `^arn:aws:kms:us-east-1:000000000000:key/` + id},
		{"alias", `^alias/partner$`},
		{"alias_arn", `^arn:aws:kms:us-east-1:000000000000:alias/partner$`},
	} {
		by := "-var=by=" + c.by
		if arn != nil {
			require.Equal(t, "update", m.planned(by), c.by)
		}
		m.apply(by)
		m.requirePlan(planEmpty, by)
		got := m.attributes()
		assert.Equal(t, m.outputs()["identifier"], got["kms_key_identifier"])
		assert.Regexp(t, c.form, got["kms_key_identifier"])
		if arn != nil {
			assert.Equal(t, arn, got["arn"], "ARN after a change of key")
		}
		arn = got["arn"]
	}
	m.importKeys(endpoint)
	m.destroy("-var=by=alias_arn")
	requireGone(t, endpoint, "us-east-1", "partner")
}

// importKeys reads what there is into a second state, which then knows all of the first but what
// only Terraform knows.
func (m *module) importKeys(endpoint string) {
	m.t.Helper()
	const key, alias = "aws_kms_key.first", "aws_kms_alias.test"
	second := initModule(m.t, keysModule, endpoint)
	second.run("import", key, m.attributesOf(key)["id"].(string))
	second.run("import", alias, "alias/partner")
	second.run("import", address, "partner")
	assert.Equal(m.t, m.attributes()["kms_key_identifier"], second.attributes()["kms_key_identifier"])
	assert.Equal(m.t, m.attributesOf(alias), second.attributesOf(alias))
	assert.Equal(m.t, asImported(m.attributesOf(key)), asImported(second.attributesOf(key)))
}

// asImported leaves out of a key's attributes those that no answer of KMS holds.
func asImported(attributes map[string]any) map[string]any {
	for _, name := range []string{
		"deletion_window_in_days", "bypass_policy_lockout_safety_check", "timeouts",
	} {
		delete(attributes, name)
	}
	return attributes
}

// TestKey_Changes changes all that a key can change, in place.
func TestKey_Changes(t *testing.T) {
	t.Parallel()
	machine.Needs(t, "terraform")
	const key = "aws_kms_key.changing"
	m := initModule(t, keysModule, binary.Start(t, "-ephemeral").URL)
	only := "-target=" + key
	m.apply(only)
	created := m.attributesOf(key)
	assert.Equal(t, "A key description", created["description"])
	changes := []string{
		"-var=description=Another description", "-var=rotation=true", "-var=team=shoes",
	}
	m.apply(append(changes, only)...)
	m.requirePlan(planEmpty, append(changes, only)...)
	changed := m.attributesOf(key)
	assert.Equal(t, created["arn"], changed["arn"], "ARN after a change")
	assert.Equal(t, "Another description", changed["description"])
	assert.Equal(t, true, changed["enable_key_rotation"])
	assert.Equal(t, map[string]any{"team": "shoes"}, changed["tags"])
	disabled := []string{"-var=enabled=false", only}
	m.apply(disabled...)
	m.requirePlan(planEmpty, disabled...)
	assert.Equal(t, false, m.attributesOf(key)["is_enabled"])
	m.destroy(only)
}
