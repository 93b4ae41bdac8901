package emulator_test

import (
	"fmt"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/eventbridge-connections/emulator/internal/connections"
	"github.com/eventbridge-connections/emulator/internal/emulator"
)

const orders = `{"service":"events","operation":"CreateConnection","account":"123456789012","region":"eu-west-1","input":{"Name":"orders",` +
	`"AuthorizationType":"API_KEY","AuthParameters":{"ApiKeyAuthParameters":{"ApiKeyName":"k","ApiKeyValue":"v"}}}}`

func newSeeded(t *testing.T, folder, seed string) (*emulator.Emulator, error) {
	t.Helper()
	s, err := emulator.ParseSeed([]byte(seed))
	require.NoError(t, err)
	return emulator.New(
		emulator.Config{
			Data: folder, Ephemeral: folder == "", Seed: s, Log: slog.New(slog.DiscardHandler),
		},
	)
}

// seeded makes an emulator with the seed, and without a folder if there is none.
func seeded(t *testing.T, folder, seed string) *emulator.Emulator {
	t.Helper()
	e, err := newSeeded(t, folder, seed)
	require.NoError(t, err)
	t.Cleanup(func() { assert.NoError(t, e.Close()) })
	return e
}

// standing are the names and states of the connections, without what is different each time.
func standing(t *testing.T, e *emulator.Emulator) (all []connections.Listed) {
	t.Helper()
	found, err := e.Connections(t.Context())
	require.NoError(t, err)
	for _, c := range found {
		all = append(all, connections.Listed{
			Account: c.Account, Region: c.Region, Name: c.Name, State: c.State, Reason: c.Reason,
		})
	}
	return all
}

func TestNew_seed(t *testing.T) {
	t.Parallel()
	const seed = `{"operations":[` + orders +
		`],"states":[{"name":"orders","state":"DEAUTHORIZED","reason":"refused","when":"now","account":"123456789012","region":"eu-west-1"}]}`
	settled := []connections.Listed{
		{
			Account: "123456789012", Region: "eu-west-1", Name: "orders", State: "DEAUTHORIZED",
			Reason: "refused",
		},
	}

	t.Run("makes the calls, then the states", func(t *testing.T) {
		t.Parallel()
		assert.Equal(t, settled, standing(t, seeded(t, "", seed)))
	})
	t.Run("comes back with a reset", func(t *testing.T) {
		t.Parallel()
		e := seeded(t, "", seed)
		require.NoError(t, e.Reset(t.Context()))
		assert.Equal(t, settled, standing(t, e))
	})
	t.Run("leaves what is there alone", func(t *testing.T) {
		t.Parallel()
		folder := t.TempDir()
		require.NoError(t, seeded(t, folder, `{"operations":[`+orders+`]}`).Close())
		assert.Equal(t, "AUTHORIZED", standing(t, seeded(t, folder, seed))[0].State)
	})
	t.Run("can be a snapshot", func(t *testing.T) {
		t.Parallel()
		w := httptest.NewRecorder()
		seeded(t, "", seed).ServeHTTP(
			w,
			httptest.NewRequestWithContext(
				t.Context(), http.MethodGet, "http://127.0.0.1:4566/_emulator/snapshot", nil,
			),
		)
		assert.Equal(t, settled, standing(t, seeded(t, "", w.Body.String())))
	})
}

func TestNew_seed_refuses(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ name, seed, want string }{
		{"an unknown operation", `{"operations":[{"service":"events","operation":"CreateArchive","input":{}}]}`,
			"seed: entry 1 of operations (events CreateArchive): there is no such operation: give a " +
				"service, such as events, and an operation that it serves, such as CreateConnection"},
		{"an account that is none", `{"operations":[{"service":"events","operation":"ListConnections","input":{},"account":"7"}]}`,
			`seed: entry 1 of operations (events ListConnections): account takes 12 digits, not "7"`},
		{"a region that is none", `{"states":[{"name":"orders","state":"ACTIVE","region":"a:b"}]}`,
			`seed: entry 1 of states (orders): region takes the name of a region, not "a:b"`},
		{"an operation " +
			"without its input", `{"operations":[{"service":"events","operation":"ListConnections"}]}`,
			"seed: entry 1 of operations (events ListConnections): input takes a JSON object with the " +
				"members of the operation's request"},
		{"an operation that fails", `{"operations":[` + orders + `,` + orders + `]}`,
			"seed: entry 2 of operations (events CreateConnection): ResourceAlreadyExistsException: " +
				"Failed to create the connection(s). A connection with name 'orders' already exists."},
		{"an unknown state", `{"states":[{"name":"orders","state":"BROKEN"}]}`,
			`seed: entry 1 of states (orders): ValidationException: "BROKEN" is no state to script: take AUTHORIZED, DEAUTHORIZED, ACTIVE or FAILED_CONNECTIVITY`},
		{"another document", `{"format":"another"}`,
			`seed: the snapshot cannot be restored: its format is "another", not "eventbridge-connections-emulator"`},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			folder := t.TempDir()
			_, err := newSeeded(t, folder, c.seed)
			require.EqualError(t, err, c.want)
			require.ErrorIs(t, err, emulator.ErrSeed)
			assert.Empty(t, standing(t, seeded(t, folder, `{}`)), "nothing stays of a seed that fails")
		})
	}
}

func TestParseSeed(t *testing.T) {
	t.Parallel()
	for given, want := range map[string]string{
		``:                           "there is no JSON",
		`{"operation":[]}`:           `there is no member "operation"`,
		`{"operations":{}}`:          `member "operations" has the wrong type: it holds a JSON object`,
		`{"states":[{"account":1}]}`: `member "states.account" has the wrong type: it holds a JSON number`,
	} {
		_, err := emulator.ParseSeed([]byte(given))
		assert.EqualError(t, err, want)
	}
}

// A seed that is applied while the emulator runs is seen whole or not at all.
func TestEmulator_seed_whole(t *testing.T) {
	t.Parallel()
	s := start(t, emulator.Config{})
	operations := make([]string, 500)
	for i := range operations {
		name := fmt.Sprintf("between-%d", i)
		if i == 0 || i == len(operations)-1 {
			name = fmt.Sprintf("bus-%d", i)
		}
		operations[i] = `{"service":"events","operation":"CreateEventBus","input":{"Name":"` + name +
			`"}}`
	}
	seen, end := map[int]bool{}, make(chan struct{})
	var reader sync.WaitGroup
	reader.Go(func() {
		for {
			_, answer, err := s.call(t, "AWSEvents.ListEventBuses", `{"NamePrefix":"bus-"}`)
			assert.NoError(t, err)
			seen[strings.Count(answer, `"Name"`)] = true
			select {
			case <-end:
				return
			default:
			}
		}
	})
	status, answer := s.ask(t, "POST", "seed", `{"operations":[`+strings.Join(operations, ",")+`]}`)
	close(end)
	reader.Wait()
	assert.Equal(t, 200, status, answer)
	assert.False(t, seen[1], "the first bus without the last one")
}
