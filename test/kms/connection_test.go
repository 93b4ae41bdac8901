package kms_test

import (
	"testing"

	"github.com/aws/aws-sdk-go-v2/service/eventbridge"
	"github.com/aws/aws-sdk-go-v2/service/eventbridge/types"
	"github.com/aws/aws-sdk-go-v2/service/kms"
	"github.com/aws/aws-sdk-go-v2/service/secretsmanager"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func (s *server) connect(t *testing.T, name, identifier string) error {
	t.Helper()
	_, err := s.events.CreateConnection(t.Context(), &eventbridge.CreateConnectionInput{
		Name: &name, KmsKeyIdentifier: &identifier, AuthorizationType: types.ConnectionAuthorizationTypeApiKey,
		AuthParameters: &types.CreateConnectionAuthRequestParameters{
			ApiKeyAuthParameters: &types.CreateConnectionApiKeyAuthRequestParameters{ApiKeyName: new("x-key"), ApiKeyValue: new("value")},
		},
	})
	return err
}

// requireKey compares the key that the connection names with the one of its secret.
func (s *server) requireKey(t *testing.T, name, identifier string) {
	t.Helper()
	c, err := s.events.DescribeConnection(t.Context(), &eventbridge.DescribeConnectionInput{Name: &name})
	require.NoError(t, err)
	assert.Equal(t, identifier, *c.KmsKeyIdentifier)
	secret, err := s.secrets.DescribeSecret(t.Context(), &secretsmanager.DescribeSecretInput{SecretId: c.SecretArn})
	require.NoError(t, err)
	assert.Equal(t, identifier, *secret.KmsKeyId)
}

// TestKey_ofConnection names a key in every way, by an update in place.
func TestKey_ofConnection(t *testing.T) {
	held(t, func(t *testing.T, s *server) {
		id, _ := s.key(t)
		other, arn := s.key(t)
		_, err := s.keys.CreateAlias(t.Context(), &kms.CreateAliasInput{AliasName: new("alias/orders"), TargetKeyId: &other})
		require.NoError(t, err)
		require.NoError(t, s.connect(t, "orders", id))
		s.requireKey(t, "orders", id)
		for _, identifier := range []string{arn, "alias/orders", "arn:aws:kms:eu-west-1:111122223333:alias/orders"} {
			_, err := s.events.UpdateConnection(t.Context(), &eventbridge.UpdateConnectionInput{Name: new("orders"), KmsKeyIdentifier: &identifier})
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
		requireError(t, s.connect(t, "orders", id), "AccessDeniedException", "Failed to create the connection(s). The KMS key '"+id+"' cannot be used: it is disabled.")
		_, err = s.keys.EnableKey(t.Context(), &kms.EnableKeyInput{KeyId: &id})
		require.NoError(t, err)
		_, err = s.keys.UntagResource(t.Context(), &kms.UntagResourceInput{KeyId: &id, TagKeys: []string{"EventBridgeApiDestinations"}})
		require.NoError(t, err)
		requireError(t, s.connect(t, "orders", id), "AccessDeniedException", "Failed to create the connection(s). The KMS key '"+id+"' cannot be used: it does not have the tag EventBridgeApiDestinations=true.")
		require.NoError(t, s.connect(t, "orders", "alias/elsewhere"), "a key that is not here")
		s.requireKey(t, "orders", "alias/elsewhere")
	})
}
