package destinations_test

import (
	"context"
	"fmt"
	"math"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/eventbridge-connections/emulator/internal/awsapi"
	"github.com/eventbridge-connections/emulator/internal/connections"
	"github.com/eventbridge-connections/emulator/internal/destinations"
	"github.com/eventbridge-connections/emulator/internal/model/events"
	"github.com/eventbridge-connections/emulator/internal/page"
	"github.com/eventbridge-connections/emulator/internal/secrets"
	"github.com/eventbridge-connections/emulator/internal/store"
)

// A crowd is many destinations, a hundred on each connection.
type crowd struct {
	*destinations.Service
	connections *connections.Service
	last        *string // ARN of the connection whose destinations come last
}

// newCrowd makes the first hundred destinations of every crowd, and the last.
func newCrowd(tb testing.TB) *crowd {
	tb.Helper()
	data, err := store.Open(tb.TempDir(), store.Options{Ephemeral: true})
	require.NoError(tb, err)
	tb.Cleanup(func() { require.NoError(tb, data.Close()) })
	tokens := page.NewSealer(data.Key())
	made := &connections.Service{Store: data, Vault: secrets.Vault{}, Tokens: tokens}
	c := &crowd{
		Service: &destinations.Service{Store: data, Connections: made, Tokens: tokens}, connections: made,
	}
	c.hundred(tb, 0)
	c.last = c.hundred(tb, 999)
	return c
}

// grow puts n more destinations between the first and the last.
func (c *crowd) grow(tb testing.TB, n int) {
	for i := range n / 100 {
		c.hundred(tb, i+1)
	}
}

// hundred makes the destinations dIII00 to dIII99 on a connection of their own.
func (c *crowd) hundred(tb testing.TB, i int) (connection *string) {
	tb.Helper()
	out, err := c.connections.CreateConnection(user(tb), basic(fmt.Sprint("c", i)))
	require.NoError(tb, err)
	for n := range 100 {
		_, err := c.CreateApiDestination(user(tb), &events.CreateApiDestinationRequest{
			Name:               new(fmt.Sprintf("d%03d%02d", i, n)),
			ConnectionArn:      out.ConnectionArn,
			InvocationEndpoint: new("https://receiver.invalid/"),
			HttpMethod:         new(events.ApiDestinationHttpMethodPost),
		})
		require.NoError(tb, err)
	}
	return out.ConnectionArn
}

func user(tb testing.TB) context.Context {
	return awsapi.WithCaller(tb.Context(), awsapi.Caller{Account: "000000000000", Region: "us-east-1"})
}

func basic(name string) *events.CreateConnectionRequest {
	return &events.CreateConnectionRequest{
		Name:              &name,
		AuthorizationType: new(events.ConnectionAuthorizationTypeBasic),
		AuthParameters: &events.CreateConnectionAuthRequestParameters{
			BasicAuthParameters: &events.CreateConnectionBasicAuthRequestParameters{
				Username: new("user"), Password: new(awsapi.NewSecret("password")),
			},
		},
	}
}

// filters are the lists of which the first page has the same 100 destinations in every crowd.
func (c *crowd) filters() map[string]*events.ListApiDestinationsRequest {
	return map[string]*events.ListApiDestinationsRequest{
		"all":           {},
		"NamePrefix":    {NamePrefix: new("d000")},
		"ConnectionArn": {ConnectionArn: c.last},
	}
}

func (c *crowd) page(tb testing.TB, in *events.ListApiDestinationsRequest) {
	out, err := c.ListApiDestinations(user(tb), in)
	if err != nil || len(out.ApiDestinations) != 100 {
		tb.Fatal("no full page", err)
	}
}

// costs are the allocations of a page of each list. They stand for the work,
// because time is not the same twice. What the store does in the background
// can only add to them: the least of many counts.
func (c *crowd) costs(tb testing.TB) map[string]float64 {
	costs := map[string]float64{}
	for name, in := range c.filters() {
		least := math.Inf(1)
		for range 50 {
			least = min(least, testing.AllocsPerRun(1, func() { c.page(tb, in) }))
		}
		costs[name] = least
	}
	return costs
}

// Not parallel: allocations are counted for the whole program.
func TestService_ListApiDestinations(t *testing.T) {
	c := newCrowd(t)
	few := c.costs(t)
	c.grow(t, 10_000)
	for name, many := range c.costs(t) {
		t.Run("a page costs the same in a crowd fifty times as large, by "+name, func(t *testing.T) {
			assert.LessOrEqual(t, many, 1.1*few[name])
		})
	}
}

func BenchmarkService_ListApiDestinations(b *testing.B) {
	for _, n := range []int{0, 10_000} {
		c := newCrowd(b)
		c.grow(b, n)
		for name, in := range c.filters() {
			b.Run(fmt.Sprint("by ", name, " among ", n+200), func(b *testing.B) {
				for b.Loop() {
					c.page(b, in)
				}
			})
		}
	}
}
