package clients_test

import (
	"bytes"
	"encoding/json"
	"os/exec"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/eventbridge-connections/emulator/test/binary"
	"github.com/eventbridge-connections/emulator/test/machine"
)

const apiKey = "ApiKeyAuthParameters={ApiKeyName=x-api-key,ApiKeyValue=1234}"

// TestAWSCLI makes each call that the command line knows of a connection.
func TestAWSCLI(t *testing.T) {
	t.Parallel()
	machine.Needs(t, "awscli")

	t.Run("creates, describes, updates, deauthorizes and deletes", func(t *testing.T) {
		t.Parallel()
		c := newCLI(t)
		created := c.events(
			"create-connection", "--name=partner", "--authorization-type=API_KEY",
			"--auth-parameters="+apiKey,
		)
		assert.Equal(t, "AUTHORIZED", created["ConnectionState"])
		described := c.events("describe-connection", "--name=partner")
		assert.Equal(t, created["ConnectionArn"], described["ConnectionArn"])
		assert.Equal(
			t, map[string]any{"ApiKeyAuthParameters": map[string]any{"ApiKeyName": "x-api-key"}},
			described["AuthParameters"],
		)

		c.events("update-connection", "--name=partner", "--description=Another description")
		assert.Equal(
			t, "Another description", c.events("describe-connection", "--name=partner")["Description"],
		)

		c.events("deauthorize-connection", "--name=partner")
		assert.Equal(
			t, "DEAUTHORIZED", c.events("describe-connection", "--name=partner")["ConnectionState"],
		)

		assert.Equal(t, "DELETING", c.events("delete-connection", "--name=partner")["ConnectionState"])
		assert.Equal(t, "An error occurred (ResourceNotFoundException) when calling the "+
			"DescribeConnection operation: "+
			"Failed to describe the connection(s). Connection 'partner' does not exist.",
			c.refused("describe-connection", "--name=partner"))
	})

	t.Run("lists in pages", func(t *testing.T) {
		t.Parallel()
		c := newCLI(t)
		for _, name := range []string{"c", "a", "b"} {
			c.events(
				"create-connection", "--name="+name, "--authorization-type=API_KEY",
				"--auth-parameters="+apiKey,
			)
		}
		first := c.events("list-connections", "--limit=2")
		assert.Equal(t, []string{"a", "b"}, names(t, first))
		require.NotEmpty(t, first["NextToken"])
		second := c.events("list-connections", "--limit=2", "--next-token="+first["NextToken"].(string))
		assert.Equal(t, []string{"c"}, names(t, second))
		assert.NotContains(t, second, "NextToken")
	})

	t.Run("shows a validation error", func(t *testing.T) {
		t.Parallel()
		assert.Equal(t, "An error occurred (ValidationException) when calling the DescribeConnection "+
			"operation: "+
			"1 validation error detected: Value 'not a name' at 'name' failed to satisfy constraint: "+
			`Member must satisfy regular expression pattern: [\.\-_A-Za-z0-9]+`,
			newCLI(t).refused("describe-connection", "--name=not a name"))
	})
}

// cli is the AWS CLI with an emulator of its own.
type cli struct {
	t   *testing.T
	env []string
}

func newCLI(t *testing.T, flags ...string) *cli {
	t.Helper()
	return &cli{
		t: t,
		env: machine.Environ(
			t.TempDir(), binary.Start(t, append(flags, "-ephemeral")...).URL, "AWS_PAGER=",
		),
	}
}

// events runs `aws events` with the arguments and returns its answer.
func (c *cli) events(args ...string) (answer map[string]any) {
	c.t.Helper()
	stdout, stderr, err := c.run(args)
	require.NoError(c.t, err, stderr)
	require.NoError(c.t, json.Unmarshal([]byte(stdout), &answer))
	return answer
}

// refused runs `aws events` with arguments that the service refuses and returns the message.
func (c *cli) refused(args ...string) string {
	c.t.Helper()
	stdout, stderr, err := c.run(args)
	require.Error(c.t, err)
	require.Empty(c.t, stdout)
	// The newest versions of the CLI put their name before the sentence.
	return strings.TrimPrefix(strings.TrimSpace(stderr), "aws: [ERROR]: ")
}

func (c *cli) run(args []string) (stdout, stderr string, err error) {
	c.t.Helper()
	cmd := exec.CommandContext(
		c.t.Context(), "aws", append([]string{"events", "--output=json"}, args...)...,
	)
	cmd.Env = c.env
	var out, errs bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &errs
	err = cmd.Run()
	return out.String(), errs.String(), err
}

func names(t *testing.T, list map[string]any) (names []string) {
	t.Helper()
	for _, c := range list["Connections"].([]any) {
		names = append(names, c.(map[string]any)["Name"].(string))
	}
	return names
}
