package destinations_test

import (
	"context"
	"fmt"
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

// A crowd is many destinations and their connections.
type crowd struct {
	*destinations.Service
	connections []*string // ARNs
}

// newCrowd makes n destinations named d00000 and on, a hundred on each connection.
func newCrowd(tb testing.TB, n int) crowd {
	tb.Helper()
	data, err := store.Open(tb.TempDir(), store.Options{Ephemeral: true})
	require.NoError(tb, err)
	tb.Cleanup(func() { require.NoError(tb, data.Close()) })
	tokens := page.NewSealer(data.Key())
	made := &connections.Service{Store: data, Vault: secrets.Vault{}, Tokens: tokens}
	c := crowd{&destinations.Service{Store: data, Connections: made, Tokens: tokens}, nil}
	for i := range n / 100 {
		out, err := made.CreateConnection(user(tb), basic(fmt.Sprint("c", i)))
		require.NoError(tb, err)
		c.connections = append(c.connections, out.ConnectionArn)
	}
	for i := range n {
		_, err := c.CreateApiDestination(user(tb), &events.CreateApiDestinationRequest{
			Name:               new(fmt.Sprintf("d%05d", i)),
			ConnectionArn:      c.connections[i/100],
			InvocationEndpoint: new("https://receiver.invalid/"),
			HttpMethod:         new(events.ApiDestinationHttpMethodPost),
		})
		require.NoError(tb, err)
	}
	return c
}

func user(tb testing.TB) context.Context {
	return awsapi.WithCaller(tb.Context(), awsapi.Caller{Account: "000000000000", Region: "us-east-1"})
}

func basic(name string) *events.CreateConnectionRequest {
	return &events.CreateConnectionRequest{
		Name:              &name,
		AuthorizationType: new(events.ConnectionAuthorizationTypeBasic),
		AuthParameters: &events.CreateConnectionAuthRequestParameters{
			BasicAuthParameters: &events.CreateConnectionBasicAuthRequestParameters{Username: new("user"), Password: new(awsapi.NewSecret("password"))},
		},
	}
}

// filters are the lists of which a page has 100 destinations in every crowd.
func (c crowd) filters() map[string]*events.ListApiDestinationsRequest {
	return map[string]*events.ListApiDestinationsRequest{
		"all":           {},
		"NamePrefix":    {NamePrefix: new("d000")},
		"ConnectionArn": {ConnectionArn: c.connections[len(c.connections)-1]},
	}
}

func (c crowd) page(tb testing.TB, in *events.ListApiDestinationsRequest) {
	out, err := c.ListApiDestinations(user(tb), in)
	if err != nil || len(out.ApiDestinations) != 100 {
		tb.Fatal("no full page", err)
	}
}

// Not parallel: allocations are counted for the whole program. They stand for
// the work, because time is not the same twice.
func TestService_ListApiDestinations(t *testing.T) {
	few, many := newCrowd(t, 100), newCrowd(t, 10_000)
	for name, in := range few.filters() {
		t.Run("a page costs the same in a hundredfold crowd, by "+name, func(t *testing.T) {
			small := testing.AllocsPerRun(5, func() { few.page(t, in) })
			large := testing.AllocsPerRun(5, func() { many.page(t, many.filters()[name]) })
			// Which records are kept ready for readers, chance has a part in; going over the crowd would cost a hundred times as much.
			assert.Less(t, large, 2*small)
		})
	}
}

func BenchmarkService_ListApiDestinations(b *testing.B) {
	for _, n := range []int{100, 10_000} {
		c := newCrowd(b, n)
		for name, in := range c.filters() {
			b.Run(fmt.Sprint("by ", name, " among ", n), func(b *testing.B) {
				for b.Loop() {
					c.page(b, in)
				}
			})
		}
	}
}
