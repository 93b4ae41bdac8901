package terraform_test

import (
	"maps"
	"testing"

	"github.com/aws/aws-sdk-go-v2/service/secretsmanager"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/eventbridge-connections/emulator/test/binary"
	"github.com/eventbridge-connections/emulator/test/machine"
)

const (
	ownSecret  = "aws_secretsmanager_secret.key"
	ownVersion = "aws_secretsmanager_secret_version.key"
)

// TestOwnSecret_Lifecycle takes secrets of the user's own through all that Terraform does to them,
// and a connection whose key is one.
func TestOwnSecret_Lifecycle(t *testing.T) {
	t.Parallel()
	machine.Needs(t, "terraform")
	endpoint := binary.Start(t, "-ephemeral").URL
	m := initModule(t, "testdata/secrets", endpoint)

	m.apply()
	m.requirePlan(planEmpty)
	m.requireValue("first", "hats")
	secret, version := m.attributesOf(ownSecret), m.attributesOf(ownVersion)
	assert.Regexp(
		t, `^arn:aws:secretsmanager:us-east-1:000000000000:secret:partner/key-[A-Za-z0-9]{6}$`,
		secret["arn"],
	)
	assert.Equal(t, "partner/key partner/written", m.outputs()["names"])
	assert.Equal(t, []any{"AWSCURRENT"}, version["version_stages"])
	assert.Empty(
		t, m.attributesOf("aws_secretsmanager_secret_version.written")["secret_string"],
		"what is written is not kept",
	)
	m.importSecrets(endpoint, secret, version)

	changes := []string{
		"-var=value=second", "-var=description=of another", "-var=team=shoes", "-var=written=2",
	}
	m.apply(changes...)
	m.requirePlan(planEmpty, changes...)
	m.requireValue("second", "shoes")
	assert.Equal(t, secret["arn"], m.attributesOf(ownSecret)["arn"], "the same secret")
	assert.NotEqual(
		t, version["version_id"], m.attributesOf(ownVersion)["version_id"], "another version",
	)
	assert.ElementsMatch(
		t, []any{"TEAM-shoes", "KEPT"},
		m.attributesOf("aws_secretsmanager_secret_version.labelled")["version_stages"],
	)

	arn := secret["arn"].(string)
	m.destroy(changes...)
	requireScheduled(t, endpoint, arn)
}

// requireValue compares what the data sources say with the value and the team that were applied.
func (m *module) requireValue(value, team string) {
	m.t.Helper()
	got := m.outputs()
	assert.Equal(m.t, value, got["value"])
	assert.Regexp(m.t, `^`+value+`/[A-Za-z0-9]{20}$`, got["written"])
	assert.Equal(m.t, `{"api_key_name":"x-api-key","api_key_value":"`+value+`"}`, got["managed"])
	assert.Equal(
		m.t,
		`{"Statement":[{"Action":["secretsmanager:GetSecretValue"],"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::000000000000:root"},"Resource":"*","Sid":"`+team+`"}],"Version":"2012-10-17"}`,
		got["policy"],
	)
}

// importSecrets reads a secret and its version into a second state, which then knows all of the
// first but what only Terraform knows.
func (m *module) importSecrets(endpoint string, secret, version map[string]any) {
	m.t.Helper()
	second := initModule(m.t, "testdata/secrets", endpoint)
	second.run("import", ownSecret, secret["id"].(string))
	second.run("import", ownVersion, version["id"].(string))
	assert.Equal(m.t, withoutOwn(secret), withoutOwn(second.attributesOf(ownSecret)))
	assert.Equal(m.t, withoutOwn(version), withoutOwn(second.attributesOf(ownVersion)))
}

// withoutOwn leaves out of a secret's or version's attributes those that no answer holds, and the
// policy, which is a resource of its own.
func withoutOwn(attributes map[string]any) map[string]any {
	out := maps.Clone(attributes)
	for _, name := range []string{
		"recovery_window_in_days", "force_overwrite_replica_secret", "has_secret_string_wo", "policy",
	} {
		delete(out, name)
	}
	return out
}

// requireScheduled finds the secret with a recovery window still there, and no other.
func requireScheduled(t *testing.T, endpoint, arn string) {
	t.Helper()
	c := machine.Secrets(endpoint, "us-east-1")
	out, err := c.ListSecrets(
		t.Context(), &secretsmanager.ListSecretsInput{IncludePlannedDeletion: new(true)},
	)
	require.NoError(t, err)
	require.Len(t, out.SecretList, 1)
	assert.Equal(t, arn, *out.SecretList[0].ARN)
	assert.NotNil(t, out.SecretList[0].DeletedDate)
}
