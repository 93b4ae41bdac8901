package concurrency_test

import (
	"fmt"
	"io"
	"net/http"
	"strings"
	"sync"
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

// An endpoint takes a second for each call, in a time that passes when nobody has anything to do.
type endpoint struct {
	mu    sync.Mutex
	times map[string][]time.Time // when calls came, by path
}

func (e *endpoint) ServeHTTP(_ http.ResponseWriter, r *http.Request) {
	_, _ = io.Copy(io.Discard, r.Body)
	e.mu.Lock()
	e.times[r.URL.Path] = append(e.times[r.URL.Path], time.Now())
	e.mu.Unlock()
	select {
	case <-time.After(time.Second):
	case <-r.Context().Done():
	}
}

// lead makes rules, each of which leads the events of its name to an API destination of its own.
func lead(t *testing.T, client *eventbridge.Client, rules int, rate int32) {
	c, err := client.CreateConnection(t.Context(), &eventbridge.CreateConnectionInput{
		Name: aws.String("shop"), AuthorizationType: types.ConnectionAuthorizationTypeApiKey,
		AuthParameters: &types.CreateConnectionAuthRequestParameters{ApiKeyAuthParameters: &types.CreateConnectionApiKeyAuthRequestParameters{
			ApiKeyName: aws.String("k"), ApiKeyValue: aws.String("v"),
		}},
	})
	require.NoError(t, err)
	for i := range rules {
		name := fmt.Sprintf("rule-%d", i)
		d, err := client.CreateApiDestination(t.Context(), &eventbridge.CreateApiDestinationInput{
			Name: &name, ConnectionArn: c.ConnectionArn, HttpMethod: types.ApiDestinationHttpMethodPost,
			InvocationEndpoint: aws.String(
				"https://api.example.com/" + name,
			), InvocationRateLimitPerSecond: &rate,
		})
		require.NoError(t, err)
		_, err = client.PutRule(
			t.Context(),
			&eventbridge.PutRuleInput{Name: &name, EventPattern: aws.String(`{"source":["` + name + `"]}`)},
		)
		require.NoError(t, err)
		_, err = client.PutTargets(t.Context(), &eventbridge.PutTargetsInput{Rule: &name, Targets: []types.Target{{
			Id: aws.String("a"), Arn: d.ApiDestinationArn, RoleArn: aws.String(
				"arn:aws:iam::000000000000:role/r",
			),
		}}})
		require.NoError(t, err)
	}
}

// put puts n events of a source.
func put(t *testing.T, client *eventbridge.Client, source string, n int) {
	for range n {
		out, err := client.PutEvents(t.Context(), &eventbridge.PutEventsInput{Entries: []types.PutEventsRequestEntry{{
			Source: &source, DetailType: aws.String("Placed"), Detail: aws.String("{}"),
		}}})
		require.NoError(t, err)
		require.Zero(t, out.FailedEntryCount)
	}
}

// TestDelivery_rate puts 40 events at once for a destination that takes two each second.
func TestDelivery_rate(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		srv, e := emulatortest.Start(t), &endpoint{times: map[string][]time.Time{}}
		srv.Route("https://api.example.com", e)
		client := eventbridge.NewFromConfig(srv.Config())
		lead(t, client, 1, 2)
		put(t, client, "rule-0", 40)
		srv.WaitDeliveries(40, emulatortest.DeliveryFilter{Outcome: emulatortest.Delivered})
		times := e.times["/rule-0"]
		require.Len(t, times, 40)
		for i := 1; i < len(times); i++ {
			assert.GreaterOrEqual(t, times[i].Sub(times[i-1]), 500*time.Millisecond)
		}
	})
}

// TestDelivery_fair has one of 100 rules with 400 events in front of the one event of each other:
// 16 at a time, these are called within 10 seconds of a second each, not after the 400.
func TestDelivery_fair(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		srv, e := emulatortest.Start(t), &endpoint{times: map[string][]time.Time{}}
		srv.Route("https://api.example.com", e)
		client := eventbridge.NewFromConfig(srv.Config())
		lead(t, client, 100, 300)
		put(t, client, "rule-0", 400)
		began := time.Now()
		for i := 1; i < 100; i++ {
			put(t, client, fmt.Sprintf("rule-%d", i), 1)
		}
		<-time.After(11 * time.Second)
		e.mu.Lock()
		defer e.mu.Unlock()
		assert.Len(t, e.times, 100)
		for path, times := range e.times {
			if !strings.HasSuffix(path, "/rule-0") {
				assert.LessOrEqual(t, times[0].Sub(began), 10*time.Second, path)
			}
		}
		assert.NotEmpty(t, e.times["/rule-0"])
	})
}
