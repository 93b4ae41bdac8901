package emulatortest_test

import (
	"context"
	"encoding/json"
	"testing"
	"testing/synctest"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/eventbridge"
	"github.com/aws/aws-sdk-go-v2/service/eventbridge/types"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/eventbridge-connections/emulator/emulatortest"
)

func names(t *testing.T, srv *emulatortest.Server) (all []string) {
	t.Helper()
	out, err := eventbridge.NewFromConfig(srv.Config()).
		ListConnections(t.Context(), &eventbridge.ListConnectionsInput{})
	require.NoError(t, err)
	for _, c := range out.Connections {
		all = append(all, *c.Name)
	}
	return all
}

func TestServer_Snapshot(t *testing.T) {
	t.Parallel()
	first, second := emulatortest.Start(t), emulatortest.Start(t)
	createOAuth(t, eventbridge.NewFromConfig(first.Config()), "orders")
	createOAuth(t, eventbridge.NewFromConfig(second.Config()), "invoices")
	kept := first.Snapshot()
	second.Restore(kept)
	assert.Equal(t, []string{"orders"}, names(t, second))
	assert.Equal(t, first.Secret("orders"), second.Secret("orders"))
	seeded := emulatortest.Start(t, emulatortest.WithSeed(string(kept)))
	assert.Equal(t, []string{"orders"}, names(t, seeded))
}

func TestServer_In(t *testing.T) {
	t.Parallel()
	srv := emulatortest.Start(t)
	there := srv.In("123456789012", "eu-west-1")
	createOAuth(t, eventbridge.NewFromConfig(there.Config()), "orders")
	assert.Empty(t, names(t, srv))
	assert.Equal(t, []string{"orders"}, names(t, there))
	there.SetState("orders", "DEAUTHORIZED", "refused")
	assert.NotEmpty(t, there.Secret("orders"))
	assert.Equal(t, srv.URL(), there.URL())
	assert.Len(t, srv.Calls(emulatortest.Filter{Operation: "CreateConnection"}), 1)
}

func TestServer_Events(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		srv := emulatortest.Start(t)
		ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
		defer cancel()
		events := srv.Events(ctx)
		client := eventbridge.NewFromConfig(srv.Config())
		_, err := client.PutEvents(t.Context(), &eventbridge.PutEventsInput{
			Entries: []types.PutEventsRequestEntry{{
				Source: aws.String("shop"), DetailType: aws.String("Placed"), Detail: aws.String(`{"id":1}`),
				Resources: []string{"one"},
			}},
		})
		require.NoError(t, err)
		createOAuth(t, client, "orders")
		var came []emulatortest.Event
		for e := range events {
			if came = append(came, e); len(came) == 2 {
				break
			}
		}
		require.Len(t, came, 2)
		assert.Equal(t, "000000000000 us-east-1 shop Placed one", came[0].Account+" "+came[0].Region+" "+
			came[0].Source+" "+came[0].DetailType+" "+came[0].Resources[0])
		assert.Equal(t, json.RawMessage(`{"id":1}`), came[0].Detail)
		assert.Equal(
			t, "aws.events Connection Authorization Started", came[1].Source+" "+came[1].DetailType,
		)
	})
}

func TestServer_Events_end(t *testing.T) {
	t.Parallel()
	ctx, cancel := context.WithCancel(t.Context())
	events := emulatortest.Start(t).Events(ctx)
	cancel()
	for e := range events {
		t.Errorf("%v", e)
	}
}

func TestServer_WaitCalls(t *testing.T) {
	t.Parallel()
	srv := emulatortest.Start(t)
	go func() {
		client := eventbridge.NewFromConfig(srv.Config())
		_, _ = client.DescribeEventBus(context.Background(), &eventbridge.DescribeEventBusInput{})
	}()
	calls := srv.WaitCalls(1, emulatortest.Filter{Operation: "DescribeEventBus"})
	require.Len(t, calls, 1)
	assert.Equal(t, "ok", calls[0].Outcome)
	assert.Equal(t, 200, calls[0].Status)
}

func TestServer_Faults(t *testing.T) {
	t.Parallel()
	srv := emulatortest.Start(t)
	added := emulatortest.Fault{
		ID: "full", Operation: "Describe*", Times: 1,
		Error: &emulatortest.FaultError{Code: "LimitExceededException", Message: "no", Status: 400},
	}
	srv.Fault(added, emulatortest.Fault{ID: "slow", Delay: time.Millisecond, Resource: "none"})
	client := eventbridge.NewFromConfig(srv.Config(), func(o *eventbridge.Options) {
		o.Retryer = aws.NopRetryer{}
	})
	_, err := client.DescribeEventBus(t.Context(), &eventbridge.DescribeEventBusInput{})
	require.Error(t, err)
	all := srv.Faults()
	require.Len(t, all, 2)
	assert.Equal(t, emulatortest.FaultStatus{Fault: added, Matched: 1, Hits: 1}, all[0])
	assert.Equal(t, time.Millisecond, all[1].Delay)
	srv.ClearFaults()
	assert.Empty(t, srv.Faults())
}
