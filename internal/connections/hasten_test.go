package connections_test

import (
	"log/slog"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/eventbridge"
	"github.com/aws/aws-sdk-go-v2/service/eventbridge/types"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/eventbridge-connections/emulator/emulatortest"
	"github.com/eventbridge-connections/emulator/internal/connections"
	"github.com/eventbridge-connections/emulator/internal/emulator"
)

// bench is a server with the settle times, and a client of it.
type bench struct {
	*emulatortest.Server
	t      *testing.T
	client *eventbridge.Client
}

func newBench(t *testing.T, settle string) bench {
	srv := emulatortest.Start(t, emulatortest.WithSettle(settle))
	return bench{srv, t, eventbridge.NewFromConfig(srv.Config())}
}

// create makes a private connection, which goes through the most states.
func (b bench) create(name string) {
	b.t.Helper()
	_, err := b.client.CreateConnection(b.t.Context(), &eventbridge.CreateConnectionInput{
		Name:              &name,
		AuthorizationType: types.ConnectionAuthorizationTypeBasic,
		AuthParameters: &types.CreateConnectionAuthRequestParameters{
			BasicAuthParameters: &types.CreateConnectionBasicAuthRequestParameters{
				Username: aws.String("u"), Password: aws.String("p"),
			},
		},
		InvocationConnectivityParameters: &types.ConnectivityResourceParameters{
			ResourceParameters: &types.ConnectivityResourceConfigurationArn{
				ResourceConfigurationArn: aws.String(
					"arn:aws:vpc-lattice:us-east-1:000000000000:resourceconfiguration/rcfg-0123456789abcdef0",
				),
			},
		},
	})
	require.NoError(b.t, err)
}

func (b bench) describe(name string) *eventbridge.DescribeConnectionOutput {
	b.t.Helper()
	out, err := b.client.DescribeConnection(
		b.t.Context(), &eventbridge.DescribeConnectionInput{Name: &name},
	)
	require.NoError(b.t, err)
	return out
}

func TestService_Hasten(t *testing.T) {
	t.Parallel()
	t.Run("takes one step at a time", func(t *testing.T) {
		t.Parallel()
		b := newBench(t, "manual")
		b.create("orders")
		for _, want := range []types.ConnectionState{
			types.ConnectionStateCreating, types.ConnectionStateAuthorized, types.ConnectionStateActive,
		} {
			assert.Equal(t, want, b.describe("orders").ConnectionState)
			b.Settle()
		}
		assert.Zero(t, b.Settle())
	})
	t.Run("brings what comes after it forward", func(t *testing.T) {
		t.Parallel()
		b := newBench(t, "1h")
		b.create("orders")
		b.Settle()
		assert.Equal(t, types.ConnectionStateAuthorized, b.describe("orders").ConnectionState)
		b.Advance(time.Minute)
		assert.Equal(t, types.ConnectionStateActive, b.describe("orders").ConnectionState)
	})
	t.Run("removes the secret of a deauthorized connection", func(t *testing.T) {
		t.Parallel()
		b := newBench(t, "0s,deauthorizing=manual")
		b.create("orders")
		_, err := b.client.DeauthorizeConnection(
			t.Context(), &eventbridge.DeauthorizeConnectionInput{Name: aws.String("orders")},
		)
		require.NoError(t, err)
		b.Advance(24 * time.Hour)
		assert.Equal(t, types.ConnectionStateDeauthorizing, b.describe("orders").ConnectionState)
		assert.NotNil(t, b.describe("orders").SecretArn)
		b.Settle()
		assert.Equal(t, types.ConnectionStateDeauthorized, b.describe("orders").ConnectionState)
		assert.Nil(t, b.describe("orders").SecretArn)
	})
	t.Run("lets a name be used again", func(t *testing.T) {
		t.Parallel()
		b := newBench(t, "0s,deleting=manual")
		b.create("orders")
		_, err := b.client.DeleteConnection(
			t.Context(), &eventbridge.DeleteConnectionInput{Name: aws.String("orders")},
		)
		require.NoError(t, err)
		assert.Equal(t, types.ConnectionStateDeleting, b.describe("orders").ConnectionState)
		b.Settle()
		b.create("orders")
	})
}

// TestSettle_restart leaves a connection in a state that waits, and finds it there.
func TestSettle_restart(t *testing.T) {
	t.Parallel()
	const seed = `{"operations":[{"service":"events","operation":"CreateConnection","input":{"Name":"orders","AuthorizationType":"OAUTH_CLIENT_CREDENTIALS",` +
		`"AuthParameters":{"OAuthParameters":{"AuthorizationEndpoint":"https://auth.example.com","HttpMethod":"POST","ClientParameters":{"ClientID":"me","ClientSecret":"s"}}}}}]}`
	s, err := emulator.ParseSeed([]byte(seed))
	require.NoError(t, err)
	c := emulator.Config{Data: t.TempDir(), Seed: s, Log: slog.New(slog.DiscardHandler)}
	require.NoError(t, c.Settle.UnmarshalText([]byte("manual")))

	first, err := emulator.New(c)
	require.NoError(t, err)
	require.NoError(t, first.Close())
	c.Settle = connections.Settle{}
	again, err := emulator.New(c)
	require.NoError(t, err)
	t.Cleanup(func() { assert.NoError(t, again.Close()) })

	n, err := again.Hasten(t.Context(), func(string, string, string) bool { return true })
	require.NoError(t, err)
	assert.Equal(t, 1, n, "what waits to be told does so under another setting too")
	left, err := again.Connections(t.Context())
	require.NoError(t, err)
	assert.Equal(t, "AUTHORIZED", left[0].State)
}
