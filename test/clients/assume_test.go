package clients_test

import (
	"bytes"
	"context"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/sts"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/eventbridge-connections/emulator/test/binary"
	"github.com/eventbridge-connections/emulator/test/machine"
)

const deploy = "arn:aws:iam::444455556666:role/deploy"

// config gives the AWS CLI profiles that act as a role.
func (c *cli) config(text string) {
	c.t.Helper()
	file := filepath.Join(c.t.TempDir(), "config")
	require.NoError(c.t, os.WriteFile(file, []byte(text), 0o600))
	c.env = append(c.env, "AWS_CONFIG_FILE="+file)
}

// whoCalls runs `aws sts get-caller-identity` with the profile and returns the ARN.
func (c *cli) whoCalls() string {
	c.t.Helper()
	cmd := exec.CommandContext(c.t.Context(), "aws", "sts", "get-caller-identity", "--output=json",
		"--profile=deploy")
	cmd.Env = c.env
	var errs bytes.Buffer
	cmd.Stderr = &errs
	out, err := cmd.Output()
	require.NoError(c.t, err, errs.String())
	var answer struct{ Arn string }
	require.NoError(c.t, json.Unmarshal(out, &answer))
	return answer.Arn
}

// webToken is a token of an identity provider that ends in an hour.
func webToken() string {
	now := time.Now().Unix()
	claims := fmt.Sprintf(
		`{"iss":"https://issuer.invalid","sub":"me","aud":"sts.amazonaws.com","iat":%d,"exp":%d}`, now,
		now+3600,
	)
	return "e30." + base64.RawURLEncoding.EncodeToString([]byte(claims)) + ".c2ln"
}

func TestAWSCLI_role(t *testing.T) {
	t.Parallel()
	machine.Needs(t, "awscli")

	t.Run("acts as the role of a profile", func(t *testing.T) {
		t.Parallel()
		c := newCLI(t, known)
		c.config("[profile deploy]\nrole_arn = " + deploy + "\nrole_session_name = " +
			"session\ncredential_source = Environment\n")
		assert.Equal(t, "arn:aws:sts::444455556666:assumed-role/deploy/session", c.whoCalls())
		made := c.events("create-connection", "--profile=deploy", "--name=partner",
			"--authorization-type=API_KEY", "--auth-parameters="+apiKey)
		assert.Regexp(t, `^arn:aws:events:us-east-1:444455556666:connection/partner/`,
			made["ConnectionArn"])
	})

	t.Run("acts as the role of a web identity", func(t *testing.T) {
		t.Parallel()
		c := newCLI(t)
		token := filepath.Join(t.TempDir(), "token")
		require.NoError(t, os.WriteFile(token, []byte(webToken()), 0o600))
		c.config("[profile deploy]\nrole_arn = " + deploy + "\nrole_session_name = " +
			"session\nweb_identity_token_file = " + token + "\n")
		assert.Equal(t, "arn:aws:sts::444455556666:assumed-role/deploy/session", c.whoCalls())
	})
}

// TestSTS_AssumeRole has the Go SDK act as a role, and as a role that this one opened.
func TestSTS_AssumeRole(t *testing.T) {
	t.Parallel()
	endpoint := binary.Start(t, "-ephemeral", known).URL
	as := func(c aws.CredentialsProvider) *sts.Client {
		return sts.New(sts.Options{Region: "eu-west-1", BaseEndpoint: &endpoint, Credentials: c})
	}
	client := newSTS(endpoint, "eu-west-1", "test")
	for _, role := range []string{deploy, "arn:aws:iam::777788889999:role/team/further"} {
		out, err := client.AssumeRole(
			t.Context(), &sts.AssumeRoleInput{RoleArn: &role, RoleSessionName: new("session")},
		)
		require.NoError(t, err)
		assert.WithinDuration(t, time.Now().Add(time.Hour), *out.Credentials.Expiration,
			time.Minute)
		client = as(aws.CredentialsProviderFunc(func(context.Context) (aws.Credentials, error) {
			return aws.Credentials{
				AccessKeyID:     *out.Credentials.AccessKeyId,
				SecretAccessKey: *out.Credentials.SecretAccessKey,
				SessionToken:    *out.Credentials.SessionToken,
			}, nil
		}))
	}
	who, err := client.GetCallerIdentity(t.Context(), nil)
	require.NoError(t, err)
	assert.Equal(
		t, []string{"777788889999", "arn:aws:sts::777788889999:assumed-role/further/session"},
		[]string{*who.Account, *who.Arn},
	)
}
