package contract_test

import (
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/eventbridge"
	"github.com/aws/aws-sdk-go-v2/service/eventbridge/types"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/eventbridge-connections/emulator/internal/emulator"
)

const active, inactive = types.ApiDestinationStateActive, types.ApiDestinationStateInactive

// A follower is an emulator whose clock the test moves, with a destination "d".
type follower struct {
	*testing.T
	*clock
	*eventbridge.Client
}

func follow(t *testing.T, in *eventbridge.CreateConnectionInput) follower {
	f := follower{t, newClock(), nil}
	f.Client = start(t, emulator.Config{
		Now: f.Now, Settle: settle(t, "2s"),
	}).client("us-east-1", "test")
	createDestination(t, f.Client, on(create(t, f.Client, in).ConnectionArn, "d"))
	return f
}

// holds describes the destination and its only list item.
func (f follower) holds(state types.ApiDestinationState, modified time.Time) {
	f.Helper()
	got := describeDestination(f.T, f.Client, "d")
	assert.Equal(f, state, got.ApiDestinationState)
	assert.Equal(f, modified.Truncate(time.Second), *got.LastModifiedTime)
	list, err := f.ListApiDestinations(f.Context(), &eventbridge.ListApiDestinationsInput{})
	require.NoError(f, err)
	require.Len(f, list.ApiDestinations, 1)
	assert.Equal(f, state, list.ApiDestinations[0].ApiDestinationState)
	assert.Equal(f, got.LastModifiedTime, list.ApiDestinations[0].LastModifiedTime)
}

func (f follower) later(d time.Duration) time.Time {
	f.advance(d)
	return f.Now()
}

func (f follower) authorize(password string) {
	f.Helper()
	in := newPassword("x")
	in.AuthParameters.BasicAuthParameters.Username, in.AuthParameters.BasicAuthParameters.Password = new("owned-user"), &password
	_, err := f.UpdateConnection(f.Context(), in)
	require.NoError(f, err)
}

func TestApiDestination_state(t *testing.T) {
	t.Parallel()
	t.Run("inactive while OAuth is authorizing", func(t *testing.T) {
		t.Parallel()
		f := follow(t, oauth("x"))
		f.holds(inactive, f.Now())
		authorized := f.later(2 * time.Second)
		f.holds(active, authorized)
		f.later(time.Minute)
		f.holds(active, authorized)
	})
	t.Run("active with AUTHORIZED and with ACTIVE", func(t *testing.T) {
		t.Parallel()
		in := basic("x")
		in.InvocationConnectivityParameters = pathTo("0123456789abcdefg")
		f := follow(t, in)
		f.holds(inactive, f.Now())
		authorized := f.later(2 * time.Second)
		f.holds(active, authorized)
		f.later(time.Hour)
		assert.Equal(t, types.ConnectionStateActive, describe(t, f.Client, "x").ConnectionState)
		f.holds(active, authorized)
	})
	t.Run("inactive when deauthorized, active when authorized again", func(t *testing.T) {
		t.Parallel()
		f := follow(t, basic("x"))
		f.holds(active, f.Now())
		gone := f.later(time.Minute)
		deauthorize(t, f.Client, "x")
		f.holds(inactive, gone)
		f.later(2 * time.Second)
		f.holds(inactive, gone)
		back := f.later(time.Minute)
		f.authorize("another")
		f.holds(active, back)
	})
	t.Run("a new password is no change", func(t *testing.T) {
		t.Parallel()
		f := follow(t, basic("x"))
		created := f.Now()
		f.later(time.Minute)
		f.authorize("another")
		f.holds(active, created)
	})
	t.Run("a younger destination keeps its own time", func(t *testing.T) {
		t.Parallel()
		f := follow(t, basic("x"))
		updated := f.later(time.Minute)
		out, err := f.UpdateApiDestination(
			t.Context(), &eventbridge.UpdateApiDestinationInput{Name: new("d")},
		)
		require.NoError(t, err)
		assert.Equal(t, active, out.ApiDestinationState)
		f.holds(active, updated)
	})
}

func TestApiDestination_deletedConnection(t *testing.T) {
	t.Parallel()
	t.Run("an authorized one takes its ARN along", func(t *testing.T) {
		t.Parallel()
		f := follow(t, basic("x"))
		arn := describe(t, f.Client, "x").ConnectionArn
		gone := f.later(time.Minute)
		remove(f.Client, "x")
		f.holds(inactive, gone)
		f.later(2 * time.Second)
		f.holds(inactive, gone)
		assert.Equal(t, new(""), describeDestination(t, f.Client, "d").ConnectionArn, "empty, not absent")
		assert.Equal(
			t, [][]string{{}},
			destinations(t, f.Client, eventbridge.ListApiDestinationsInput{ConnectionArn: arn}),
		)
		again := create(t, f.Client, basic("x")).ConnectionArn
		f.holds(inactive, gone)
		given := f.later(time.Minute)
		_, err := f.UpdateApiDestination(
			t.Context(), &eventbridge.UpdateApiDestinationInput{Name: new("d"), ConnectionArn: again},
		)
		require.NoError(t, err)
		f.holds(active, given)
	})
	t.Run("a deauthorized one leaves its ARN", func(t *testing.T) {
		t.Parallel()
		f := follow(t, basic("x"))
		arn := describe(t, f.Client, "x").ConnectionArn
		inactiveSince := f.later(time.Minute)
		deauthorize(t, f.Client, "x")
		f.later(time.Minute)
		remove(f.Client, "x")
		f.later(2 * time.Second)
		f.holds(inactive, inactiveSince)
		assert.Equal(t, arn, describeDestination(t, f.Client, "d").ConnectionArn)
		assert.Equal(
			t, [][]string{{"d"}},
			destinations(t, f.Client, eventbridge.ListApiDestinationsInput{ConnectionArn: arn}),
		)
		create(t, f.Client, basic("x"))
		f.holds(inactive, inactiveSince)
		assert.Equal(
			t, arn, describeDestination(t, f.Client, "d").ConnectionArn,
			"the new one of the name is another connection",
		)
		_, err := f.UpdateApiDestination(
			t.Context(),
			&eventbridge.UpdateApiDestinationInput{Name: new("d"), Description: new("still there")},
		)
		require.NoError(t, err)
		f.holds(inactive, f.Now())
		require.NoError(t, removeDestination(t.Context(), f.Client, "d"))
	})
	t.Run("all of its destinations hear of it", func(t *testing.T) {
		t.Parallel()
		f := follow(t, basic("x"))
		arn := describe(t, f.Client, "x").ConnectionArn
		for _, name := range []string{"e", "f", "g"} {
			createDestination(t, f.Client, on(arn, name))
		}
		remove(f.Client, "x")
		for _, name := range []string{"d", "e", "f", "g"} {
			got := describeDestination(t, f.Client, name)
			assert.Equal(t, inactive, got.ApiDestinationState)
			assert.Empty(t, *got.ConnectionArn)
		}
	})
}
