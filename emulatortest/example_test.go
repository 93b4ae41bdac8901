package emulatortest_test

import (
	"context"
	"fmt"
	"log"
	"strings"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/eventbridge"
	"github.com/aws/aws-sdk-go-v2/service/eventbridge/types"

	"github.com/eventbridge-connections/emulator/emulatortest"
)

// newServer stands for emulatortest.Start(t), which a test has.
func newServer(options ...emulatortest.Option) *emulatortest.Server {
	srv, err := emulatortest.New(options...)
	if err != nil {
		log.Fatal(err)
	}
	return srv
}

// create makes a connection that asks a token endpoint.
func create(client *eventbridge.Client, name string) error {
	_, err := client.CreateConnection(context.Background(), &eventbridge.CreateConnectionInput{
		Name:              &name,
		AuthorizationType: types.ConnectionAuthorizationTypeOauthClientCredentials,
		AuthParameters: &types.CreateConnectionAuthRequestParameters{OAuthParameters: &types.CreateConnectionOAuthRequestParameters{
			AuthorizationEndpoint: aws.String("https://auth.example.com/token"),
			HttpMethod:            types.ConnectionOAuthHttpMethodPost,
			ClientParameters: &types.CreateConnectionOAuthClientRequestParameters{
				ClientID: aws.String("me"), ClientSecret: aws.String("hunter2"),
			},
		}},
	})
	return err
}

// show prints the connection's state and its reason.
func show(client *eventbridge.Client, name string) {
	out, err := client.DescribeConnection(
		context.Background(), &eventbridge.DescribeConnectionInput{Name: &name},
	)
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(strings.TrimSpace(fmt.Sprint(out.ConnectionState, " ", aws.ToString(out.StateReason))))
}

func ExampleServer_Config() {
	srv := newServer() // in a test: emulatortest.Start(t)
	defer srv.Close()  // in a test: not needed

	client := eventbridge.NewFromConfig(srv.Config())
	fmt.Println(create(client, "orders"))
	show(client, "orders")
	// Output:
	// <nil>
	// AUTHORIZED
}

func ExampleServer_Advance() {
	srv := newServer(emulatortest.WithSettle("2m"))
	defer srv.Close()
	client := eventbridge.NewFromConfig(srv.Config())

	_ = create(client, "orders")
	show(client, "orders")
	srv.Advance(2 * time.Minute)
	show(client, "orders")
	// Output:
	// AUTHORIZING
	// AUTHORIZED
}

func ExampleServer_Settle() {
	srv := newServer(emulatortest.WithSettle("manual"))
	defer srv.Close()
	client := eventbridge.NewFromConfig(srv.Config())

	_ = create(client, "orders")
	show(client, "orders")
	fmt.Println(srv.Settle(), "settled")
	show(client, "orders")
	// Output:
	// AUTHORIZING
	// 1 settled
	// AUTHORIZED
}

func ExampleServer_SetOutcome() {
	srv := newServer()
	defer srv.Close()
	client := eventbridge.NewFromConfig(srv.Config())

	srv.SetOutcome("orders", "DEAUTHORIZED", "The token endpoint answered with status 401.")
	_ = create(client, "orders")
	show(client, "orders")
	// Output: DEAUTHORIZED The token endpoint answered with status 401.
}

func ExampleServer_SetState() {
	srv := newServer()
	defer srv.Close()
	client := eventbridge.NewFromConfig(srv.Config())

	_ = create(client, "orders")
	srv.SetState("orders", "DEAUTHORIZED", "The token was refused.")
	show(client, "orders")
	// Output: DEAUTHORIZED The token was refused.
}

func ExampleServer_Fault() {
	srv := newServer()
	defer srv.Close()
	client := eventbridge.NewFromConfig(srv.Config())

	srv.Fault(emulatortest.Fault{
		Operation: "CreateConnection", Resource: "orders-*", Times: 1,
		Error: &emulatortest.FaultError{
			Code: "ConcurrentModificationException", Message: "Somebody else was faster.",
		},
	})
	fmt.Println(create(client, "orders-eu") != nil)
	fmt.Println(create(client, "orders-eu"))
	// Output:
	// true
	// <nil>
}

func ExampleServer_Calls() {
	srv := newServer()
	defer srv.Close()
	client := eventbridge.NewFromConfig(srv.Config())

	_ = create(client, "orders")
	_ = create(client, "orders")
	for _, c := range srv.Calls(emulatortest.Filter{Operation: "Create*"}) {
		fmt.Println(c.Number, c.Service, c.Operation, c.Resource, c.Outcome)
	}
	// Output:
	// 1 events CreateConnection orders ok
	// 2 events CreateConnection orders error
}

func ExampleServer_Secret() {
	srv := newServer()
	defer srv.Close()

	_ = create(eventbridge.NewFromConfig(srv.Config()), "orders")
	fmt.Println(srv.Secret("orders")["client_secret"])
	// Output: hunter2
}

func ExampleWithSeed() {
	srv := newServer(emulatortest.WithSeed(`{
		"operations": [{"service": "events", "operation": "CreateConnection", "input": {
			"Name": "orders", "AuthorizationType": "API_KEY",
			"AuthParameters": {"ApiKeyAuthParameters": {"ApiKeyName": "x-api-key", "ApiKeyValue": "1234"}}
		}}],
		"states": [{"name": "orders", "state": "DEAUTHORIZED", "reason": "The key was refused.", "when": "now"}]
	}`))
	defer srv.Close()

	show(eventbridge.NewFromConfig(srv.Config()), "orders")
	// Output: DEAUTHORIZED The key was refused.
}
