package terraform_test

import (
	"encoding/json"
	"net/http"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/eventbridge-connections/emulator/test/binary"
	"github.com/eventbridge-connections/emulator/test/machine"
)

func TestProvider_CallerIdentity(t *testing.T) {
	t.Parallel()
	machine.Needs(t, "terraform")
	m := initModule(t, "testdata/caller", binary.Start(t, "-ephemeral", "-account=111122223333").URL)
	m.apply()
	assert.Equal(
		t,
		map[string]string{
			"account": "111122223333", "user": "111122223333", "arn": "arn:aws:iam::111122223333:root",
		},
		m.outputs(),
	)
	m.requirePlan(planEmpty)
}

// TestProvider_SkipFlags sets the flags by which the provider finds its account in other ways, in
// both of the example's providers.
func TestProvider_SkipFlags(t *testing.T) {
	t.Parallel()
	machine.Needs(t, "terraform")
	const whoCalls, whoAmI = "sts GetCallerIdentity ", "iam GetUser "
	for _, c := range []struct {
		name, flags string
		asked       []string // of STS and IAM, each once
	}{
		{"none", "", []string{whoCalls}},
		{"credentials", "skip_credentials_validation = true", []string{whoAmI}},
		{"account", "skip_requesting_account_id = true", []string{whoCalls}},
		{
			"all",
			"skip_credentials_validation = true\nskip_requesting_account_id = " +
				"true\nskip_metadata_api_check = true\nskip_region_validation = true",
			nil,
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			endpoint := binary.Start(t, "-ephemeral").URL
			m := initModule(t, secondRegion, endpoint)
			m.override(
				"provider \"aws\" {\n" + c.flags + "\n}\nprovider \"aws\" {\nalias = \"there\"\n" + c.flags +
					"\n}\n",
			)
			m.apply()
			assert.ElementsMatch(t, c.asked, asked(t, endpoint))
			m.requirePlan(planEmpty)
		})
	}
}

// override lets a file of the module's folder win over the others, as Terraform does with files of
// that name.
func (m *module) override(text string) {
	m.t.Helper()
	require.NoError(m.t, os.WriteFile(filepath.Join(m.dir, "test_override.tf"), []byte(text), 0o600))
}

// asked are the different calls of STS and IAM with their error codes.
func asked(t *testing.T, endpoint string) []string {
	t.Helper()
	r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, endpoint+"/_emulator/calls", nil)
	require.NoError(t, err)
	answer, err := http.DefaultClient.Do(r)
	require.NoError(t, err)
	defer answer.Body.Close()
	var history struct {
		Calls []struct{ Service, Operation, Code string }
	}
	require.NoError(t, json.NewDecoder(answer.Body).Decode(&history))
	seen := map[string]bool{}
	var calls []string
	for _, c := range history.Calls {
		call := c.Service + " " + c.Operation + " " + c.Code
		if c.Service != "events" && !seen[call] {
			seen[call] = true
			calls = append(calls, call)
		}
	}
	return calls
}
