// Package kms_test asks for keys and aliases with the SDK's client.
package kms_test

import (
	"errors"
	"testing"
	"testing/synctest"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/eventbridge"
	"github.com/aws/aws-sdk-go-v2/service/kms"
	"github.com/aws/aws-sdk-go-v2/service/kms/types"
	"github.com/aws/aws-sdk-go-v2/service/secretsmanager"
	"github.com/aws/smithy-go"
	"github.com/stretchr/testify/require"

	"github.com/eventbridge-connections/emulator/emulatortest"
)

// A server is an emulator of its own, with clients of all that a key is for.
type server struct {
	keys    *kms.Client
	events  *eventbridge.Client
	secrets *secretsmanager.Client
	start   time.Time
}

const day = 24 * time.Hour

// held runs a test with a server in a bubble, where time stands still but in time.Sleep.
func held(t *testing.T, test func(*testing.T, *server), options ...emulatortest.Option) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		time.Sleep(344 * time.Millisecond) // KMS answers with milliseconds
		options = append(
			options, emulatortest.WithAccount("111122223333"), emulatortest.WithRegion("eu-west-1"),
		)
		e := emulatortest.Start(t, options...)
		config := e.Config()
		test(
			t,
			&server{
				kms.NewFromConfig(config), eventbridge.NewFromConfig(config),
				secretsmanager.NewFromConfig(config), time.Now().UTC(),
			},
		)
	})
}

// key makes one that EventBridge can use.
func (s *server) key(t *testing.T) (id, arn string) {
	t.Helper()
	out, err := s.keys.CreateKey(t.Context(), &kms.CreateKeyInput{
		Tags: []types.Tag{{TagKey: new("EventBridgeApiDestinations"), TagValue: new("true")}},
	})
	require.NoError(t, err)
	return *out.KeyMetadata.KeyId, *out.KeyMetadata.Arn
}

func (s *server) state(t *testing.T, identifier string) types.KeyState {
	t.Helper()
	out, err := s.keys.DescribeKey(t.Context(), &kms.DescribeKeyInput{KeyId: &identifier})
	require.NoError(t, err)
	return out.KeyMetadata.KeyState
}

// requireError compares code and message of what the service answered.
func requireError(t *testing.T, err error, code, message string) {
	t.Helper()
	told, ok := errors.AsType[smithy.APIError](err)
	require.True(t, ok, "%v", err)
	require.Equal(t, code+": "+message, told.ErrorCode()+": "+told.ErrorMessage())
}
