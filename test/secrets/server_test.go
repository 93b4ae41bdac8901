// Package secrets_test follows the managed secret of a connection through its
// life, with the SDK's clients of both services.
package secrets_test

import (
	"errors"
	"testing"
	"testing/synctest"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/eventbridge"
	"github.com/aws/aws-sdk-go-v2/service/secretsmanager"
	"github.com/aws/smithy-go"
	"github.com/stretchr/testify/require"

	"github.com/eventbridge-connections/emulator/emulatortest"
)

// A server is an emulator of its own, with clients of both services.
type server struct {
	events  *eventbridge.Client
	secrets *secretsmanager.Client
	start   time.Time
}

// held runs a test with a server in a bubble, where time stands still but in time.Sleep. It is not
// midnight there.
func held(t *testing.T, settle time.Duration, test func(*testing.T, *server)) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		time.Sleep(7*time.Hour + 344*time.Millisecond)
		test(t, start(t, settle))
	})
}

func start(t *testing.T, settle time.Duration) *server {
	t.Helper()
	e := emulatortest.Start(
		t, emulatortest.WithSettle(settle.String()), emulatortest.WithAccount("111122223333"),
		emulatortest.WithRegion("eu-west-1"),
	)
	config := e.Config()
	return &server{
		events: eventbridge.NewFromConfig(config), secrets: secretsmanager.NewFromConfig(config),
		start: time.Now().UTC(),
	}
}

// today is the day that reads are noted with.
func (s *server) today() time.Time { return s.start.Truncate(24 * time.Hour) }

// secretOf is the ARN that the connection shows, or nothing.
func (s *server) secretOf(t *testing.T, connection string) string {
	t.Helper()
	out, err := s.events.DescribeConnection(
		t.Context(), &eventbridge.DescribeConnectionInput{Name: &connection},
	)
	require.NoError(t, err)
	return aws.ToString(out.SecretArn)
}

// value is the text of the secret's version at the stage.
func (s *server) value(t *testing.T, id, stage string) string {
	t.Helper()
	out, err := s.secrets.GetSecretValue(
		t.Context(), &secretsmanager.GetSecretValueInput{SecretId: &id, VersionStage: &stage},
	)
	require.NoError(t, err)
	return *out.SecretString
}

func (s *server) describe(t *testing.T, id string) *secretsmanager.DescribeSecretOutput {
	t.Helper()
	out, err := s.secrets.DescribeSecret(
		t.Context(), &secretsmanager.DescribeSecretInput{SecretId: &id},
	)
	require.NoError(t, err)
	return out
}

// read is the error of reading the secret's value.
func (s *server) read(t *testing.T, id string) error {
	_, err := s.secrets.GetSecretValue(t.Context(), &secretsmanager.GetSecretValueInput{SecretId: &id})
	return err
}

// requireError compares code and message of what the service answered.
func requireError(t *testing.T, err error, code, message string) {
	t.Helper()
	told, ok := errors.AsType[smithy.APIError](err)
	require.True(t, ok, "%v", err)
	require.Equal(t, code+": "+message, told.ErrorCode()+": "+told.ErrorMessage())
}

func requireMarked(t *testing.T, err error) {
	t.Helper()
	requireError(
		t, err, "InvalidRequestException",
		"You can't perform this operation on the secret because it was marked for deletion.",
	)
}

func requireMissing(t *testing.T, err error) {
	t.Helper()
	requireError(
		t, err, "ResourceNotFoundException", "Secrets Manager can't find the specified secret.",
	)
}
