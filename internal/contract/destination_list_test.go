package contract_test

import (
	"testing"

	"github.com/aws/aws-sdk-go-v2/service/eventbridge"
	"github.com/aws/aws-sdk-go-v2/service/eventbridge/types"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/eventbridge-connections/emulator/internal/emulator"
)

// destinations walks all pages and returns the names of each.
func destinations(
	t *testing.T, c *eventbridge.Client, in eventbridge.ListApiDestinationsInput,
) (pages [][]string) {
	t.Helper()
	for {
		out, err := c.ListApiDestinations(t.Context(), &in)
		require.NoError(t, err)
		found := []string{}
		for _, item := range out.ApiDestinations {
			found = append(found, *item.Name)
		}
		pages = append(pages, found)
		if out.NextToken == nil {
			return pages
		}
		in.NextToken = out.NextToken
	}
}

func TestListApiDestinations(t *testing.T) {
	t.Parallel()
	c := start(t, emulator.Config{}).client("us-east-1", "test")
	assert.Equal(t, [][]string{{}}, destinations(t, c, eventbridge.ListApiDestinationsInput{}))
	one, other := create(t, c, basic("x")).ConnectionArn, create(t, c, basic("x-y")).ConnectionArn
	for _, name := range []string{"b-2", "a", "b-1", "B", "b"} {
		createDestination(t, c, on(one, name))
	}
	createDestination(t, c, on(other, "c"))
	all := []string{"B", "a", "b", "b-1", "b-2", "c"}

	t.Run("by name, in pages", func(t *testing.T) {
		t.Parallel()
		assert.Equal(t, [][]string{all}, destinations(t, c, eventbridge.ListApiDestinationsInput{}))
		assert.Equal(
			t, [][]string{all[:3], all[3:]},
			destinations(t, c, eventbridge.ListApiDestinationsInput{Limit: new(int32(3))}),
			"the last page has no token",
		)
		assert.Equal(
			t, [][]string{all[:5], all[5:]},
			destinations(t, c, eventbridge.ListApiDestinationsInput{Limit: new(int32(5))}),
		)
	})
	t.Run("by prefix", func(t *testing.T) {
		t.Parallel()
		assert.Equal(
			t, [][]string{{"b", "b-1"}, {"b-2"}},
			destinations(
				t, c, eventbridge.ListApiDestinationsInput{Limit: new(int32(2)), NamePrefix: new("b")},
			),
		)
		assert.Equal(
			t, [][]string{{}},
			destinations(t, c, eventbridge.ListApiDestinationsInput{NamePrefix: new("d")}),
		)
	})
	t.Run("by connection", func(t *testing.T) {
		t.Parallel()
		assert.Equal(
			t, [][]string{all[:2], all[2:4], all[4:5]},
			destinations(
				t, c, eventbridge.ListApiDestinationsInput{Limit: new(int32(2)), ConnectionArn: one},
			),
		)
		assert.Equal(
			t, [][]string{{"c"}},
			destinations(t, c, eventbridge.ListApiDestinationsInput{ConnectionArn: other}),
		)
		assert.Equal(
			t, [][]string{{}},
			destinations(t, c, eventbridge.ListApiDestinationsInput{ConnectionArn: new(*one + "1")}),
		)
	})
	t.Run("not by both", func(t *testing.T) {
		t.Parallel()
		_, err := c.ListApiDestinations(
			t.Context(), &eventbridge.ListApiDestinationsInput{NamePrefix: new("b"), ConnectionArn: one},
		)
		refuse(
			t, err, "ValidationException",
			"Failed to list the api-destination(s). Request failed because only one filter is supported "+
				"per request, either ConnectionArn or NamePrefix.",
		)
	})
	t.Run("a token belongs to its filter", func(t *testing.T) {
		t.Parallel()
		first, err := c.ListApiDestinations(
			t.Context(), &eventbridge.ListApiDestinationsInput{Limit: new(int32(1)), ConnectionArn: one},
		)
		require.NoError(t, err)
		more, err := c.ListApiDestinations(
			t.Context(),
			&eventbridge.ListApiDestinationsInput{
				Limit: new(int32(4)), ConnectionArn: one, NextToken: first.NextToken,
			},
		)
		require.NoError(t, err, "another limit does no harm")
		assert.Len(t, more.ApiDestinations, 4)
		for _, in := range []*eventbridge.ListApiDestinationsInput{
			{NextToken: first.NextToken},
			{NextToken: first.NextToken, NamePrefix: new("b")},
			{NextToken: first.NextToken, ConnectionArn: other},
			{NextToken: new("AAAA")},
		} {
			_, err := c.ListApiDestinations(t.Context(), in)
			refuse(
				t, err, "ValidationException",
				"Parameter NextToken is not valid. Reason: The request is malformed.",
			)
		}
	})
}

func TestListApiDestinations_connection(t *testing.T) {
	t.Parallel()
	t.Run("a connection's list loses what moved or was deleted", func(t *testing.T) {
		t.Parallel()
		c := start(t, emulator.Config{}).client("us-east-1", "test")
		from, to := create(t, c, basic("from")).ConnectionArn, create(t, c, basic("to")).ConnectionArn
		for _, name := range []string{"moves", "goes", "stays"} {
			createDestination(t, c, on(from, name))
		}
		_, err := c.UpdateApiDestination(
			t.Context(), &eventbridge.UpdateApiDestinationInput{Name: new("moves"), ConnectionArn: to},
		)
		require.NoError(t, err)
		require.NoError(t, removeDestination(t.Context(), c, "goes"))
		assert.Equal(
			t, [][]string{{"stays"}},
			destinations(t, c, eventbridge.ListApiDestinationsInput{ConnectionArn: from}),
		)
		assert.Equal(
			t, [][]string{{"moves"}},
			destinations(t, c, eventbridge.ListApiDestinationsInput{ConnectionArn: to}),
		)
	})
}

func TestListApiDestinations_item(t *testing.T) {
	t.Parallel()
	c, name := newClient(t), newName()
	in := on(create(t, c, basic(name)).ConnectionArn, name)
	in.Description = new("not in a list")
	createDestination(t, c, in)
	got := describeDestination(t, c, name)
	out, err := c.ListApiDestinations(
		t.Context(), &eventbridge.ListApiDestinationsInput{NamePrefix: &name},
	)
	require.NoError(t, err)
	assert.Equal(t, []types.ApiDestination{{
		ApiDestinationArn:            got.ApiDestinationArn,
		ApiDestinationState:          got.ApiDestinationState,
		ConnectionArn:                got.ConnectionArn,
		CreationTime:                 got.CreationTime,
		HttpMethod:                   got.HttpMethod,
		InvocationEndpoint:           got.InvocationEndpoint,
		InvocationRateLimitPerSecond: got.InvocationRateLimitPerSecond,
		LastModifiedTime:             got.LastModifiedTime,
		Name:                         got.Name,
	}}, out.ApiDestinations)
}
