package emulatortest_test

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"log"
	"net/http"
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

// lead makes a connection, an API destination at https://api.example.com/orders, and a rule that
// leads there.
func lead(client *eventbridge.Client) error {
	ctx := context.Background()
	c, err := client.CreateConnection(ctx, &eventbridge.CreateConnectionInput{
		Name: aws.String("shop"), AuthorizationType: types.ConnectionAuthorizationTypeApiKey,
		AuthParameters: &types.CreateConnectionAuthRequestParameters{
			ApiKeyAuthParameters: &types.CreateConnectionApiKeyAuthRequestParameters{
				ApiKeyName: aws.String("x-api-key"), ApiKeyValue: aws.String("hunter2"),
			},
		},
	})
	if err != nil {
		return err
	}
	d, err := client.CreateApiDestination(ctx, &eventbridge.CreateApiDestinationInput{
		Name: aws.String("shop"), ConnectionArn: c.ConnectionArn, HttpMethod: types.ApiDestinationHttpMethodPost,
		InvocationEndpoint: aws.String("https://api.example.com/orders"),
	})
	if err != nil {
		return err
	}
	_, err = client.PutRule(
		ctx,
		&eventbridge.PutRuleInput{
			Name: aws.String("orders"), EventPattern: aws.String(`{"source":["shop"]}`),
		},
	)
	if err != nil {
		return err
	}
	_, err = client.PutTargets(ctx, &eventbridge.PutTargetsInput{Rule: aws.String("orders"), Targets: []types.Target{{
		Id: aws.String("api"), Arn: d.ApiDestinationArn, RoleArn: aws.String(
			"arn:aws:iam::000000000000:role/r",
		),
		InputPath: aws.String("$.detail"),
	}}})
	return err
}

func placed(client *eventbridge.Client, n int) error {
	for range n {
		_, err := client.PutEvents(context.Background(), &eventbridge.PutEventsInput{Entries: []types.PutEventsRequestEntry{{
			Source: aws.String("shop"), DetailType: aws.String("Order Placed"), Detail: aws.String(`{"id":1}`),
		}}})
		if err != nil {
			return err
		}
	}
	return nil
}

func TestServer_WaitDeliveries(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		srv := emulatortest.Start(t)
		calls := 0
		srv.Route("https://api.example.com", http.HandlerFunc(func(
			w http.ResponseWriter, r *http.Request,
		) {
			if calls++; calls == 1 {
				w.WriteHeader(http.StatusServiceUnavailable)
			}
		}))
		client := eventbridge.NewFromConfig(srv.Config())
		require.NoError(t, lead(client))
		require.NoError(t, placed(client, 1))
		srv.Advance(0)
		assert.Len(t, srv.Deliveries(emulatortest.DeliveryFilter{Outcome: emulatortest.Waiting}), 1)
		began := time.Now()
		found := srv.WaitDeliveries(1, emulatortest.DeliveryFilter{Outcome: emulatortest.Delivered})
		require.Len(t, found, 1)
		assert.Len(t, found[0].Attempts, 2)
		assert.InDelta(t, time.Second, time.Since(began), float64(time.Second)/5)
		text, err := json.Marshal(found)
		require.NoError(t, err)
		assert.NotContains(t, string(text), "hunter2")
	})
}

func ExampleServer_WaitDeliveries() {
	srv := newServer()
	defer srv.Close()
	srv.Route("https://api.example.com", http.HandlerFunc(func(
		_ http.ResponseWriter, r *http.Request,
	) {
		body, _ := io.ReadAll(r.Body)
		fmt.Println(r.Method, r.Host+r.URL.Path, r.Header.Get("X-Api-Key"), string(body))
	}))
	client := eventbridge.NewFromConfig(srv.Config())
	if err := lead(client); err != nil { // a connection, an API destination, a rule and its target
		log.Fatal(err)
	}
	if err := placed(client, 1); err != nil { // PutEvents
		log.Fatal(err)
	}
	for _, d := range srv.WaitDeliveries(1, emulatortest.DeliveryFilter{Rule: "orders"}) {
		fmt.Println(d.Outcome, d.Attempts[0].Status)
	}
	// Output:
	// POST api.example.com/orders hunter2 {"id":1}
	// delivered 200
}

func ExampleServer_Deliveries() {
	srv := newServer() // without a route nothing leaves
	defer srv.Close()
	client := eventbridge.NewFromConfig(srv.Config())
	if err := lead(client); err != nil {
		log.Fatal(err)
	}
	if err := placed(client, 1); err != nil {
		log.Fatal(err)
	}
	for _, d := range srv.Deliveries(emulatortest.DeliveryFilter{}) {
		fmt.Println(d.Outcome, d.Request.URL)
	}
	// Output:
	// unsent https://api.example.com/orders
}
