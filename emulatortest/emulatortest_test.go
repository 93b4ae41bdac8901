package emulatortest_test

import (
	"bytes"
	"context"
	"io"
	"log/slog"
	"net/http"
	"testing"
	"testing/synctest"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	awsmiddleware "github.com/aws/aws-sdk-go-v2/aws/middleware"
	"github.com/aws/aws-sdk-go-v2/service/eventbridge"
	"github.com/aws/aws-sdk-go-v2/service/eventbridge/types"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/eventbridge-connections/emulator/emulatortest"
)

func TestServer_Config(t *testing.T) {
	t.Parallel()
	t.Run("has the account and the region", func(t *testing.T) {
		t.Parallel()
		srv := emulatortest.Start(
			t, emulatortest.WithAccount("123456789012"), emulatortest.WithRegion("eu-west-1"),
		)
		out := createOAuth(t, eventbridge.NewFromConfig(srv.Config()), "orders")
		assert.Regexp(
			t, "^arn:aws:events:eu-west-1:123456789012:connection/orders/[0-9a-f-]{36}$", *out.ConnectionArn,
		)
	})
	t.Run("shares nothing with another server", func(t *testing.T) {
		t.Parallel()
		createOAuth(t, eventbridge.NewFromConfig(emulatortest.Start(t).Config()), "orders")
		out, err := eventbridge.NewFromConfig(emulatortest.Start(t).Config()).ListConnections(t.Context(), nil)
		require.NoError(t, err)
		assert.Empty(t, out.Connections)
	})
	t.Run("answers with the request id", func(t *testing.T) {
		t.Parallel()
		out, err := eventbridge.NewFromConfig(emulatortest.Start(t).Config()).ListConnections(t.Context(), nil)
		require.NoError(t, err)
		id, ok := awsmiddleware.GetRequestIDMetadata(out.ResultMetadata)
		assert.True(t, ok)
		assert.Regexp(t, "^[0-9a-f-]{36}$", id)
	})
	t.Run("ends with the context", func(t *testing.T) {
		t.Parallel()
		ctx, cancel := context.WithCancel(t.Context())
		cancel()
		_, err := eventbridge.NewFromConfig(emulatortest.Start(t).Config()).ListConnections(ctx, nil)
		assert.ErrorIs(t, err, context.Canceled)
	})
}

func TestServer_URL(t *testing.T) {
	t.Parallel()
	srv := emulatortest.Start(t)
	out, err := http.Get(srv.URL() + "/_emulator/health")
	require.NoError(t, err)
	require.NoError(t, out.Body.Close())
	assert.Equal(t, http.StatusOK, out.StatusCode)
	assert.Equal(t, srv.URL(), srv.URL())
}

func TestServer_Advance(t *testing.T) {
	t.Parallel()
	srv := emulatortest.Start(t, emulatortest.WithSettle("1h"))
	client := eventbridge.NewFromConfig(srv.Config())
	assert.Equal(t, types.ConnectionStateAuthorizing, createOAuth(t, client, "orders").ConnectionState)
	srv.Advance(59 * time.Minute)
	assert.Equal(t, types.ConnectionStateAuthorizing, describe(t, client, "orders").ConnectionState)
	srv.Advance(time.Minute)
	assert.Equal(t, types.ConnectionStateAuthorized, describe(t, client, "orders").ConnectionState)
}

func TestServer_Settle(t *testing.T) {
	t.Parallel()
	srv := emulatortest.Start(t, emulatortest.WithSettle("manual"))
	client := eventbridge.NewFromConfig(srv.Config())
	createOAuth(t, client, "orders")
	createOAuth(t, client, "invoices")
	srv.Advance(100 * 24 * time.Hour)
	assert.Equal(t, types.ConnectionStateAuthorizing, describe(t, client, "orders").ConnectionState)
	assert.Equal(t, 2, srv.Settle())
	assert.Equal(t, types.ConnectionStateAuthorized, describe(t, client, "orders").ConnectionState)

	_, err := client.DeleteConnection(
		t.Context(), &eventbridge.DeleteConnectionInput{Name: aws.String("orders")},
	)
	require.NoError(t, err)
	assert.Equal(t, types.ConnectionStateDeleting, describe(t, client, "orders").ConnectionState)
	assert.Equal(t, 1, srv.Settle())
	_, err = client.DescribeConnection(
		t.Context(), &eventbridge.DescribeConnectionInput{Name: aws.String("orders")},
	)
	var gone *types.ResourceNotFoundException
	assert.ErrorAs(t, err, &gone)
}

func TestServer_SetState(t *testing.T) {
	t.Parallel()
	srv := emulatortest.Start(t)
	client := eventbridge.NewFromConfig(srv.Config())
	srv.SetState("later", "FAILED_CONNECTIVITY", "no route")
	assert.Equal(
		t, types.ConnectionStateFailedConnectivity, createOAuth(t, client, "later").ConnectionState,
	)
	assert.Equal(t, "no route", *describe(t, client, "later").StateReason)
	srv.SetState("later", "AUTHORIZED", "")
	assert.Equal(t, types.ConnectionStateAuthorized, describe(t, client, "later").ConnectionState)
	assert.Nil(t, describe(t, client, "later").StateReason)
}

func TestServer_SetOutcome(t *testing.T) {
	t.Parallel()
	srv := emulatortest.Start(t, emulatortest.WithSettle("5s"))
	client := eventbridge.NewFromConfig(srv.Config())
	createOAuth(t, client, "orders")
	srv.SetOutcome("orders", "DEAUTHORIZED", "the token endpoint refused")
	assert.Equal(t, types.ConnectionStateAuthorizing, describe(t, client, "orders").ConnectionState)
	srv.Advance(5 * time.Second)
	assert.Equal(t, types.ConnectionStateDeauthorized, describe(t, client, "orders").ConnectionState)
	assert.Equal(t, "the token endpoint refused", *describe(t, client, "orders").StateReason)
}

func TestServer_Secret(t *testing.T) {
	t.Parallel()
	srv := emulatortest.Start(t)
	createOAuth(t, eventbridge.NewFromConfig(srv.Config()), "orders")
	assert.Equal(t, map[string]any{
		"authorization_endpoint": "https://auth.example.com/token",
		"client_id":              "me",
		"client_secret":          "hunter2",
		"http_method":            "POST",
	}, srv.Secret("orders"))
}

func TestServer_Fault(t *testing.T) {
	t.Parallel()
	for _, f := range []emulatortest.Fault{{Times: 1, Drop: true}, {Times: 1, Cut: true}} {
		srv := emulatortest.Start(t)
		srv.Fault(f)
		config := srv.Config()
		config.Retryer = func() aws.Retryer { return aws.NopRetryer{} }
		client := eventbridge.NewFromConfig(config)
		_, err := client.ListConnections(t.Context(), nil)
		require.ErrorIs(t, err, io.ErrUnexpectedEOF, "%+v", f)
		_, err = client.ListConnections(t.Context(), nil)
		require.NoError(t, err)
	}
}

// TestServer_Fault_retried reaches the quota twice and lets the SDK try again, in no time.
func TestServer_Fault_retried(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		begin := time.Now()
		srv := emulatortest.Start(t)
		srv.Fault(emulatortest.Fault{
			Operation: "CreateConnection", Times: 2,
			Error: &emulatortest.FaultError{
				Code:    "LimitExceededException",
				Message: "The requested resource exceeds the maximum number allowed.",
			},
		})
		client := eventbridge.NewFromConfig(srv.Config())
		createOAuth(t, client, "orders")
		var outcomes []string
		for _, c := range srv.Calls(emulatortest.Filter{Operation: "CreateConnection"}) {
			outcomes = append(outcomes, c.Outcome+c.Code)
		}
		assert.Equal(
			t, []string{"errorLimitExceededException", "errorLimitExceededException", "ok"}, outcomes,
		)
		assert.Positive(t, time.Since(begin), "the SDK waits between its attempts")
	})
}

func TestServer_Reset(t *testing.T) {
	t.Parallel()
	srv := emulatortest.Start(t)
	client := eventbridge.NewFromConfig(srv.Config())
	createOAuth(t, client, "orders")
	srv.Advance(time.Hour)
	srv.Fault(emulatortest.Fault{Operation: "ListConnections", Drop: true})
	srv.Reset()
	assert.Empty(t, srv.Calls(emulatortest.Filter{}))
	assert.WithinDuration(t, time.Now(), srv.Now(), time.Minute)
	out, err := client.ListConnections(t.Context(), nil)
	require.NoError(t, err)
	assert.Empty(t, out.Connections)
}

func TestWithLog(t *testing.T) {
	t.Parallel()
	var log bytes.Buffer
	srv := emulatortest.Start(
		t,
		emulatortest.WithLog(
			slog.New(slog.NewTextHandler(&log, &slog.HandlerOptions{Level: slog.LevelDebug})),
		),
	)
	createOAuth(t, eventbridge.NewFromConfig(srv.Config()), "orders")
	assert.Regexp(t, "operation=AWSEvents.CreateConnection", log.String())
	assert.NotRegexp(t, "hunter2", log.String())
}

// TestStart_VirtualTime waits ten minutes for a connection, in no time.
func TestStart_VirtualTime(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		begin := time.Now()
		client := eventbridge.NewFromConfig(
			emulatortest.Start(t, emulatortest.WithSettle("10m")).Config(),
		)
		createOAuth(t, client, "orders")
		for describe(t, client, "orders").ConnectionState == types.ConnectionStateAuthorizing {
			time.Sleep(10 * time.Second)
		}
		assert.Equal(t, 10*time.Minute, time.Since(begin))
	})
}

func BenchmarkStart(b *testing.B) {
	for b.Loop() {
		one := &ending{TB: b}
		emulatortest.Start(one)
		one.end()
	}
}

// ending is a test that ends before its parent does.
type ending struct {
	testing.TB
	end func()
}

func (e *ending) Cleanup(end func()) { e.end = end }

func createOAuth(
	t testing.TB, c *eventbridge.Client, name string,
) *eventbridge.CreateConnectionOutput {
	t.Helper()
	out, err := c.CreateConnection(t.Context(), &eventbridge.CreateConnectionInput{
		Name:              &name,
		AuthorizationType: types.ConnectionAuthorizationTypeOauthClientCredentials,
		AuthParameters: &types.CreateConnectionAuthRequestParameters{OAuthParameters: &types.CreateConnectionOAuthRequestParameters{
			AuthorizationEndpoint: aws.String("https://auth.example.com/token"),
			HttpMethod:            types.ConnectionOAuthHttpMethodPost,
			ClientParameters: &types.CreateConnectionOAuthClientRequestParameters{
				ClientID: aws.String("me"), ClientSecret: aws.String("hunter2"),
			},
		}},
	})
	require.NoError(t, err)
	return out
}

func describe(
	t testing.TB, c *eventbridge.Client, name string,
) *eventbridge.DescribeConnectionOutput {
	t.Helper()
	out, err := c.DescribeConnection(t.Context(), &eventbridge.DescribeConnectionInput{Name: &name})
	require.NoError(t, err)
	return out
}
