package contract_test

import (
	"fmt"
	"testing"

	"github.com/aws/aws-sdk-go-v2/service/eventbridge"
	"github.com/aws/aws-sdk-go-v2/service/eventbridge/types"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/eventbridge-connections/emulator/internal/emulator"
)

// names walks all pages and returns the names of each.
func names(t *testing.T, c *eventbridge.Client, in eventbridge.ListConnectionsInput) (pages [][]string) {
	t.Helper()
	for {
		out, err := c.ListConnections(t.Context(), &in)
		require.NoError(t, err)
		found := []string{}
		for _, item := range out.Connections {
			found = append(found, *item.Name)
		}
		pages = append(pages, found)
		if out.NextToken == nil {
			return pages
		}
		in.NextToken = out.NextToken
	}
}

func TestListConnections(t *testing.T) {
	t.Parallel()
	const malformed = "Parameter NextToken is not valid. Reason: The request is malformed."
	t.Run("by name, in pages", func(t *testing.T) {
		t.Parallel()
		c := start(t, emulator.Config{}).client("us-east-1", "test")
		assert.Equal(t, [][]string{{}}, names(t, c, eventbridge.ListConnectionsInput{}))
		for _, name := range []string{"b-2", "a", "b-1", "B", "b"} {
			create(t, c, basic(name))
		}
		assert.Equal(t, [][]string{{"B", "a", "b", "b-1", "b-2"}}, names(t, c, eventbridge.ListConnectionsInput{}))
		assert.Equal(t, [][]string{{"B", "a"}, {"b", "b-1"}, {"b-2"}}, names(t, c, eventbridge.ListConnectionsInput{Limit: new(int32(2))}))
		assert.Equal(t, [][]string{{"b"}, {"b-1"}, {"b-2"}}, names(t, c, eventbridge.ListConnectionsInput{Limit: new(int32(1)), NamePrefix: new("b")}))
		assert.Equal(t, [][]string{{"b-1", "b-2"}}, names(t, c, eventbridge.ListConnectionsInput{Limit: new(int32(2)), NamePrefix: new("b-")}), "the last page has no token")
	})
	t.Run("by state", func(t *testing.T) {
		t.Parallel()
		c := start(t, emulator.Config{}).client("us-east-1", "test")
		create(t, c, basic("a"))
		create(t, c, basic("b"))
		deauthorize(t, c, "b")
		assert.Equal(t, [][]string{{"b"}}, names(t, c, eventbridge.ListConnectionsInput{ConnectionState: types.ConnectionStateDeauthorized}))
		assert.Equal(t, [][]string{{"a"}}, names(t, c, eventbridge.ListConnectionsInput{ConnectionState: types.ConnectionStateAuthorized}))
	})
	t.Run("a token belongs to its filters", func(t *testing.T) {
		t.Parallel()
		c := start(t, emulator.Config{}).client("us-east-1", "test")
		for i := range 3 {
			create(t, c, basic(fmt.Sprint("n", i)))
		}
		first, err := c.ListConnections(t.Context(), &eventbridge.ListConnectionsInput{Limit: new(int32(1))})
		require.NoError(t, err)
		create(t, c, basic("n00"))
		more, err := c.ListConnections(t.Context(), &eventbridge.ListConnectionsInput{Limit: new(int32(2)), NextToken: first.NextToken})
		require.NoError(t, err, "another limit and further writes do no harm")
		assert.Equal(t, "n00", *more.Connections[0].Name)
		for what, in := range map[string]*eventbridge.ListConnectionsInput{
			"another prefix": {NextToken: first.NextToken, NamePrefix: new("n")},
			"another state":  {NextToken: first.NextToken, ConnectionState: types.ConnectionStateActive},
			"not a token":    {NextToken: new("AAAA")},
		} {
			_, err := c.ListConnections(t.Context(), in)
			code, message := refusal(t, err)
			assert.Equal(t, "ValidationException", code, what)
			assert.Equal(t, malformed, message, what)
		}
	})
}
