package connections_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/eventbridge-connections/emulator/internal/awsapi"
	"github.com/eventbridge-connections/emulator/internal/connections"
	"github.com/eventbridge-connections/emulator/internal/model/events"
	kmsmodel "github.com/eventbridge-connections/emulator/internal/model/kms"
	"github.com/eventbridge-connections/emulator/internal/model/secretsmanager"
	"github.com/eventbridge-connections/emulator/internal/secrets"
)

func (k *keyed) describe(t *testing.T, name string) *events.DescribeConnectionResponse {
	t.Helper()
	out, err := k.DescribeConnection(k.ctx, &events.DescribeConnectionRequest{Name: &name})
	require.NoError(t, err)
	return out
}

func newValue(name *string) events.UpdateConnectionRequest {
	return events.UpdateConnectionRequest{
		AuthorizationType: new(events.ConnectionAuthorizationTypeApiKey),
		AuthParameters: &events.UpdateConnectionAuthRequestParameters{
			ApiKeyAuthParameters: &events.UpdateConnectionApiKeyAuthRequestParameters{
				ApiKeyName: name, ApiKeyValue: new(awsapi.NewSecret("another")),
			},
		},
	}
}

func TestService_SecretDeleted(t *testing.T) {
	t.Parallel()
	k := newKeyed(t)
	vault := &secrets.Service{Store: k.Store, Tokens: k.Tokens, Owner: k.Service}
	remove := func(arn *string) error {
		_, err := vault.DeleteSecret(k.ctx, &secretsmanager.DeleteSecretRequest{SecretId: arn})
		return err
	}
	require.NoError(t, k.create("orders", ""))
	require.NoError(t, k.create("others", ""))
	before := k.describe(t, "orders")
	require.NoError(t, remove(before.SecretArn))

	got := k.describe(t, "orders")
	assert.Equal(t, events.ConnectionStateDeauthorized, *got.ConnectionState)
	assert.Equal(t, new("The secret of this connection was deleted."), got.StateReason)
	assert.Nil(t, got.SecretArn)
	assert.Equal(t, new(events.ConnectionAuthResponseParameters), got.AuthParameters)
	assert.Equal(t, before.LastAuthorizedTime, got.LastAuthorizedTime)
	assert.Equal(
		t, events.ConnectionStateAuthorized, *k.describe(t, "others").ConnectionState,
		"another connection",
	)

	require.NoError(t, k.update("orders", newValue(new("x-key"))))
	got = k.describe(t, "orders")
	assert.Equal(t, events.ConnectionStateAuthorized, *got.ConnectionState)
	assert.Nil(t, got.StateReason)
	assert.NotEqual(t, before.SecretArn, got.SecretArn, "a new secret")
	require.Error(t, remove(before.SecretArn), "the old one goes already")
	assert.Equal(t, events.ConnectionStateAuthorized, *k.describe(t, "orders").ConnectionState)
	_, err := k.DeleteConnection(k.ctx, &events.DeleteConnectionRequest{Name: new("orders")})
	require.NoError(t, err)
}

func TestService_SecretDeleted_deleting(t *testing.T) {
	t.Parallel()
	k := newKeyed(t)
	require.NoError(t, k.Settle.UnmarshalText([]byte("manual")))
	vault := &secrets.Service{Store: k.Store, Tokens: k.Tokens, Owner: k.Service}
	require.NoError(t, k.create("orders", ""))
	arn := k.describe(t, "orders").SecretArn
	_, err := k.DeleteConnection(k.ctx, &events.DeleteConnectionRequest{Name: new("orders")})
	require.NoError(t, err)
	_, err = vault.DeleteSecret(k.ctx, &secretsmanager.DeleteSecretRequest{SecretId: arn})
	require.EqualError(
		t, err,
		"InvalidRequestException: You can't perform this operation on the secret because it was marked "+
			"for deletion.",
	)
	assert.Equal(t, events.ConnectionStateDeleting, *k.describe(t, "orders").ConnectionState)
}

func TestService_KeyLost(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		lose   func(k *keyed, key *string) error
		reason string
	}{
		"disabled": {func(k *keyed, key *string) error {
			_, err := k.keys.DisableKey(k.ctx, &kmsmodel.DisableKeyRequest{KeyId: key})
			return err
		}, "it is disabled"},
		"to be deleted": {func(k *keyed, key *string) error {
			_, err := k.keys.ScheduleKeyDeletion(k.ctx, &kmsmodel.ScheduleKeyDeletionRequest{KeyId: key})
			return err
		}, "it is pending deletion"},
		"without its tag": {func(k *keyed, key *string) error {
			_, err := k.keys.UntagResource(
				k.ctx,
				&kmsmodel.UntagResourceRequest{KeyId: key, TagKeys: []string{"EventBridgeApiDestinations"}},
			)
			return err
		}, untagged},
		"with another tag": {func(k *keyed, key *string) error {
			_, err := k.keys.TagResource(
				k.ctx,
				&kmsmodel.TagResourceRequest{
					KeyId: key,
					Tags:  []kmsmodel.Tag{{TagKey: new("EventBridgeApiDestinations"), TagValue: new("no")}},
				},
			)
			return err
		}, untagged},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			k := newKeyed(t)
			k.keys.Users = k.Service
			key, other := k.key(t), k.key(t)
			_, err := k.keys.CreateAlias(
				k.ctx, &kmsmodel.CreateAliasRequest{AliasName: new("alias/key"), TargetKeyId: &key},
			)
			require.NoError(t, err)
			for name, identifier := range map[string]string{
				"by-id": key, "by-alias": "alias/key", "other": other, "none": "",
			} {
				require.NoError(t, k.create(name, identifier))
			}
			before := k.describe(t, "by-id")
			require.NoError(t, c.lose(k, &key))
			for _, name := range []string{"by-id", "by-alias"} {
				got := k.describe(t, name)
				assert.Equal(t, events.ConnectionStateDeauthorized, *got.ConnectionState, name)
				assert.Equal(
					t, new("The KMS key of this connection cannot be used: "+c.reason+"."), got.StateReason,
				)
			}
			assert.Equal(t, before.SecretArn, k.describe(t, "by-id").SecretArn, "the secret stays")
			for _, name := range []string{"other", "none"} {
				assert.Equal(t, events.ConnectionStateAuthorized, *k.describe(t, name).ConnectionState, name)
			}
		})
	}
}

func TestService_KeyLost_again(t *testing.T) {
	t.Parallel()
	k := newKeyed(t)
	k.keys.Users = k.Service
	key := k.key(t)
	require.NoError(t, k.create("orders", key))
	_, err := k.keys.DisableKey(k.ctx, &kmsmodel.DisableKeyRequest{KeyId: &key})
	require.NoError(t, err)
	_, err = k.keys.EnableKey(k.ctx, &kmsmodel.EnableKeyRequest{KeyId: &key})
	require.NoError(t, err)
	assert.Equal(
		t, events.ConnectionStateDeauthorized, *k.describe(t, "orders").ConnectionState,
		"nobody has authorized it",
	)
	require.NoError(t, k.update("orders", newValue(nil)), "the rest is in the secret")
	assert.Equal(t, events.ConnectionStateAuthorized, *k.describe(t, "orders").ConnectionState)
}

var _ secrets.Owner = (*connections.Service)(nil)
