package contract_test

import (
	"encoding/base64"
	"fmt"
	"log/slog"
	"net/http/httptest"
	"testing"

	"github.com/aws/aws-sdk-go-v2/service/eventbridge"
	"github.com/aws/aws-sdk-go-v2/service/eventbridge/types"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/eventbridge-connections/emulator/internal/emulator"
)

// names walks all pages and returns the names of each.
func names(
	t *testing.T, c *eventbridge.Client, in eventbridge.ListConnectionsInput,
) (pages [][]string) {
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
		assert.Equal(
			t, [][]string{{"B", "a", "b", "b-1", "b-2"}}, names(t, c, eventbridge.ListConnectionsInput{}),
		)
		assert.Equal(
			t, [][]string{{"B", "a"}, {"b", "b-1"}, {"b-2"}},
			names(t, c, eventbridge.ListConnectionsInput{Limit: new(int32(2))}),
		)
		assert.Equal(
			t, [][]string{{"b"}, {"b-1"}, {"b-2"}},
			names(t, c, eventbridge.ListConnectionsInput{Limit: new(int32(1)), NamePrefix: new("b")}),
		)
		assert.Equal(
			t, [][]string{{"b-1", "b-2"}},
			names(t, c, eventbridge.ListConnectionsInput{Limit: new(int32(2)), NamePrefix: new("b-")}),
			"the last page has no token",
		)
	})
	t.Run("by state", func(t *testing.T) {
		t.Parallel()
		c := start(t, emulator.Config{}).client("us-east-1", "test")
		create(t, c, basic("a"))
		create(t, c, basic("b"))
		deauthorize(t, c, "b")
		assert.Equal(
			t, [][]string{{"b"}},
			names(
				t, c, eventbridge.ListConnectionsInput{ConnectionState: types.ConnectionStateDeauthorized},
			),
		)
		assert.Equal(
			t, [][]string{{"a"}},
			names(t, c, eventbridge.ListConnectionsInput{ConnectionState: types.ConnectionStateAuthorized}),
		)
	})
	t.Run("a token belongs to its filters", func(t *testing.T) {
		t.Parallel()
		c := start(t, emulator.Config{}).client("us-east-1", "test")
		for i := range 3 {
			create(t, c, basic(fmt.Sprint("n", i)))
		}
		first, err := c.ListConnections(
			t.Context(), &eventbridge.ListConnectionsInput{Limit: new(int32(1))},
		)
		require.NoError(t, err)
		create(t, c, basic("n00"))
		more, err := c.ListConnections(
			t.Context(), &eventbridge.ListConnectionsInput{Limit: new(int32(2)), NextToken: first.NextToken},
		)
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

// TestListConnections_token: a token is good for the list it came from, whatever has happened
// since.
func TestListConnections_token(t *testing.T) {
	t.Parallel()
	if onAWS {
		t.Skip("nobody restarts AWS")
	}
	folder := t.TempDir()
	open := func() (*eventbridge.Client, func()) {
		e, err := emulator.New(emulator.Config{Data: folder, Log: slog.New(slog.DiscardHandler)})
		require.NoError(t, err)
		s := httptest.NewServer(e)
		return (&server{s.URL}).client("us-east-1", "test"), func() {
			s.Close()
			require.NoError(t, e.Close())
		}
	}
	c, end := open()
	for _, name := range []string{"a", "b", "c"} {
		_, err := c.CreateConnection(t.Context(), basic(name))
		require.NoError(t, err)
	}
	first, err := c.ListConnections(
		t.Context(), &eventbridge.ListConnectionsInput{Limit: new(int32(1))},
	)
	require.NoError(t, err)
	token := *first.NextToken
	end()

	c, end = open()
	defer end()
	_, err = c.CreateConnection(t.Context(), basic("aa"))
	require.NoError(t, err)
	next, err := c.ListConnections(
		t.Context(), &eventbridge.ListConnectionsInput{Limit: new(int32(2)), NextToken: &token},
	)
	require.NoError(t, err)
	assert.Equal(
		t, []string{"aa", "b"}, []string{*next.Connections[0].Name, *next.Connections[1].Name},
	)
	raw, err := base64.StdEncoding.DecodeString(token)
	require.NoError(t, err)
	raw[len(raw)/2] ^= 1
	for what, given := range map[string]string{
		"tampered with": base64.StdEncoding.EncodeToString(raw), "cut": token[:len(token)-4],
	} {
		_, err := c.ListConnections(t.Context(), &eventbridge.ListConnectionsInput{NextToken: &given})
		code, message := refusal(t, err)
		assert.Equal(t, "ValidationException", code, what)
		assert.Equal(
			t, "Parameter NextToken is not valid. Reason: The request is malformed.", message, what,
		)
	}
}
