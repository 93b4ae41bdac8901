package contract_test

import (
	"errors"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/eventbridge"
	"github.com/aws/aws-sdk-go-v2/service/eventbridge/types"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/eventbridge-connections/emulator/internal/awsapi"
	"github.com/eventbridge-connections/emulator/internal/connections"
	"github.com/eventbridge-connections/emulator/internal/emulator"
)

// newName is a name that no other run uses.
func newName() string { return "contract-" + awsapi.NewUUID()[:8] }

func basic(name string) *eventbridge.CreateConnectionInput {
	return &eventbridge.CreateConnectionInput{
		Name:              &name,
		AuthorizationType: types.ConnectionAuthorizationTypeBasic,
		AuthParameters: &types.CreateConnectionAuthRequestParameters{
			BasicAuthParameters: &types.CreateConnectionBasicAuthRequestParameters{
				Username: new("owned-user"), Password: new("owned-password"),
			},
		},
	}
}

func oauth(name string) *eventbridge.CreateConnectionInput {
	return &eventbridge.CreateConnectionInput{
		Name:              &name,
		AuthorizationType: types.ConnectionAuthorizationTypeOauthClientCredentials,
		AuthParameters: &types.CreateConnectionAuthRequestParameters{
			OAuthParameters: &types.CreateConnectionOAuthRequestParameters{
				ClientParameters: &types.CreateConnectionOAuthClientRequestParameters{
					ClientID: new("owned-client"), ClientSecret: new("owned-secret"),
				},
				AuthorizationEndpoint: new("https://owned.invalid/oauth"),
				HttpMethod:            types.ConnectionOAuthHttpMethodPost,
			},
		},
	}
}

// create makes a connection that is deleted with the test.
func create(
	t *testing.T, c *eventbridge.Client, in *eventbridge.CreateConnectionInput,
) *eventbridge.CreateConnectionOutput {
	t.Helper()
	out, err := c.CreateConnection(t.Context(), in)
	require.NoError(t, err)
	t.Cleanup(func() { remove(c, *in.Name) })
	return out
}

func describe(
	t *testing.T, c *eventbridge.Client, name string,
) *eventbridge.DescribeConnectionOutput {
	t.Helper()
	out, err := c.DescribeConnection(t.Context(), &eventbridge.DescribeConnectionInput{Name: &name})
	require.NoError(t, err)
	return out
}

func TestCreateConnection(t *testing.T) {
	t.Parallel()
	t.Run("BASIC is authorized at once", func(t *testing.T) {
		t.Parallel()
		c, name := newClient(t), newName()
		out := create(t, c, basic(name))
		assert.Regexp(
			t,
			regexp.MustCompile(
				`^arn:aws:events:[a-z0-9-]+:\d{12}:connection/`+name+
					`/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$`,
			),
			*out.ConnectionArn,
		)
		assert.Equal(t, types.ConnectionStateAuthorized, out.ConnectionState)
		got := describe(t, c, name)
		assert.Equal(t, types.ConnectionStateAuthorized, got.ConnectionState)
		assert.Equal(t, &types.ConnectionAuthResponseParameters{
			BasicAuthParameters: &types.ConnectionBasicAuthResponseParameters{Username: new("owned-user")},
		}, got.AuthParameters)
		assert.Regexp(
			t,
			regexp.MustCompile(
				`^arn:aws:secretsmanager:[a-z0-9-]+:\d{12}:secret:events!connection/`+name+
					`/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}-[A-Za-z0-9]{6}$`,
			),
			*got.SecretArn,
		)
		assert.Nil(t, got.Description)
		assert.Nil(t, got.KmsKeyIdentifier)
		assert.Nil(t, got.InvocationConnectivityParameters)
	})
	t.Run("OAuth is authorizing first and was never authorized", func(t *testing.T) {
		t.Parallel()
		hands := newClock()
		c, name := start(t, emulator.Config{
			Now: hands.Now, Settle: settle(t, "2s"),
		}).client("us-east-1", "test"), newName()
		assert.Equal(t, types.ConnectionStateAuthorizing, create(t, c, oauth(name)).ConnectionState)
		got := describe(t, c, name)
		assert.Equal(t, types.ConnectionStateAuthorizing, got.ConnectionState)
		assert.Equal(t, time.Unix(0, 0).UTC(), *got.LastAuthorizedTime)
		hands.advance(2 * time.Second)
		got = describe(t, c, name)
		assert.Equal(t, types.ConnectionStateAuthorized, got.ConnectionState)
		assert.Equal(t, hands.Now().Truncate(time.Second), *got.LastAuthorizedTime)
		assert.Equal(t, &types.ConnectionOAuthResponseParameters{
			ClientParameters:      &types.ConnectionOAuthClientResponseParameters{ClientID: new("owned-client")},
			AuthorizationEndpoint: new("https://owned.invalid/oauth"),
			HttpMethod:            types.ConnectionOAuthHttpMethodPost,
		}, got.AuthParameters.OAuthParameters)
	})
	t.Run("nobody waits by default", func(t *testing.T) {
		t.Parallel()
		c, name := start(t, emulator.Config{}).client("us-east-1", "test"), newName()
		assert.Equal(t, types.ConnectionStateAuthorizing, create(t, c, oauth(name)).ConnectionState)
		assert.Equal(t, types.ConnectionStateAuthorized, describe(t, c, name).ConnectionState)
	})
}

func TestCreateConnection_refuses(t *testing.T) {
	t.Parallel()
	t.Run("a name is taken once", func(t *testing.T) {
		t.Parallel()
		c, name := newClient(t), newName()
		create(t, c, basic(name))
		_, err := c.CreateConnection(t.Context(), basic(name))
		taken, ok := errors.AsType[*types.ResourceAlreadyExistsException](err)
		require.True(t, ok, "%v", err)
		assert.Equal(
			t, "Failed to create the connection(s). A connection with name '"+name+"' already exists.",
			taken.ErrorMessage(),
		)
	})
	t.Run("the quota is per account and region", func(t *testing.T) {
		t.Parallel()
		s := start(t, emulator.Config{Quota: 1})
		create(t, s.client("us-east-1", "test"), basic("one"))
		_, err := s.client("us-east-1", "test").CreateConnection(t.Context(), basic("two"))
		limit, ok := errors.AsType[*types.LimitExceededException](err)
		require.True(t, ok, "%v", err)
		assert.Equal(
			t, "The requested resource exceeds the maximum number allowed.", limit.ErrorMessage(),
		)
		create(t, s.client("eu-west-1", "test"), basic("two"))
		create(t, s.client("us-east-1", "111122223333"), basic("two"))
	})
}

func TestDescribeConnection(t *testing.T) {
	t.Parallel()
	t.Run("HTTP parameters come back in order, secret values do not", func(t *testing.T) {
		t.Parallel()
		c, in := newClient(t), basic(newName())
		in.AuthParameters.InvocationHttpParameters = &types.ConnectionHttpParameters{
			HeaderParameters: []types.ConnectionHeaderParameter{
				{Key: new("x-public"), Value: new("visible")},
				{Key: new("x-private"), Value: new("hidden"), IsValueSecret: true},
			},
			BodyParameters: []types.ConnectionBodyParameter{{Key: new("body"), Value: new("<&>\u00e9\"")}},
		}
		create(t, c, in)
		assert.Equal(t, &types.ConnectionHttpParameters{
			HeaderParameters: []types.ConnectionHeaderParameter{
				{Key: new("x-public"), Value: new("visible")},
				{Key: new("x-private"), IsValueSecret: true},
			},
			BodyParameters: []types.ConnectionBodyParameter{{Key: new("body"), Value: new("<&>\u00e9\"")}},
		}, describe(t, c, *in.Name).AuthParameters.InvocationHttpParameters)
	})
	t.Run("an empty structure comes back empty", func(t *testing.T) {
		t.Parallel()
		c, in := newClient(t), basic(newName())
		in.AuthParameters.InvocationHttpParameters = &types.ConnectionHttpParameters{}
		create(t, c, in)
		assert.Equal(
			t, &types.ConnectionHttpParameters{},
			describe(t, c, *in.Name).AuthParameters.InvocationHttpParameters,
		)
	})
	t.Run("description and key are given back to the letter", func(t *testing.T) {
		t.Parallel()
		c, in := start(t, emulator.Config{}).client("us-east-1", "test"), basic(newName())
		in.Description, in.KmsKeyIdentifier = new("a description"), new("alias/elsewhere")
		create(t, c, in)
		got := describe(t, c, *in.Name)
		assert.Equal(t, "a description", *got.Description)
		assert.Equal(t, "alias/elsewhere", *got.KmsKeyIdentifier)
	})
	t.Run("what does not exist", func(t *testing.T) {
		t.Parallel()
		c, name := newClient(t), newName()
		_, err := c.DescribeConnection(t.Context(), &eventbridge.DescribeConnectionInput{Name: &name})
		missing, ok := errors.AsType[*types.ResourceNotFoundException](err)
		require.True(t, ok, "%v", err)
		assert.Equal(
			t, "Failed to describe the connection(s). Connection '"+name+"' does not exist.",
			missing.ErrorMessage(),
		)
	})
	t.Run("accounts, regions and partitions are apart", func(t *testing.T) {
		t.Parallel()
		s := start(t, emulator.Config{Account: "999999999999"})
		for _, c := range []struct{ region, key, prefix string }{
			{"us-east-1", "test", "arn:aws:events:us-east-1:999999999999:"},
			{"us-east-1", "111122223333", "arn:aws:events:us-east-1:111122223333:"},
			{"cn-north-1", "test", "arn:aws-cn:events:cn-north-1:999999999999:"},
			{"us-gov-west-1", "test", "arn:aws-us-gov:events:us-gov-west-1:999999999999:"},
		} {
			out := create(t, s.client(c.region, c.key), basic("same"))
			assert.True(t, strings.HasPrefix(*out.ConnectionArn, c.prefix), *out.ConnectionArn)
		}
	})
}

const lattice = "arn:aws:vpc-lattice:us-east-1:000000000000:resourceconfiguration/rcfg-"

func pathTo(id string) *types.ConnectivityResourceParameters {
	return &types.ConnectivityResourceParameters{
		ResourceParameters: &types.ConnectivityResourceConfigurationArn{
			ResourceConfigurationArn: aws.String(lattice + id),
		},
	}
}

func TestPrivateConnection(t *testing.T) {
	t.Parallel()
	hands := newClock()
	c := start(t, emulator.Config{Now: hands.Now, Settle: settle(t, "2s")}).client("us-east-1", "test")
	in := oauth("private")
	in.InvocationConnectivityParameters, in.AuthParameters.ConnectivityParameters = pathTo("0123456789abcdefg"), pathTo("zyxwvutsrqponmlkj")
	create(t, c, in)

	got := describe(t, c, "private")
	association := regexp.MustCompile(
		`^arn:aws:vpc-lattice:us-east-1:000000000000:servicenetworkresourceassociation/snra-0[0-9a-f]{16}$`,
	)
	assert.Equal(
		t, lattice+"0123456789abcdefg",
		*got.InvocationConnectivityParameters.ResourceParameters.ResourceConfigurationArn,
	)
	assert.Regexp(
		t, association, *got.InvocationConnectivityParameters.ResourceParameters.ResourceAssociationArn,
	)
	assert.Equal(
		t, lattice+"zyxwvutsrqponmlkj",
		*got.AuthParameters.ConnectivityParameters.ResourceParameters.ResourceConfigurationArn,
	)
	assert.Regexp(
		t, association,
		*got.AuthParameters.ConnectivityParameters.ResourceParameters.ResourceAssociationArn,
	)

	both := oauth("one-configuration")
	both.InvocationConnectivityParameters, both.AuthParameters.ConnectivityParameters = pathTo("0123456789abcdefg"), pathTo("0123456789abcdefg")
	create(t, c, both)
	shared := describe(t, c, "one-configuration")
	assert.Equal(
		t, shared.InvocationConnectivityParameters, shared.AuthParameters.ConnectivityParameters,
		"one association",
	)

	states := []types.ConnectionState{got.ConnectionState}
	for _, d := range []time.Duration{2 * time.Second, time.Minute} {
		hands.advance(d)
		states = append(states, describe(t, c, "private").ConnectionState)
	}
	assert.Equal(
		t,
		[]types.ConnectionState{
			types.ConnectionStateAuthorizing, types.ConnectionStateAuthorized, types.ConnectionStateActive,
		},
		states,
	)

	_, err := c.UpdateConnection(t.Context(), &eventbridge.UpdateConnectionInput{Name: new("private"), InvocationConnectivityParameters: &types.ConnectivityResourceParameters{
		ResourceParameters: &types.ConnectivityResourceConfigurationArn{
			ResourceConfigurationArn: new(""),
		},
	}})
	require.NoError(t, err)
	assert.Nil(
		t, describe(t, c, "private").InvocationConnectivityParameters, "the empty ARN makes it public",
	)
}

func settle(t *testing.T, text string) (s connections.Settle) {
	require.NoError(t, s.UnmarshalText([]byte(text)))
	return s
}
