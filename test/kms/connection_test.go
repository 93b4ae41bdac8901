package kms_test

import (
	"bytes"
	"log/slog"
	"strings"
	"testing"

	"github.com/aws/aws-sdk-go-v2/service/eventbridge"
	"github.com/aws/aws-sdk-go-v2/service/eventbridge/types"
	"github.com/aws/aws-sdk-go-v2/service/kms"
	"github.com/aws/aws-sdk-go-v2/service/secretsmanager"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/eventbridge-connections/emulator/emulatortest"
)

func (s *server) connect(t *testing.T, name, identifier string) error {
	t.Helper()
	_, err := s.events.CreateConnection(t.Context(), &eventbridge.CreateConnectionInput{
		Name: &name, KmsKeyIdentifier: &identifier, AuthorizationType: types.ConnectionAuthorizationTypeApiKey,
		AuthParameters: &types.CreateConnectionAuthRequestParameters{
			ApiKeyAuthParameters: &types.CreateConnectionApiKeyAuthRequestParameters{
				ApiKeyName: new("x-key"), ApiKeyValue: new("value"),
			},
		},
	})
	return err
}

// requireKey compares the key that the connection names with the one of its secret.
func (s *server) requireKey(t *testing.T, name, identifier string) {
	t.Helper()
	c, err := s.events.DescribeConnection(
		t.Context(), &eventbridge.DescribeConnectionInput{Name: &name},
	)
	require.NoError(t, err)
	assert.Equal(t, identifier, *c.KmsKeyIdentifier)
	secret, err := s.secrets.DescribeSecret(
		t.Context(), &secretsmanager.DescribeSecretInput{SecretId: c.SecretArn},
	)
	require.NoError(t, err)
	assert.Equal(t, identifier, *secret.KmsKeyId)
}

// TestKey_ofConnection names a key in every way, by an update in place.
func TestKey_ofConnection(t *testing.T) {
	held(t, func(t *testing.T, s *server) {
		id, _ := s.key(t)
		other, arn := s.key(t)
		_, err := s.keys.CreateAlias(
			t.Context(), &kms.CreateAliasInput{AliasName: new("alias/orders"), TargetKeyId: &other},
		)
		require.NoError(t, err)
		require.NoError(t, s.connect(t, "orders", id))
		s.requireKey(t, "orders", id)
		for _, identifier := range []string{
			arn, "alias/orders", "arn:aws:kms:eu-west-1:111122223333:alias/orders",
		} {
			_, err := s.events.UpdateConnection(
				t.Context(),
				&eventbridge.UpdateConnectionInput{Name: new("orders"), KmsKeyIdentifier: &identifier},
			)
			require.NoError(t, err)
			s.requireKey(t, "orders", identifier)
		}
	})
}

func TestKey_refusedByConnection(t *testing.T) {
	held(t, func(t *testing.T, s *server) {
		id, _ := s.key(t)
		_, err := s.keys.DisableKey(t.Context(), &kms.DisableKeyInput{KeyId: &id})
		require.NoError(t, err)
		requireError(
			t, s.connect(t, "orders", id), "AccessDeniedException",
			"Failed to create the connection(s). The KMS key '"+id+"' cannot be used: it is disabled.",
		)
		_, err = s.keys.EnableKey(t.Context(), &kms.EnableKeyInput{KeyId: &id})
		require.NoError(t, err)
		_, err = s.keys.UntagResource(
			t.Context(),
			&kms.UntagResourceInput{KeyId: &id, TagKeys: []string{"EventBridgeApiDestinations"}},
		)
		require.NoError(t, err)
		requireError(
			t, s.connect(t, "orders", id), "AccessDeniedException",
			"Failed to create the connection(s). The KMS key '"+id+
				"' cannot be used: it does not have the tag EventBridgeApiDestinations=true.",
		)
		require.NoError(t, s.connect(t, "orders", "alias/elsewhere"), "a key that is not here")
		s.requireKey(t, "orders", "alias/elsewhere")
	})
}

func TestKey_lost(t *testing.T) {
	held(t, func(t *testing.T, s *server) {
		id, _ := s.key(t)
		require.NoError(t, s.connect(t, "orders", id))
		_, err := s.keys.ScheduleKeyDeletion(t.Context(), &kms.ScheduleKeyDeletionInput{KeyId: &id})
		require.NoError(t, err)
		got, err := s.events.DescribeConnection(
			t.Context(), &eventbridge.DescribeConnectionInput{Name: new("orders")},
		)
		require.NoError(t, err)
		assert.Equal(t, types.ConnectionStateDeauthorized, got.ConnectionState)
		assert.Equal(
			t, "The KMS key of this connection cannot be used: it is pending deletion.", *got.StateReason,
		)
	})
}

// TestKey_missing names a key of the caller's that does not exist.
func TestKey_missing(t *testing.T) {
	t.Run("warned of", func(t *testing.T) {
		var log bytes.Buffer
		held(t, func(t *testing.T, s *server) {
			require.NoError(t, s.connect(t, "orders", "alias/none"))
			_, line, _ := strings.Cut(log.String(), " ")
			assert.Equal(
				t,
				"level=WARN msg=\"connection names a KMS key that does not exist\" account=111122223333 "+
					"region=eu-west-1 connection=orders key=alias/none\n",
				line,
			)
		}, emulatortest.WithLog(slog.New(slog.NewTextHandler(&log, nil))))
	})
	t.Run("refused", func(t *testing.T) {
		held(t, func(t *testing.T, s *server) {
			requireError(
				t, s.connect(t, "orders", "alias/none"), "ResourceNotFoundException",
				"Failed to create the connection(s). The KMS key 'alias/none' does not exist.",
			)
			id, _ := s.key(t)
			require.NoError(t, s.connect(t, "orders", id))
		}, emulatortest.WithStrictKeys())
	})
}
