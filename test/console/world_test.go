package console_test

import (
	"encoding/json"
	"net/http"
	"strings"
	"testing"

	"github.com/aws/aws-sdk-go-v2/service/eventbridge"
	"github.com/aws/aws-sdk-go-v2/service/eventbridge/types"
	"github.com/stretchr/testify/require"

	"github.com/eventbridge-connections/emulator/emulatortest"
)

// A world is an emulator that a test furnishes.
type world struct {
	*emulatortest.Server
	t      testing.TB
	client *eventbridge.Client
}

const (
	connection  = "orders"
	destination = "invoices"
	rule        = "order-placed"
	secretValue = "k3y-of-the-test"
	here        = "000000000000/us-east-1/"
)

func start(t testing.TB, options ...emulatortest.Option) *world {
	srv := emulatortest.Start(t, options...)
	return &world{srv, t, eventbridge.NewFromConfig(srv.Config())}
}

// furnished is a world with a connection, an API destination that uses it, and a rule that leads
// there.
func furnished(t *testing.T, options ...emulatortest.Option) *world {
	w := start(t, options...)
	w.furnish()
	return w
}

func (w *world) furnish() {
	arn := w.connect(connection)
	out, err := w.client.CreateApiDestination(w.t.Context(), &eventbridge.CreateApiDestinationInput{
		Name: new(destination), ConnectionArn: &arn, HttpMethod: types.ApiDestinationHttpMethodPost,
		InvocationEndpoint: new("https://api.example.com/invoices"),
	})
	require.NoError(w.t, err)
	w.rule(rule, `{"source":["shop.orders"],"detail":{"total":[{"numeric":[">",100]}]}}`)
	w.target(rule, types.Target{
		Id: new("invoice"), Arn: out.ApiDestinationArn, RoleArn: new("arn:aws:iam::000000000000:role/x"),
		RetryPolicy: &types.RetryPolicy{MaximumRetryAttempts: new(int32(1))},
	})
}

func (w *world) connect(name string) (arn string) {
	out, err := w.create(name)
	require.NoError(w.t, err)
	return *out.ConnectionArn
}

func (w *world) create(name string) (*eventbridge.CreateConnectionOutput, error) {
	key := &types.CreateConnectionApiKeyAuthRequestParameters{
		ApiKeyName: new("X-Key"), ApiKeyValue: new(secretValue),
	}
	return w.client.CreateConnection(w.t.Context(), &eventbridge.CreateConnectionInput{
		Name: &name, AuthorizationType: types.ConnectionAuthorizationTypeApiKey,
		AuthParameters: &types.CreateConnectionAuthRequestParameters{ApiKeyAuthParameters: key},
	})
}

// authorize makes a connection whose authorization takes time.
func (w *world) authorize(name string) {
	oauth := &types.CreateConnectionOAuthRequestParameters{
		AuthorizationEndpoint: new(
			"https://auth.example.com/token",
		), HttpMethod: types.ConnectionOAuthHttpMethodPost,
		ClientParameters: &types.CreateConnectionOAuthClientRequestParameters{
			ClientID: new("shop"), ClientSecret: new(secretValue),
		},
	}
	_, err := w.client.CreateConnection(w.t.Context(), &eventbridge.CreateConnectionInput{
		Name: &name, AuthorizationType: types.ConnectionAuthorizationTypeOauthClientCredentials,
		AuthParameters: &types.CreateConnectionAuthRequestParameters{OAuthParameters: oauth},
	})
	require.NoError(w.t, err)
}

func (w *world) rule(name, pattern string) {
	_, err := w.client.PutRule(
		w.t.Context(), &eventbridge.PutRuleInput{Name: &name, EventPattern: &pattern},
	)
	require.NoError(w.t, err)
}

func (w *world) target(rule string, target types.Target) {
	_, err := w.client.PutTargets(
		w.t.Context(), &eventbridge.PutTargetsInput{Rule: &rule, Targets: []types.Target{target}},
	)
	require.NoError(w.t, err)
}

func (w *world) list() {
	_, err := w.client.ListConnections(w.t.Context(), nil)
	require.NoError(w.t, err)
}

func (w *world) put(source, detailType, detail string) {
	_, err := w.client.PutEvents(w.t.Context(), &eventbridge.PutEventsInput{Entries: []types.PutEventsRequestEntry{{
		Source: &source, DetailType: &detailType, Detail: &detail,
	}}})
	require.NoError(w.t, err)
}

// order puts an event that the rule is for.
func (w *world) order() { w.put("shop.orders", "Order Placed", `{"id":7,"total":120}`) }

// endpoint answers deliveries with the statuses, one after the other, and then with 200.
func (w *world) endpoint(statuses ...int) {
	next := make(chan int, len(statuses))
	for _, s := range statuses {
		next <- s
	}
	w.Route("https://api.example.com", http.HandlerFunc(func(rw http.ResponseWriter, _ *http.Request) {
		select {
		case status := <-next:
			rw.WriteHeader(status)
		default:
		}
	}))
}

// misspelled makes a call of an operation that there is not.
func (w *world) misspelled() {
	r, err := http.NewRequestWithContext(
		w.t.Context(), http.MethodPost, w.URL()+"/", strings.NewReader("{}"),
	)
	require.NoError(w.t, err)
	r.Header.Set("X-Amz-Target", "AWSEvents.CreateConection")
	r.Header.Set("Content-Type", "application/x-amz-json-1.1")
	answer, err := http.DefaultClient.Do(r)
	require.NoError(w.t, err)
	require.NoError(w.t, answer.Body.Close())
}

// attack has a text stand wherever a stranger can write one.
func (w *world) attack(text string) {
	w.rule("attacked", `{"source":[`+quoted(w.t, text)+`]}`)
	w.target(
		"attacked", types.Target{Id: new("t"), Arn: new("arn:aws:sqs:us-east-1:000000000000:queue")},
	)
	w.put(text, text, `{`+quoted(w.t, text)+`:`+quoted(w.t, text)+`}`)
	w.SetState(connection, "DEAUTHORIZED", text)
	w.Fault(
		emulatortest.Fault{
			Resource: "*", Nth: 1000, Error: &emulatortest.FaultError{Code: text, Message: text},
		},
	)
}

// quoted is a text as JSON has it, with everything that can be written as it is.
func quoted(t testing.TB, text string) string {
	var out strings.Builder
	e := json.NewEncoder(&out)
	e.SetEscapeHTML(false)
	require.NoError(t, e.Encode(text))
	return strings.TrimSpace(out.String())
}
