package control_test

import (
	"net/http"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/eventbridge-connections/emulator/emulatortest"
)

// A pageOf is what a list answers, as far as these tests look at it.
type pageOf struct {
	Connections  []named
	Destinations []named
	Rules        []named
	Count        int
	Next         string
}

type named struct {
	Name, State, ARN string
	Next             *struct{ State, At string }
	Steps            []struct{ State, Reason string }
	Targets          []struct{ ID, ARN string }
}

func names(all []named) (out []string) {
	for _, n := range all {
		out = append(out, n.Name)
	}
	return out
}

func list(t *testing.T, srv *emulatortest.Server, path string) pageOf {
	return decoded[pageOf](t, steer(t, srv, "GET", "/_emulator/"+path, "", http.StatusOK))
}

func TestListing_ServeConnections(t *testing.T) {
	t.Parallel()

	t.Run("lists a page at a time, in the order of the names", func(t *testing.T) {
		t.Parallel()
		srv := emulatortest.Start(t)
		for _, name := range []string{"c", "a", "b"} {
			create(t, srv, name)
		}
		first := list(t, srv, "connections?limit=2")
		assert.Equal(t, []string{"a", "b"}, names(first.Connections))
		assert.Equal(t, 3, first.Count)
		assert.Equal(t, "000000000000/us-east-1/b", first.Next)
		second := list(t, srv, "connections?limit=2&after="+first.Next)
		assert.Equal(t, []string{"c"}, names(second.Connections))
		assert.Empty(t, second.Next)
	})

	t.Run("takes globs and states", func(t *testing.T) {
		t.Parallel()
		srv := emulatortest.Start(t)
		create(t, srv, "orders")
		create(t, srv, "other")
		srv.SetState("other", "DEAUTHORIZED", "refused")
		assert.Equal(
			t, []string{"orders", "other"}, names(list(t, srv, "connections?name=o*").Connections),
		)
		found := list(t, srv, "connections?state=DEAUTHORIZED").Connections
		assert.Equal(t, []string{"other"}, names(found))
		assert.Equal(t, "refused", found[0].Steps[0].Reason)
		assert.Empty(t, list(t, srv, "connections?region=eu-west-1").Connections)
	})

	t.Run("tells what comes next, and when", func(t *testing.T) {
		t.Parallel()
		srv := emulatortest.Start(t, emulatortest.WithSettle("1h"))
		events(t, srv, "CreateConnection", oauth)
		next := list(t, srv, "connections").Connections[0].Next
		assert.Equal(t, "AUTHORIZED", next.State)
		assert.NotEmpty(t, next.At)
	})

	t.Run("tells no time where the next state waits to be settled", func(t *testing.T) {
		t.Parallel()
		srv := emulatortest.Start(t, emulatortest.WithSettle("manual"))
		events(t, srv, "CreateConnection", oauth)
		assert.Empty(t, list(t, srv, "connections").Connections[0].Next.At)
	})

	t.Run("refuses members that it does not read", func(t *testing.T) {
		t.Parallel()
		srv := emulatortest.Start(t)
		for query, want := range map[string]string{
			"nam=a":   `unknown member "nam": the members are account, after, limit, name, region, state`,
			"limit=0": `limit: a page has one entry at least`,
			"limit=x": `limit: "x" is no whole number such as 10`,
		} {
			answer := decoded[map[string]string](
				t, steer(t, srv, "GET", "/_emulator/connections?"+query, "", http.StatusBadRequest),
			)
			assert.Equal(t, map[string]string{"error": want}, answer)
		}
	})
}

func TestListing_ServeRules(t *testing.T) {
	t.Parallel()
	srv := emulatortest.Start(t)
	assert.Equal(
		t, `{"count":0,"rules":[]}`, steer(t, srv, "GET", "/_emulator/rules", "", http.StatusOK),
	)
	create(t, srv, "orders")
	connection := list(t, srv, "connections").Connections[0].ARN
	events(
		t, srv, "CreateApiDestination",
		`{"Name":"invoices","ConnectionArn":"`+connection+
			`","HttpMethod":"POST","InvocationEndpoint":"https://api.example.com"}`,
	)
	destination := list(t, srv, "destinations?connection="+connection).Destinations[0]
	assert.Equal(t, "invoices", destination.Name)
	assert.Equal(t, "ACTIVE", destination.State)
	for _, rule := range []string{"placed", "unused"} {
		events(t, srv, "PutRule", `{"Name":"`+rule+`","EventPattern":"{\"source\":[\"shop\"]}"}`)
	}
	events(
		t, srv, "PutTargets",
		`{"Rule":"placed","Targets":[{"Id":"t","RoleArn":"arn:aws:iam::000000000000:role/x","Arn":"`+
			destination.ARN+`"}]}`,
	)
	found := list(t, srv, "rules?target="+destination.ARN).Rules
	assert.Equal(t, []string{"placed"}, names(found))
	assert.Equal(t, []struct{ ID, ARN string }{{"t", destination.ARN}}, found[0].Targets)
}

func TestSeeding_ServeSeed(t *testing.T) {
	t.Parallel()
	srv := emulatortest.Start(t)
	seed := `{"operations":[{"service":"events","operation":"CreateConnection","input":` + oauth +
		`}],` +
		`"states":[{"name":"orders","state":"DEAUTHORIZED","reason":"refused","when":"now"}]}`
	answer := decoded[struct{ Answers []map[string]any }](
		t, steer(t, srv, "POST", "/_emulator/seed", seed, http.StatusOK),
	)
	assert.Contains(t, answer.Answers[0]["ConnectionArn"], ":connection/orders/")
	assert.Equal(t, "DEAUTHORIZED refused", state(t, srv, "orders"))
	assert.Len(
		t, srv.Calls(emulatortest.Filter{Operation: "CreateConnection"}), 1, "the history notes it",
	)

	for body, want := range map[string]string{
		seed: "entry 1 of operations (events CreateConnection): " +
			"ResourceAlreadyExistsException: Failed to create the connection(s). A connection with name " +
			"'orders' already exists.",
		`{"operations":[{"service":"events","operation":"Create","input":{}}]}`: "entry 1 of operations (events Create): there is no such operation: " +
			"give a service, such as events, and an operation that it serves, such as CreateConnection",
		`{"format":"x"}`: "a snapshot takes the place of all that is stored: PUT it to " +
			"/_emulator/snapshot",
	} {
		refused := decoded[map[string]string](
			t, steer(t, srv, "POST", "/_emulator/seed", body, http.StatusBadRequest),
		)
		assert.Equal(t, map[string]string{"error": want}, refused)
	}
}

func TestPanel_ServeSecret(t *testing.T) {
	t.Parallel()
	srv := emulatortest.Start(t)
	events(t, srv, "CreateConnection", oauth)
	path := "/_emulator/connections/orders/secret"
	answer := decoded[struct{ Value map[string]any }](t, steer(t, srv, "GET", path, "", http.StatusOK))
	assert.Equal(t, "canary-77b2", answer.Value["client_secret"])
	looks := srv.Calls(
		emulatortest.Filter{Operation: "GetSecretValue", Resource: "*connection/orders/*"},
	)
	assert.Len(t, looks, 1, "the look is noted")
	assert.NotContains(t, steer(t, srv, "GET", "/_emulator/calls", "", http.StatusOK), "canary-77b2")
	steer(t, srv, "GET", "/_emulator/connections/none/secret", "", http.StatusBadRequest)
}

func TestFilter_text(t *testing.T) {
	t.Parallel()
	srv := emulatortest.Start(t)
	create(t, srv, "orders")
	create(t, srv, "billing")
	assert.Len(t, srv.Calls(emulatortest.Filter{Text: "ORDERS", Operation: "Create*"}), 1)
	assert.Len(t, srv.Calls(emulatortest.Filter{Before: 2}), 1)
	assert.Empty(t, srv.Calls(emulatortest.Filter{Text: "canary"}))
}
