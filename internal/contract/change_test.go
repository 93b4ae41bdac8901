package contract_test

import (
	"context"
	"errors"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/eventbridge"
	"github.com/aws/aws-sdk-go-v2/service/eventbridge/types"
	"github.com/aws/smithy-go"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/eventbridge-connections/emulator/internal/emulator"
)

func remove(c *eventbridge.Client, name string) {
	c.DeleteConnection(context.Background(), &eventbridge.DeleteConnectionInput{Name: &name})
}

func deauthorize(
	t *testing.T, c *eventbridge.Client, name string,
) *eventbridge.DeauthorizeConnectionOutput {
	t.Helper()
	out, err := c.DeauthorizeConnection(
		t.Context(), &eventbridge.DeauthorizeConnectionInput{Name: &name},
	)
	require.NoError(t, err)
	return out
}

func newPassword(name string) *eventbridge.UpdateConnectionInput {
	return &eventbridge.UpdateConnectionInput{
		Name:              &name,
		AuthorizationType: types.ConnectionAuthorizationTypeBasic,
		AuthParameters: &types.UpdateConnectionAuthRequestParameters{
			BasicAuthParameters: &types.UpdateConnectionBasicAuthRequestParameters{Password: new("another")},
		},
	}
}

func refusal(t *testing.T, err error) (code, message string) {
	t.Helper()
	e, ok := errors.AsType[smithy.APIError](err)
	require.True(t, ok, "%v", err)
	return e.ErrorCode(), e.ErrorMessage()
}

func TestUpdateConnection(t *testing.T) {
	t.Parallel()
	const nothing = "Failed to update the connection(s). At least one of the following is required: " +
		"Description, KmsKeyIdentifier, AuthorizationType with BasicAuthParameters, " +
		"ApiKeyAuthParameters, or OAuthParameters."
	t.Run("a partial update keeps the rest, and answers one change behind", func(t *testing.T) {
		t.Parallel()
		hands := newClock()
		c, in := start(t, emulator.Config{Now: hands.Now}).client("us-east-1", "test"), basic("partial")
		in.AuthParameters.InvocationHttpParameters = &types.ConnectionHttpParameters{
			HeaderParameters: []types.ConnectionHeaderParameter{{Key: new("x"), Value: new("y")}},
		}
		created := create(t, c, in)
		before := describe(t, c, "partial")
		hands.advance(time.Minute)
		out, err := c.UpdateConnection(t.Context(), newPassword("partial"))
		require.NoError(t, err)
		now := hands.Now().Truncate(time.Second)
		assert.Equal(t, types.ConnectionStateAuthorized, out.ConnectionState)
		assert.Equal(t, *created.LastModifiedTime, *out.LastModifiedTime)
		assert.Equal(t, now, *out.LastAuthorizedTime)
		after := describe(t, c, "partial")
		assert.Equal(t, before.AuthParameters, after.AuthParameters)
		assert.Equal(t, before.SecretArn, after.SecretArn)
		assert.Equal(t, now, *after.LastModifiedTime)
	})
	t.Run("a description alone leaves the authorization", func(t *testing.T) {
		t.Parallel()
		hands := newClock()
		c := start(t, emulator.Config{Now: hands.Now}).client("us-east-1", "test")
		created := create(t, c, basic("described"))
		hands.advance(time.Minute)
		out, err := c.UpdateConnection(
			t.Context(),
			&eventbridge.UpdateConnectionInput{Name: new("described"), Description: new("text")},
		)
		require.NoError(t, err)
		assert.Equal(t, hands.Now().Truncate(time.Second), *out.LastModifiedTime)
		assert.Equal(t, *created.CreationTime, *out.LastAuthorizedTime)
	})
	t.Run("parameters without their type update nothing", func(t *testing.T) {
		t.Parallel()
		c, name := newClient(t), newName()
		create(t, c, basic(name))
		in := newPassword(name)
		in.AuthorizationType = ""
		_, err := c.UpdateConnection(t.Context(), in)
		code, message := refusal(t, err)
		assert.Equal(t, "ValidationException", code)
		assert.Equal(t, nothing, message)
	})
}

func TestUpdateConnection_type(t *testing.T) {
	t.Parallel()
	t.Run("another one replaces the parameters", func(t *testing.T) {
		t.Parallel()
		c, name := newClient(t), newName()
		create(t, c, basic(name))
		_, err := c.UpdateConnection(t.Context(), &eventbridge.UpdateConnectionInput{
			Name:              &name,
			AuthorizationType: types.ConnectionAuthorizationTypeApiKey,
			AuthParameters: &types.UpdateConnectionAuthRequestParameters{
				ApiKeyAuthParameters: &types.UpdateConnectionApiKeyAuthRequestParameters{
					ApiKeyName: new("key"), ApiKeyValue: new("value"),
				},
			},
		})
		require.NoError(t, err)
		got := describe(t, c, name)
		assert.Equal(t, types.ConnectionAuthorizationTypeApiKey, got.AuthorizationType)
		assert.Equal(t, &types.ConnectionAuthResponseParameters{
			ApiKeyAuthParameters: &types.ConnectionApiKeyAuthResponseParameters{ApiKeyName: new("key")},
		}, got.AuthParameters)
	})
}

func TestDeauthorizeConnection(t *testing.T) {
	t.Parallel()
	hands := newClock()
	c := start(t, emulator.Config{Now: hands.Now, Settle: settle(t, "2s")}).client("us-east-1", "test")
	created := create(t, c, basic("x"))
	secret := describe(t, c, "x").SecretArn
	hands.advance(time.Minute)

	out := deauthorize(t, c, "x")
	assert.Equal(t, types.ConnectionStateDeauthorizing, out.ConnectionState)
	assert.Equal(t, *created.LastModifiedTime, *out.LastModifiedTime)
	assert.Equal(t, *created.CreationTime, *out.LastAuthorizedTime)
	during := describe(t, c, "x")
	assert.Equal(t, types.ConnectionStateDeauthorizing, during.ConnectionState)
	assert.Equal(t, secret, during.SecretArn)
	assert.Equal(t, &types.ConnectionAuthResponseParameters{}, during.AuthParameters)

	_, err := c.UpdateConnection(t.Context(), newPassword("x"))
	code, message := refusal(t, err)
	assert.Equal(t, "ConcurrentModificationException", code)
	assert.Equal(
		t, "Failed to update the connection(s). Connection 'x' was modified concurrently.", message,
	)
	assert.Equal(
		t, types.ConnectionStateDeauthorizing, deauthorize(t, c, "x").ConnectionState,
		"a second one succeeds",
	)

	hands.advance(2 * time.Second)
	after := describe(t, c, "x")
	assert.Equal(t, types.ConnectionStateDeauthorized, after.ConnectionState)
	assert.Equal(
		t,
		"The authorization parameters were removed from this connection by a "+
			"DeauthorizeConnection operation.",
		*after.StateReason,
	)
	assert.Nil(t, after.SecretArn)
	assert.Equal(t, &types.ConnectionAuthResponseParameters{}, after.AuthParameters)
	assert.Equal(t, types.ConnectionAuthorizationTypeBasic, after.AuthorizationType)
	assert.Equal(t, hands.Now().Truncate(time.Second), *after.LastModifiedTime)

	in := newPassword("x")
	in.AuthParameters.BasicAuthParameters.Username = new("again")
	again, err := c.UpdateConnection(t.Context(), in)
	require.NoError(t, err)
	assert.Equal(t, types.ConnectionStateAuthorized, again.ConnectionState)
	got := describe(t, c, "x")
	assert.Nil(t, got.StateReason)
	assert.NotEqual(t, secret, got.SecretArn, "a fresh secret")
	assert.NotNil(t, got.SecretArn)
}

func TestDeleteConnection(t *testing.T) {
	t.Parallel()
	t.Run("it shows until it has settled", func(t *testing.T) {
		t.Parallel()
		hands := newClock()
		c := start(t, emulator.Config{
			Now: hands.Now, Settle: settle(t, "2s"),
		}).client("us-east-1", "test")
		created := create(t, c, basic("x"))
		hands.advance(time.Minute)
		out, err := c.DeleteConnection(t.Context(), &eventbridge.DeleteConnectionInput{Name: new("x")})
		require.NoError(t, err)
		assert.Equal(t, types.ConnectionStateDeleting, out.ConnectionState)
		assert.Equal(t, *created.LastModifiedTime, *out.LastModifiedTime)
		during := describe(t, c, "x")
		assert.Equal(t, types.ConnectionStateDeleting, during.ConnectionState)
		assert.Equal(t, hands.Now().Truncate(time.Second), *during.LastModifiedTime)
		assert.NotNil(t, during.SecretArn)
		assert.NotNil(t, during.AuthParameters.BasicAuthParameters)
		hands.advance(2 * time.Second)
		_, err = c.DescribeConnection(t.Context(), &eventbridge.DescribeConnectionInput{Name: new("x")})
		code, _ := refusal(t, err)
		assert.Equal(t, "ResourceNotFoundException", code)
		assert.NotEqual(
			t, *created.ConnectionArn, *create(t, c, basic("x")).ConnectionArn,
			"the name is free for another connection",
		)
	})
	for verb, call := range map[string]func(*eventbridge.Client, string) error{
		"update": func(c *eventbridge.Client, name string) error {
			_, err := c.UpdateConnection(context.Background(), newPassword(name))
			return err
		},
		"delete": func(c *eventbridge.Client, name string) error {
			_, err := c.DeleteConnection(
				context.Background(), &eventbridge.DeleteConnectionInput{Name: &name},
			)
			return err
		},
		"deauthorize": func(c *eventbridge.Client, name string) error {
			_, err := c.DeauthorizeConnection(
				context.Background(), &eventbridge.DeauthorizeConnectionInput{Name: &name},
			)
			return err
		},
	} {
		t.Run(verb+" of what does not exist", func(t *testing.T) {
			t.Parallel()
			code, message := refusal(t, call(newClient(t), "no-such-connection"))
			assert.Equal(t, "ResourceNotFoundException", code)
			assert.Equal(
				t, "Failed to "+verb+" the connection(s). Connection 'no-such-connection' does not exist.",
				message,
			)
		})
	}
}
