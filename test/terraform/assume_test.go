package terraform_test

import (
	"encoding/base64"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/eventbridge-connections/emulator/test/binary"
	"github.com/eventbridge-connections/emulator/test/machine"
)

const there = `^arn:aws:events:us-east-1:444455556666:connection/partner/[0-9a-f-]{36}$`

// TestAssumeRole has a provider act as a role, with an emulator that lets in its own keys alone.
func TestAssumeRole(t *testing.T) {
	t.Parallel()
	machine.Needs(t, "terraform")
	m := initModule(t, "testdata/assume",
		binary.Start(t, "-ephemeral", "-credentials=test:test").URL)
	m.apply()
	m.requirePlan(planEmpty)
	assert.Equal(t, "arn:aws:sts::444455556666:assumed-role/deploy/terraform",
		m.outputs()["caller"])
	assert.Regexp(t, there, m.outputs()["connection"])
	m.destroy()
	_, stderr, code := m.try("plan", "-var=role=arn:aws:iam::000000000000:role/none")
	assert.Equal(t, 1, code)
	assert.Contains(t, strings.Join(strings.Fields(strings.ReplaceAll(string(stderr), "│", " "+
		"")), " "),
		"AccessDenied: User: arn:aws:iam::000000000000:root is not authorized to perform: "+
			"sts:AssumeRole on resource: arn:aws:iam::000000000000:role/none")
}

// TestAssumeRole_skipped has the provider find the account of the role by itself, in other ways.
func TestAssumeRole_skipped(t *testing.T) {
	t.Parallel()
	machine.Needs(t, "terraform")
	m := initModule(t, "testdata/assume", binary.Start(t, "-ephemeral").URL)
	m.override("provider \"aws\" {\nskip_credentials_validation = true\n}\n")
	m.apply()
	assert.Regexp(t, there, m.outputs()["connection"])
}

// TestAssumeRoleWithWebIdentity has a provider without keys act as a role.
func TestAssumeRoleWithWebIdentity(t *testing.T) {
	t.Parallel()
	machine.Needs(t, "terraform")
	m := initModule(t, "testdata/assume", binary.Start(t, "-ephemeral").URL)
	now := time.Now().Unix()
	claims := fmt.Sprintf(
		`{"iss":"https://issuer.invalid","sub":"me","aud":"sts.amazonaws.com","iat":%d,"exp":%d}`, now,
		now+3600,
	)
	m.write("token", "e30."+base64.RawURLEncoding.EncodeToString([]byte(claims))+".c2ln")
	m.replace("main.tf", "assume_role {", "assume_role_with_web_identity {")
	m.replace("main.tf", `    external_id  = "partner"`, `    web_identity_token_file = "token"`)
	m.replace("main.tf", `    tags         = { Team = "orders" }`, "")
	m.env = append(m.env, "AWS_ACCESS_KEY_ID=", "AWS_SECRET_ACCESS_KEY=")
	m.apply()
	m.requirePlan(planEmpty)
	assert.Equal(t, "arn:aws:sts::444455556666:assumed-role/deploy/terraform",
		m.outputs()["caller"])
	assert.Regexp(t, there, m.outputs()["connection"])
}

// TestProfile_roleARN has Terraform act as the role of a profile.
func TestProfile_roleARN(t *testing.T) {
	t.Parallel()
	machine.Needs(t, "terraform")
	endpoint := binary.Start(t, "-ephemeral", "-credentials=test:test").URL
	m := initModule(t, "testdata/caller", endpoint)
	// The SDK asks STS for a profile before it knows of AWS_ENDPOINT_URL.
	m.env = append(m.env, "AWS_ENDPOINT_URL_STS="+endpoint)
	m.write("config", "[profile deploy]\nrole_arn = arn:aws:iam::444455556666:role/deploy\n"+
		"role_session_name = profile\ncredential_source = Environment\n")
	m.override("provider \"aws\" {\nprofile = \"deploy\"\nshared_config_files = [\"config\"]\n}\n")
	m.apply()
	assert.Equal(t, "arn:aws:sts::444455556666:assumed-role/deploy/profile", m.outputs()["arn"])
}

// replace changes a text in a file of the module.
func (m *module) replace(name, old, new string) {
	m.t.Helper()
	text, err := os.ReadFile(filepath.Join(m.dir, name))
	require.NoError(m.t, err)
	require.Contains(m.t, string(text), old)
	m.write(name, strings.ReplaceAll(string(text), old, new))
}
