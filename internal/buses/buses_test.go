package buses_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/eventbridge-connections/emulator/internal/awsapi"
	"github.com/eventbridge-connections/emulator/internal/buses"
	"github.com/eventbridge-connections/emulator/internal/model/events"
	"github.com/eventbridge-connections/emulator/internal/page"
	"github.com/eventbridge-connections/emulator/internal/store"
)

// room is the event buses of an emulator whose time stands still until it is moved.
type room struct {
	*buses.Service
	now time.Time
}

func open(t *testing.T) *room {
	r := &room{now: time.Date(2026, 9, 13, 11, 40, 33, 978_123_456, time.UTC)}
	s, err := store.Open("", store.Options{Now: func() time.Time { return r.now }, Ephemeral: true})
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, s.Close()) })
	r.Service = &buses.Service{Store: s, Tokens: page.NewSealer(make([]byte, 32))}
	return r
}

func ctx() context.Context {
	return awsapi.WithCaller(
		context.Background(), awsapi.Caller{Account: "111122223333", Region: "eu-west-1"},
	)
}

func (r *room) create(t *testing.T, name string) {
	t.Helper()
	_, err := r.CreateEventBus(ctx(), &events.CreateEventBusRequest{Name: &name})
	require.NoError(t, err)
}

// TestService_DescribeEventBus_times: a change of settings or permissions is a modification, to the
// millisecond.
func TestService_DescribeEventBus_times(t *testing.T) {
	t.Parallel()
	r := open(t)
	created := r.now
	r.create(t, "orders")
	for _, change := range []func() error{
		func() error {
			_, err := r.UpdateEventBus(
				ctx(), &events.UpdateEventBusRequest{Name: new("orders"), Description: new("of the shop")},
			)
			return err
		},
		func() error {
			_, err := r.PutPermission(ctx(), &events.PutPermissionRequest{
				EventBusName: new("orders"), Action: new("events:PutEvents"), Principal: new("*"), StatementId: new("all"),
			})
			return err
		},
		func() error {
			_, err := r.RemovePermission(
				ctx(), &events.RemovePermissionRequest{EventBusName: new("orders"), StatementId: new("all")},
			)
			return err
		},
	} {
		r.now = r.now.Add(time.Second)
		require.NoError(t, change())
		out, err := r.DescribeEventBus(ctx(), &events.DescribeEventBusRequest{Name: new("orders")})
		require.NoError(t, err)
		assert.Equal(t, created, out.CreationTime)
		assert.Equal(t, r.now, out.LastModifiedTime)
	}
}

func TestService_ListEventBuses_default(t *testing.T) {
	t.Parallel()
	list := func(r *room, limit int, prefix *string) (pages [][]string) {
		in := &events.ListEventBusesRequest{Limit: &limit, NamePrefix: prefix}
		for {
			out, err := r.ListEventBuses(ctx(), in)
			require.NoError(t, err)
			names := []string{}
			for _, b := range out.EventBuses {
				names = append(names, *b.Name)
			}
			pages = append(pages, names)
			if in.NextToken = out.NextToken; in.NextToken == nil {
				return pages
			}
		}
	}
	r := open(t)
	assert.Equal(t, [][]string{{"default"}}, list(r, 1, nil))
	for _, name := range []string{"z", "a", "defaul", "default-2"} {
		r.create(t, name)
	}
	assert.Equal(t, [][]string{{"a"}, {"defaul"}, {"default"}, {"default-2"}, {"z"}}, list(r, 1, nil))
	assert.Equal(t, [][]string{{"a", "defaul"}, {"default", "default-2"}, {"z"}}, list(r, 2, nil))
	assert.Equal(t, [][]string{{"default", "default-2"}}, list(r, 9, new("default")))
	assert.Equal(t, [][]string{{"default-2"}}, list(r, 9, new("default-")))
	_, err := r.UpdateEventBus(ctx(), &events.UpdateEventBusRequest{Description: new("stored now")})
	require.NoError(t, err)
	assert.Equal(t, [][]string{{"a", "defaul"}, {"default", "default-2"}, {"z"}}, list(r, 2, nil))
}

func TestService_CreateEventBus_quota(t *testing.T) {
	t.Parallel()
	r := open(t)
	r.Quota = 1
	_, err := r.UpdateEventBus(
		ctx(), &events.UpdateEventBusRequest{Description: new("the default bus does not count")},
	)
	require.NoError(t, err)
	r.create(t, "a")
	_, err = r.CreateEventBus(ctx(), &events.CreateEventBusRequest{Name: new("b")})
	assert.Equal(
		t,
		awsapi.Errorf(
			"LimitExceededException", "The requested resource exceeds the maximum number allowed.",
		),
		err,
	)
}

func TestService_PutPermission_length(t *testing.T) {
	t.Parallel()
	r := open(t)
	long := `{"Version":"2012-10-17","Statement":[{"Sid":"a","Effect":"Allow","Principal":"*","Action":"` + strings.Repeat("x", 10_240) + `","Resource":"*"}]}`
	_, err := r.PutPermission(ctx(), &events.PutPermissionRequest{Policy: &long})
	assert.Equal(
		t,
		awsapi.Errorf(
			"PolicyLengthExceededException",
			"The event bus policy exceeds the maximum length of 10240 characters.",
		),
		err,
	)
}
