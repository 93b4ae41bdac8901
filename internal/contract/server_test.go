package contract_test

import (
	"cmp"
	"context"
	"log/slog"
	"net/http/httptest"
	"os"
	"sync"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/eventbridge"
	"github.com/stretchr/testify/require"

	"github.com/eventbridge-connections/emulator/internal/emulator"
)

// onAWS tells whether the tests run against real AWS.
var onAWS = os.Getenv("EMULATOR_CONTRACT_AWS") != ""

// newClient is a client of an emulator of its own or, where asked for, of real AWS.
func newClient(t *testing.T) *eventbridge.Client {
	if onAWS {
		return eventbridge.New(eventbridge.Options{
			Region: cmp.Or(os.Getenv("AWS_REGION"), "us-east-1"),
			Credentials: keys(aws.Credentials{
				AccessKeyID:     os.Getenv("AWS_ACCESS_KEY_ID"),
				SecretAccessKey: os.Getenv("AWS_SECRET_ACCESS_KEY"),
				SessionToken:    os.Getenv("AWS_SESSION_TOKEN"),
			}),
		})
	}
	return start(t, emulator.Config{}).client("us-east-1", "test")
}

// A server is an emulator that ends with its test.
type server struct{ url string }

// start runs an emulator; a test that calls it is about the emulator alone.
func start(t *testing.T, c emulator.Config) *server {
	if onAWS {
		t.Skip("needs the emulator's own settings, and EMULATOR_CONTRACT_AWS asks for real AWS")
	}
	c.Ephemeral, c.Log = true, slog.New(slog.DiscardHandler)
	e, err := emulator.New(c)
	require.NoError(t, err)
	s := httptest.NewServer(e)
	t.Cleanup(func() {
		s.Close()
		require.NoError(t, e.Close())
	})
	return &server{s.URL}
}

func (s *server) client(region, accessKeyID string) *eventbridge.Client {
	return eventbridge.New(eventbridge.Options{
		Region:       region,
		BaseEndpoint: &s.url,
		Credentials:  keys(aws.Credentials{AccessKeyID: accessKeyID, SecretAccessKey: "test"}),
		Retryer:      aws.NopRetryer{},
	})
}

func keys(c aws.Credentials) aws.CredentialsProvider {
	return aws.CredentialsProviderFunc(
		func(context.Context) (aws.Credentials, error) { return c, nil },
	)
}

// A clock stands still until it is moved.
type clock struct {
	mu  sync.Mutex
	now time.Time
}

func newClock() *clock { return &clock{now: time.Date(2026, 9, 26, 22, 28, 12, 345e6, time.UTC)} }

func (c *clock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.now
}

func (c *clock) advance(d time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.now = c.now.Add(d)
}
