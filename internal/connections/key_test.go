package connections_test

import (
	"bytes"
	"context"
	"fmt"
	"log/slog"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/eventbridge-connections/emulator/internal/awsapi"
	"github.com/eventbridge-connections/emulator/internal/connections"
	"github.com/eventbridge-connections/emulator/internal/kms"
	"github.com/eventbridge-connections/emulator/internal/model/events"
	kmsmodel "github.com/eventbridge-connections/emulator/internal/model/kms"
	"github.com/eventbridge-connections/emulator/internal/page"
	"github.com/eventbridge-connections/emulator/internal/secrets"
	"github.com/eventbridge-connections/emulator/internal/store"
)

// keyed are connections and keys in one store.
type keyed struct {
	*connections.Service
	keys *kms.Service
	ctx  context.Context
}

func newKeyed(t *testing.T) *keyed {
	t.Helper()
	data, err := store.Open(t.TempDir(), store.Options{Ephemeral: true})
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, data.Close()) })
	tokens := page.NewSealer(data.Key())
	return &keyed{
		&connections.Service{
			Store: data, Vault: secrets.Vault{}, Keys: kms.Connectable{}, Tokens: tokens,
			Log: slog.New(slog.DiscardHandler),
		},
		&kms.Service{Store: data, Tokens: tokens},
		awsapi.WithCaller(t.Context(), awsapi.Caller{Account: "111122223333", Region: "eu-west-1"}),
	}
}

// key makes one with the tag that EventBridge asks for.
func (k *keyed) key(t *testing.T) string {
	t.Helper()
	tags := []kmsmodel.Tag{{TagKey: new("EventBridgeApiDestinations"), TagValue: new("true")}}
	out, err := k.keys.CreateKey(k.ctx, &kmsmodel.CreateKeyRequest{Tags: tags})
	require.NoError(t, err)
	return *out.KeyMetadata.KeyId
}

func (k *keyed) untag(t *testing.T, id string) {
	t.Helper()
	_, err := k.keys.UntagResource(
		k.ctx,
		&kmsmodel.UntagResourceRequest{KeyId: &id, TagKeys: []string{"EventBridgeApiDestinations"}},
	)
	require.NoError(t, err)
}

func (k *keyed) create(name, identifier string) error {
	_, err := k.CreateConnection(k.ctx, &events.CreateConnectionRequest{
		Name: &name, KmsKeyIdentifier: &identifier, AuthorizationType: new(
			events.ConnectionAuthorizationTypeApiKey,
		),
		AuthParameters: &events.CreateConnectionAuthRequestParameters{
			ApiKeyAuthParameters: &events.CreateConnectionApiKeyAuthRequestParameters{
				ApiKeyName: new("x-key"), ApiKeyValue: new(awsapi.NewSecret("value")),
			},
		},
	})
	return err
}

func (k *keyed) update(name string, in events.UpdateConnectionRequest) error {
	in.Name = &name
	_, err := k.UpdateConnection(k.ctx, &in)
	return err
}

func (k *keyed) identifier(t *testing.T, name string) string {
	t.Helper()
	out, err := k.DescribeConnection(k.ctx, &events.DescribeConnectionRequest{Name: &name})
	require.NoError(t, err)
	if out.KmsKeyIdentifier == nil {
		return ""
	}
	return *out.KmsKeyIdentifier
}

func denied(verb, identifier, obstacle string) string {
	return "AccessDeniedException: Failed to " + verb + " the connection(s). The KMS key '" +
		identifier + "' cannot be used: " + obstacle + "."
}

const untagged = "it does not have the tag EventBridgeApiDestinations=true"

func TestService_CreateConnection_key(t *testing.T) {
	t.Parallel()
	k := newKeyed(t)
	good, bad := k.key(t), k.key(t)
	k.untag(t, bad)
	_, err := k.keys.CreateAlias(
		k.ctx, &kmsmodel.CreateAliasRequest{AliasName: new("alias/bad"), TargetKeyId: &bad},
	)
	require.NoError(t, err)

	require.NoError(t, k.create("good", good))
	assert.Equal(t, good, k.identifier(t, "good"))
	require.NoError(t, k.create("elsewhere", "alias/elsewhere"))
	assert.Equal(t, "alias/elsewhere", k.identifier(t, "elsewhere"))
	for _, identifier := range []string{
		bad, "alias/bad", "arn:aws:kms:eu-west-1:111122223333:alias/bad",
	} {
		require.EqualError(t, k.create("bad", identifier), denied("create", identifier, untagged))
	}
	_, err = k.DescribeConnection(k.ctx, &events.DescribeConnectionRequest{Name: new("bad")})
	require.EqualError(
		t, err,
		"ResourceNotFoundException: Failed to describe the connection(s). Connection 'bad' "+
			"does not exist.",
	)

	_, err = k.keys.ScheduleKeyDeletion(k.ctx, &kmsmodel.ScheduleKeyDeletionRequest{KeyId: &good})
	require.NoError(t, err)
	require.EqualError(t, k.create("late", good), denied("create", good, "it is pending deletion"))
}

func TestService_UpdateConnection_key(t *testing.T) {
	t.Parallel()
	k := newKeyed(t)
	own, other := k.key(t), k.key(t)
	require.NoError(t, k.create("orders", own))
	_, err := k.keys.DisableKey(k.ctx, &kmsmodel.DisableKeyRequest{KeyId: &own})
	require.NoError(t, err)
	require.EqualError(
		t, k.update("orders", newValue(nil)), denied("update", own, "it is disabled"),
		"the secret cannot be written",
	)
	require.NoError(
		t, k.update("orders", events.UpdateConnectionRequest{Description: new("of shoes")}),
		"the secret is not written",
	)

	k.untag(t, other)
	require.EqualError(
		t, k.update("orders", events.UpdateConnectionRequest{KmsKeyIdentifier: &other}),
		denied("update", other, untagged),
	)
	assert.Equal(t, own, k.identifier(t, "orders"))
	third := k.key(t)
	require.NoError(t, k.update("orders", events.UpdateConnectionRequest{KmsKeyIdentifier: &third}))
	assert.Equal(t, third, k.identifier(t, "orders"))
	require.NoError(
		t, k.update("orders", events.UpdateConnectionRequest{KmsKeyIdentifier: new("")}), "AWS's own key",
	)
	require.NoError(t, k.update("orders", newValue(nil)))
	require.EqualError(t, k.update("none", events.UpdateConnectionRequest{KmsKeyIdentifier: &own}),
		"ResourceNotFoundException: Failed to update the connection(s). Connection 'none' "+
			"does not exist.")
}

func withoutTime(_ []string, a slog.Attr) slog.Attr {
	if a.Key == slog.TimeKey {
		return slog.Attr{}
	}
	return a
}

// The key is one of the caller's account and region, and does not exist.
func TestService_missingKey(t *testing.T) {
	t.Parallel()
	const missing = "arn:aws:kms:eu-west-1:111122223333:key/00000000-0000-4000-8000-000000000000"
	t.Run("is taken, with one warning a call", func(t *testing.T) {
		t.Parallel()
		k, log := newKeyed(t), new(bytes.Buffer)
		k.Log = slog.New(slog.NewTextHandler(log, &slog.HandlerOptions{ReplaceAttr: withoutTime}))
		require.NoError(t, k.create("orders", missing))
		const warning = "level=WARN msg=\"connection names a KMS key that does not exist\" " +
			"account=111122223333 region=eu-west-1 connection=orders key=" + missing + "\n"
		assert.Equal(t, warning, log.String())
		require.EqualError(t, k.create("orders", missing),
			"ResourceAlreadyExistsException: Failed to create the connection(s). A connection with name "+
				"'orders' already exists.")
		assert.Equal(t, warning, log.String(), "nothing was done, and nothing said")
		require.NoError(t, k.update("orders", newValue(nil)))
		assert.Equal(t, warning+warning, log.String())
		for _, identifier := range []string{
			k.key(t), "alias/aws/events", "arn:aws:kms:eu-west-1:999999999999:alias/theirs", "",
		} {
			require.NoError(
				t, k.update("orders", events.UpdateConnectionRequest{KmsKeyIdentifier: &identifier}),
			)
		}
		assert.Equal(t, warning+warning, log.String())
	})
	t.Run("is refused where keys are strict", func(t *testing.T) {
		t.Parallel()
		k := newKeyed(t)
		require.NoError(t, k.create("orders", ""))
		k.StrictKeys = true
		for _, identifier := range []string{missing, "alias/none"} {
			refused := "ResourceNotFoundException: Failed to %s the connection(s). The KMS key '" +
				identifier + "' does not exist."
			require.EqualError(t, k.create("other", identifier), fmt.Sprintf(refused, "create"))
			require.EqualError(
				t, k.update("orders", events.UpdateConnectionRequest{KmsKeyIdentifier: &identifier}),
				fmt.Sprintf(refused, "update"),
			)
		}
		require.NoError(t, k.create("other", k.key(t)))
	})
}
