package contract_test

import (
	"context"
	"log/slog"
	"net/http/httptest"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/eventbridge"
	"github.com/aws/aws-sdk-go-v2/service/eventbridge/types"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/eventbridge-connections/emulator/internal/awsapi"
	"github.com/eventbridge-connections/emulator/internal/connections"
	"github.com/eventbridge-connections/emulator/internal/emulator"
)

// A manual emulator leaves no state by itself.
type manual struct {
	*eventbridge.Client
	emulator *emulator.Emulator
}

func newManual(t *testing.T) manual {
	if onAWS {
		t.Skip("needs states that last")
	}
	e, err := emulator.New(
		emulator.Config{Ephemeral: true, Settle: settle(t, "manual"), Log: slog.New(slog.DiscardHandler)},
	)
	require.NoError(t, err)
	s := httptest.NewServer(e)
	t.Cleanup(func() {
		s.Close()
		require.NoError(t, e.Close())
	})
	return manual{(&server{s.URL}).client("us-east-1", "test"), e}
}

// in makes a connection x that is in the state.
func (m manual) in(t *testing.T, state types.ConnectionState) {
	t.Helper()
	switch state {
	case types.ConnectionStateAuthorizing:
		create(t, m.Client, oauth("x"))
	case types.ConnectionStateCreating:
		create(t, m.Client, private("x"))
	case types.ConnectionStateUpdating:
		create(t, m.Client, basic("x"))
		_, err := m.UpdateConnection(
			t.Context(),
			&eventbridge.UpdateConnectionInput{
				Name: new("x"), InvocationConnectivityParameters: private("x").InvocationConnectivityParameters,
			},
		)
		require.NoError(t, err)
	case types.ConnectionStateDeauthorizing:
		create(t, m.Client, basic("x"))
		deauthorize(t, m.Client, "x")
	case types.ConnectionStateDeleting:
		create(t, m.Client, basic("x"))
		_, err := m.DeleteConnection(t.Context(), &eventbridge.DeleteConnectionInput{Name: new("x")})
		require.NoError(t, err)
	default:
		create(t, m.Client, basic("x"))
		caller := awsapi.Caller{Account: "000000000000", Region: "us-east-1"}
		require.NoError(
			t,
			m.emulator.Script(
				t.Context(), caller, "x", connections.NewScript(string(state), "", connections.Now),
			),
		)
	}
	require.Equal(t, state, describe(t, m.Client, "x").ConnectionState)
}

func private(name string) *eventbridge.CreateConnectionInput {
	in := basic(name)
	in.InvocationConnectivityParameters = &types.ConnectivityResourceParameters{ResourceParameters: &types.ConnectivityResourceConfigurationArn{
		ResourceConfigurationArn: new(
			"arn:aws:vpc-lattice:us-east-1:000000000000:resourceconfiguration/rcfg-0123456789abcdefg",
		),
	}}
	return in
}

// commands are all that can be asked of a connection that exists. They answer with the state that
// AWS answers with.
var commands = map[string]func(manual) (types.ConnectionState, error){
	"create": func(m manual) (types.ConnectionState, error) {
		out, err := m.CreateConnection(context.Background(), basic("x"))
		return stateOf(out, err, func() types.ConnectionState { return out.ConnectionState })
	},
	"describe": func(m manual) (types.ConnectionState, error) {
		out, err := m.DescribeConnection(
			context.Background(), &eventbridge.DescribeConnectionInput{Name: new("x")},
		)
		return stateOf(out, err, func() types.ConnectionState { return out.ConnectionState })
	},
	"list": func(m manual) (types.ConnectionState, error) {
		out, err := m.ListConnections(context.Background(), &eventbridge.ListConnectionsInput{})
		return stateOf(
			out, err, func() types.ConnectionState { return out.Connections[0].ConnectionState },
		)
	},
	"update the description": func(m manual) (types.ConnectionState, error) {
		out, err := m.UpdateConnection(
			context.Background(),
			&eventbridge.UpdateConnectionInput{Name: new("x"), Description: new("text")},
		)
		return stateOf(out, err, func() types.ConnectionState { return out.ConnectionState })
	},
	"update the authorization": func(m manual) (types.ConnectionState, error) {
		in := newPassword("x")
		in.AuthParameters.BasicAuthParameters.Username = new("again")
		out, err := m.UpdateConnection(context.Background(), in)
		return stateOf(out, err, func() types.ConnectionState { return out.ConnectionState })
	},
	"deauthorize": func(m manual) (types.ConnectionState, error) {
		out, err := m.DeauthorizeConnection(
			context.Background(), &eventbridge.DeauthorizeConnectionInput{Name: new("x")},
		)
		return stateOf(out, err, func() types.ConnectionState { return out.ConnectionState })
	},
	"delete": func(m manual) (types.ConnectionState, error) {
		out, err := m.DeleteConnection(
			context.Background(), &eventbridge.DeleteConnectionInput{Name: new("x")},
		)
		return stateOf(out, err, func() types.ConnectionState { return out.ConnectionState })
	},
}

func stateOf[T any](
	out *T, err error, state func() types.ConnectionState,
) (types.ConnectionState, error) {
	if err != nil {
		return "", err
	}
	return state(), nil
}

// answers is what each state makes of each command: the state that is answered with, or the error.
// RECORDED are the answers to an update and a second deauthorization while DEAUTHORIZING, to a
// deauthorization and a delete of what is AUTHORIZED, DEAUTHORIZED or AUTHORIZING, and to a
// describe; the others are INFERRED from them or UNKNOWN.
var answers = map[types.ConnectionState]map[string]string{
	types.ConnectionStateCreating: answering(
		"CREATING", "CREATING", "UPDATING", "DEAUTHORIZING", "DELETING",
	),
	types.ConnectionStateUpdating: answering(
		"UPDATING", "UPDATING", "UPDATING", "DEAUTHORIZING", "DELETING",
	),
	types.ConnectionStateAuthorizing: answering(
		"AUTHORIZING", "AUTHORIZING", "AUTHORIZED", "DEAUTHORIZING", "DELETING",
	),
	types.ConnectionStateAuthorized: answering(
		"AUTHORIZED", "AUTHORIZED", "AUTHORIZED", "DEAUTHORIZING", "DELETING",
	),
	types.ConnectionStateActive: answering(
		"ACTIVE", "ACTIVE", "AUTHORIZED", "DEAUTHORIZING", "DELETING",
	),
	types.ConnectionStateFailedConnectivity: answering(
		"FAILED_CONNECTIVITY", "FAILED_CONNECTIVITY", "AUTHORIZED", "DEAUTHORIZING", "DELETING",
	),
	types.ConnectionStateDeauthorized: answering(
		"DEAUTHORIZED", "DEAUTHORIZED", "AUTHORIZED", "DEAUTHORIZING", "DELETING",
	),
	types.ConnectionStateDeauthorizing: answering(
		"DEAUTHORIZING", busy("update"), busy("update"), "DEAUTHORIZING", busy("delete"),
	),
	types.ConnectionStateDeleting: answering(
		"DELETING", busy("update"), busy("update"), busy("deauthorize"), "DELETING",
	),
}

func answering(shown, described, authorized, deauthorized, deleted string) map[string]string {
	return map[string]string{
		"create": "ResourceAlreadyExistsException: Failed to create the " +
			"connection(s). A connection with name 'x' already exists.",
		"describe":                 shown,
		"list":                     shown,
		"update the description":   described,
		"update the authorization": authorized,
		"deauthorize":              deauthorized,
		"delete":                   deleted,
	}
}

func busy(verb string) string {
	return "ConcurrentModificationException: Failed to " + verb +
		" the connection(s). Connection 'x' was modified concurrently."
}

// TestStates gives every command in every state.
func TestStates(t *testing.T) {
	t.Parallel()
	for _, state := range types.ConnectionState("").Values() {
		for command, call := range commands {
			t.Run(string(state)+"/"+command, func(t *testing.T) {
				t.Parallel()
				m := newManual(t)
				m.in(t, state)
				got, err := call(m)
				answer := string(got)
				if err != nil {
					code, message := refusal(t, err)
					answer = code + ": " + message
				}
				expected, known := answers[state][command]
				require.True(t, known)
				assert.Equal(t, expected, answer)
			})
		}
	}
}

// TestStates_again asks for the same thing twice, which does not put off its end.
func TestStates_again(t *testing.T) {
	t.Parallel()
	for command, state := range map[string]types.ConnectionState{
		"delete": types.ConnectionStateDeleting, "deauthorize": types.ConnectionStateDeauthorizing,
	} {
		t.Run(command, func(t *testing.T) {
			t.Parallel()
			hands := newClock()
			c := start(t, emulator.Config{
				Now: hands.Now, Settle: settle(t, "2s"),
			}).client("us-east-1", "test")
			create(t, c, basic("x"))
			for range 2 {
				got, err := commands[command](manual{Client: c})
				require.NoError(t, err)
				assert.Equal(t, state, got)
				hands.advance(time.Second)
			}
			out, err := c.DescribeConnection(
				t.Context(), &eventbridge.DescribeConnectionInput{Name: new("x")},
			)
			if command == "delete" {
				code, _ := refusal(t, err)
				assert.Equal(t, "ResourceNotFoundException", code)
				return
			}
			require.NoError(t, err)
			assert.Equal(t, types.ConnectionStateDeauthorized, out.ConnectionState)
		})
	}
}
