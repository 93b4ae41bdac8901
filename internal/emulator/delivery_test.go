package emulator_test

import (
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/eventbridge-connections/emulator/internal/emulator"
	"github.com/eventbridge-connections/emulator/internal/outbound"
)

// A receiver notes what it is sent, and answers with the statuses that it is given, then with 200.
type receiver struct {
	*httptest.Server
	mu       sync.Mutex
	statuses []int
	retry    string // Retry-After
	got      []string
	headers  []http.Header
}

func receive(t *testing.T, statuses ...int) *receiver {
	r := &receiver{statuses: statuses}
	r.Server = httptest.NewServer(r)
	t.Cleanup(r.Close)
	return r
}

func (r *receiver) ServeHTTP(w http.ResponseWriter, in *http.Request) {
	body, _ := io.ReadAll(in.Body)
	r.mu.Lock()
	defer r.mu.Unlock()
	r.got = append(r.got, in.Method+" "+in.Host+in.URL.RequestURI()+" "+string(body))
	r.headers = append(r.headers, in.Header)
	if in.URL.Path == "/token" {
		_, _ = io.WriteString(
			w, `{"access_token":"token-`+string(rune('0'+len(r.got)))+`","expires_in":3600}`,
		)
		return
	}
	if len(r.statuses) > 0 {
		w.Header().Set("Retry-After", r.retry)
		w.WriteHeader(r.statuses[0])
		r.statuses = r.statuses[1:]
	}
}

func (r *receiver) received() []string {
	r.mu.Lock()
	defer r.mu.Unlock()
	return append([]string(nil), r.got...)
}

// to are the routes to a receiver.
func (r *receiver) to(t *testing.T) []outbound.Route {
	routes, err := outbound.ParseRoutes("https://api.example.com=" + r.URL)
	require.NoError(t, err)
	return routes
}

const (
	apiKey = `{"Name":"shop","AuthorizationType":"API_KEY","AuthParameters":{"ApiKeyAuthParameters":{"ApiKeyName":"X-Key","ApiKeyValue":"canary-51f3"}}}`
	events = "AWSEvents."
)

// connect makes a connection, an API destination, and a rule that leads to it.
func (s server) connect(t *testing.T, connection, target string) {
	_, answer, err := s.call(t, events+"CreateConnection", connection)
	require.NoError(t, err)
	var made struct{ ConnectionArn, ApiDestinationArn string }
	require.NoError(t, json.Unmarshal([]byte(answer), &made), answer)
	_, answer, err = s.call(t, events+"CreateApiDestination",
		`{"Name":"shop","ConnectionArn":"`+made.ConnectionArn+
			`","InvocationEndpoint":"https://api.example.com/orders","HttpMethod":"POST"}`)
	require.NoError(t, err)
	require.NoError(t, json.Unmarshal([]byte(answer), &made), answer)
	s.must(t, events+"PutRule", `{"Name":"orders","EventPattern":"{\"source\":[\"shop.orders\"]}"}`)
	s.must(t, events+
		"PutTargets", `{"Rule":"orders","Targets":[{"Id":"api","RoleArn":"arn:aws:iam::000000000000:role/r","Arn":"`+
		made.ApiDestinationArn+`"`+target+`}]}`)
}

func (s server) put(t *testing.T, source string) {
	s.must(
		t, events+"PutEvents",
		`{"Entries":[{"Source":"`+source+`","DetailType":"Placed","Detail":"{\"id\":1}"}]}`,
	)
	s.advance(t, "0s")
}

// advance moves the clock, and returns when every call that is due has been made once.
func (s server) advance(t *testing.T, by string) {
	status, answer := s.ask(t, "POST", "clock", `{"advance":"`+by+`"}`)
	require.Equal(t, 200, status, answer)
}

type listed struct {
	Deliveries []struct {
		ID, Outcome, Reason, Input, Rule string
		Attempts                         []struct {
			Status   int
			Failure  string
			Response string
			Fault    string
		}
		Request    *struct{ URL string }
		DeadLetter *struct{ Attributes map[string]string }
		Next       time.Time
	}
	Count int
	Error string
}

func (s server) deliveries(t *testing.T, query string) (l listed) {
	_, answer := s.ask(t, "GET", "deliveries"+query, "")
	require.NoError(t, json.Unmarshal([]byte(answer), &l), answer)
	require.NotContains(t, answer, "canary-51f3")
	return l
}

func TestEmulator_delivers(t *testing.T) {
	t.Parallel()
	r := receive(t)
	s := start(t, emulator.Config{Routes: r.to(t)})
	s.connect(t, apiKey, `,"InputPath":"$.detail"`)
	s.put(t, "shop.orders")
	found := s.deliveries(t, "?outcome=delivered&wait=1")
	require.Equal(t, 1, found.Count, found)
	assert.Equal(t, []string{`POST api.example.com/orders {"id":1}`}, r.received())
	assert.Equal(t, "canary-51f3", r.headers[0].Get("X-Key"))
	assert.Equal(t, 200, found.Deliveries[0].Attempts[0].Status)
	assert.Equal(t, "https://api.example.com/orders", found.Deliveries[0].Request.URL)
	assert.Equal(t, "orders", found.Deliveries[0].Rule)

	s.put(t, "somebody.else")
	assert.Equal(t, 1, s.deliveries(t, "?outcome=unmatched&wait=1").Count)
}

func TestEmulator_delivers_noRoute(t *testing.T) {
	t.Parallel()
	r := receive(t)
	s := start(t, emulator.Config{})
	s.connect(t, apiKey, "")
	s.put(t, "shop.orders")
	found := s.deliveries(t, "?wait=1")
	require.Equal(t, 1, found.Count)
	assert.Equal(t, "unsent", found.Deliveries[0].Outcome)
	assert.Equal(t, "https://api.example.com/orders", found.Deliveries[0].Request.URL)
	status, _ := s.ask(
		t, "PUT", "routes", `{"routes":[{"from":"https://api.example.com","to":"`+r.URL+`"}]}`,
	)
	require.Equal(t, 200, status)
	status, answer := s.ask(t, "POST", "deliveries/"+found.Deliveries[0].ID+"/retry", "")
	require.Equal(t, 200, status, answer)
	assert.Equal(t, 1, s.deliveries(t, "?outcome=delivered&wait=1").Count)
	assert.Len(t, r.received(), 1)
	status, _ = s.ask(t, "POST", "deliveries/none/retry", "")
	assert.Equal(t, 404, status)
}

// Retries come on the emulator's clock: a day ahead they end.
func TestEmulator_delivers_retries(t *testing.T) {
	t.Parallel()
	t.Run("until it is taken", func(t *testing.T) {
		t.Parallel()
		r := receive(t, 500, 429)
		s := start(t, emulator.Config{Routes: r.to(t), Now: func() time.Time { return noon }})
		s.connect(t, apiKey, "")
		s.put(t, "shop.orders")
		s.advance(t, "1m")
		s.advance(t, "1m")
		found := s.deliveries(t, "?outcome=delivered&wait=1")
		require.Equal(t, 1, found.Count, found)
		assert.Len(t, found.Deliveries[0].Attempts, 3)
	})
	t.Run("until the policy ends it", func(t *testing.T) {
		t.Parallel()
		r := receive(t, 500, 500, 500, 500)
		s := start(t, emulator.Config{Routes: r.to(t), Now: func() time.Time { return noon }})
		s.connect(t, apiKey, `,"RetryPolicy":{"MaximumRetryAttempts":2,"MaximumEventAgeInSeconds":3600}`)
		s.put(t, "shop.orders")
		for range 3 {
			s.advance(t, "1m")
		}
		found := s.deliveries(t, "?outcome=dead&wait=1")
		require.Equal(t, 1, found.Count, found)
		assert.Len(t, r.received(), 3)
		attributes := found.Deliveries[0].DeadLetter.Attributes
		assert.Equal(t, "2", attributes["RETRY_ATTEMPTS"])
		assert.Equal(t, "MaximumRetryAttempts", attributes["EXHAUSTED_RETRY_CONDITION"])
		assert.Equal(t, "ERROR_FROM_TARGET", attributes["ERROR_CODE"])
	})
	t.Run("not where it would not help", func(t *testing.T) {
		t.Parallel()
		r := receive(t, 400)
		s := start(t, emulator.Config{Routes: r.to(t)})
		s.connect(t, apiKey, "")
		s.put(t, "shop.orders")
		found := s.deliveries(t, "?outcome=dead&wait=1")
		require.Equal(t, 1, found.Count, found)
		assert.NotContains(t, found.Deliveries[0].DeadLetter.Attributes, "RETRY_ATTEMPTS")
	})
}

// What waits is there after a restart.
func TestEmulator_delivers_restart(t *testing.T) {
	t.Parallel()
	r := receive(t, 503)
	config := emulator.Config{
		Data: t.TempDir(), Routes: r.to(t), Now: func() time.Time { return noon },
	}
	e, err := emulator.New(config)
	require.NoError(t, err)
	s := serve(t, e)
	s.connect(t, apiKey, "")
	s.put(t, "shop.orders")
	s.ask(t, "POST", "clock", `{"hold":true}`)
	require.Equal(t, 1, s.deliveries(t, "?outcome=waiting").Count)
	require.NoError(t, e.Close())

	e, err = emulator.New(config)
	require.NoError(t, err)
	s = serve(t, e)
	s.advance(t, "1m")
	assert.Equal(t, 1, s.deliveries(t, "?outcome=delivered&wait=1").Count)
}

const private = `{"Name":"shop","AuthorizationType":"OAUTH_CLIENT_CREDENTIALS","AuthParameters":{"OAuthParameters":{` +
	`"ClientParameters":{"ClientID":"c","ClientSecret":"canary-51f3"},"AuthorizationEndpoint":"https://api.example.com/token","HttpMethod":"POST",` +
	`"OAuthHttpParameters":{"BodyParameters":[{"Key":"grant_type","Value":"client_credentials","IsValueSecret":false}]}}}}`

func (s server) state(t *testing.T) (state, reason string) {
	_, answer, err := s.call(t, events+"DescribeConnection", `{"Name":"shop"}`)
	require.NoError(t, err)
	var c struct{ ConnectionState, StateReason string }
	require.NoError(t, json.Unmarshal([]byte(answer), &c))
	return c.ConnectionState, c.StateReason
}

// The token decides the state, is used again, and is renewed once when it is refused.
func TestEmulator_delivers_token(t *testing.T) {
	t.Parallel()
	r := receive(t, 200, 401, 200, 401, 401)
	s := start(t, emulator.Config{Routes: r.to(t), Now: func() time.Time { return noon }})
	s.connect(t, private, "")
	s.advance(t, "1s")
	state, _ := s.state(t)
	require.Equal(t, "AUTHORIZED", state)
	assert.Equal(
		t,
		[]string{
			"POST api.example.com/token grant_type=client_credentials&client_secret=canary-51f3&client_id=c",
		},
		r.received(),
	)

	for range 2 {
		s.put(t, "shop.orders")
		s.advance(t, "10s")
	}
	require.Equal(t, 2, s.deliveries(t, "?outcome=delivered&wait=2").Count)
	var used []string
	for i, got := range r.received() {
		if strings.Contains(got, "/orders") {
			used = append(used, r.headers[i].Get("Authorization"))
		}
	}
	assert.Equal(t, []string{"Bearer token-1", "Bearer token-1", "Bearer token-4"}, used)

	s.put(t, "shop.orders")
	s.advance(t, "10s")
	s.advance(t, "10s")
	state, reason := s.state(t)
	assert.Equal(t, "DEAUTHORIZED", state)
	assert.Equal(t, "The API destination endpoint answered with status 401.", reason)
}

// A password or a key that is refused deauthorizes its connection.
func TestEmulator_delivers_refused(t *testing.T) {
	t.Parallel()
	r := receive(t, 401)
	s := start(t, emulator.Config{Routes: r.to(t)})
	s.connect(t, apiKey, "")
	s.put(t, "shop.orders")
	s.advance(t, "1s")
	state, _ := s.state(t)
	assert.Equal(t, "DEAUTHORIZED", state)
}

func TestEmulator_authorizes_unreachable(t *testing.T) {
	t.Parallel()
	routes, err := outbound.ParseRoutes("https://api.example.com=http://127.0.0.1:1")
	require.NoError(t, err)
	s := start(t, emulator.Config{Routes: routes})
	s.must(t, events+"CreateConnection", private)
	s.advance(t, "1s")
	state, reason := s.state(t)
	assert.Equal(t, "DEAUTHORIZED", state)
	assert.Equal(t, "Could not connect to the specified endpoint.", reason)
}

func TestEmulator_shows(t *testing.T) {
	t.Parallel()
	s := start(t, emulator.Config{})
	s.connect(t, private, "")
	status, masked := s.ask(t, "POST", "destinations/shop/request", `{"id":1}`)
	require.Equal(t, 200, status, masked)
	assert.NotContains(t, masked, "canary-51f3")
	assert.Contains(t, masked, `"url":"https://api.example.com/orders"`)
	_, revealed := s.ask(
		t, "POST", "rules/orders/request?secrets=shown", `{"source":"shop.orders","detail":{}}`,
	)
	assert.Contains(t, revealed, "client_secret=canary-51f3")
	status, _ = s.ask(t, "POST", "destinations/shop/request?secrets=bogus", `{}`)
	assert.Equal(t, 400, status)
	status, answer := s.ask(t, "POST", "match", `[]`)
	assert.Equal(t, 400, status)
	assert.NotContains(t, answer, "Go value")
	status, _ = s.ask(t, "POST", "destinations/none/request", `{}`)
	assert.Equal(t, 404, status)
	_, verdict := s.ask(
		t, "POST", "match", `{"event":{"source":"shop","detail-type":"x","detail":{}}}`,
	)
	assert.Equal(
		t,
		`{"rules":[{"rule":"orders","bus":"default","state":"ENABLED","matches":false,"field":"source","wanted":"[\"shop.orders\"]"}]}`+"\n",
		verdict,
	)
}
