package emulator_test

import (
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/eventbridge-connections/emulator/internal/emulator"
	"github.com/eventbridge-connections/emulator/internal/outbound"
)

// nowhere is a route to a port on which nobody listens: faults need no server.
func nowhere(t *testing.T) emulator.Config {
	routes, err := outbound.ParseRoutes("https://api.example.com=http://127.0.0.1:1")
	require.NoError(t, err)
	return emulator.Config{Routes: routes, Now: func() time.Time { return noon }}
}

func (s server) fault(t *testing.T, fault string) {
	status, answer := s.ask(t, "POST", "faults", fault)
	require.Equal(t, 201, status, answer)
}

func TestEmulator_faults_ofCalls(t *testing.T) {
	t.Parallel()
	for fault, want := range map[string]struct {
		outcome, failure, letter string
		status                   int
	}{
		`"error":{"code":"x","message":"no","status":418}`: {"dead", "", "ERROR_FROM_TARGET", 418},
		`"error":{"code":"x"}`:                             {"dead", "", "ERROR_FROM_TARGET", 400},
		`"error":{"code":"x","status":503}`:                {"waiting", "", "", 503},
		`"drop":true`:                                      {"waiting", "could not connect", "", 0},
		`"cut":true`:                                       {"waiting", "got no whole answer", "", 0},
	} {
		t.Run(fault, func(t *testing.T) {
			t.Parallel()
			s := start(t, nowhere(t))
			s.connect(t, apiKey, "")
			s.fault(t, `{"service":"events","operation":"InvokeApiDestination","resource":"sh*",`+fault+`}`)
			s.put(t, "shop.orders")
			found := s.deliveries(t, "")
			require.Equal(t, 1, found.Count)
			one := found.Deliveries[0]
			assert.Equal(t, want.outcome, one.Outcome)
			assert.Equal(t, want.failure, one.Attempts[0].Failure)
			assert.Equal(t, want.status, one.Attempts[0].Status)
			assert.Equal(t, "fault-1", one.Attempts[0].Fault)
			if want.letter != "" {
				assert.Equal(t, want.letter, one.DeadLetter.Attributes["ERROR_CODE"])
			}
		})
	}
	t.Run("a refusal deauthorizes", func(t *testing.T) {
		t.Parallel()
		s := start(t, nowhere(t))
		s.connect(t, apiKey, "")
		s.fault(t, `{"operation":"InvokeApiDestination","times":1,"error":{"code":"x","status":401}}`)
		s.put(t, "shop.orders")
		state, reason := s.state(t)
		assert.Equal(t, "DEAUTHORIZED", state)
		assert.Equal(t, "The API destination endpoint answered with status 401.", reason)
	})
}

func TestEmulator_faults_ofTokens(t *testing.T) {
	t.Parallel()
	for fault, reason := range map[string]string{
		`"error":{"code":"x","status":500}`: "The authorization endpoint answered with status 500.",
		`"drop":true`:                       "Could not connect to the specified endpoint.",
	} {
		t.Run(fault, func(t *testing.T) {
			t.Parallel()
			r := receive(t)
			s := start(t, emulator.Config{Routes: r.to(t)})
			s.fault(t, `{"operation":"FetchToken","resource":"shop","nth":1,`+fault+`}`)
			s.must(t, events+"CreateConnection", private)
			s.advance(t, "0s")
			state, why := s.state(t)
			assert.Equal(t, "DEAUTHORIZED", state)
			assert.Equal(t, reason, why)
			assert.Empty(t, r.received(), "no server was asked")

			s.must(t, events+"UpdateConnection", private)
			s.advance(t, "0s")
			state, _ = s.state(t)
			assert.Equal(t, "AUTHORIZED", state)
		})
	}
	t.Run("an operation of no kind is refused", func(t *testing.T) {
		t.Parallel()
		s := start(t, emulator.Config{})
		status, _ := s.ask(t, "POST", "faults", `{"operation":"FetchTokens","drop":true}`)
		assert.Equal(t, 400, status)
		status, _ = s.ask(t, "POST", "faults", `{"service":"kms","operation":"FetchToken","drop":true}`)
		assert.Equal(t, 400, status)
	})
}

// A reset drops what waits, and a restore too.
func TestEmulator_delivers_reset(t *testing.T) {
	t.Parallel()
	for name, drop := range map[string]func(s server) (int, string){
		"reset": func(s server) (int, string) { return s.ask(t, "POST", "reset", "") },
		"restore": func(s server) (int, string) {
			_, snapshot := s.ask(t, "GET", "snapshot", "")
			return s.ask(t, "PUT", "snapshot", snapshot)
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			r := receive(t, 500)
			s := start(t, emulator.Config{Routes: r.to(t), Now: func() time.Time { return noon }})
			s.connect(t, apiKey, "")
			s.put(t, "shop.orders")
			require.Equal(t, 1, s.deliveries(t, "?outcome=waiting").Count)
			status, answer := drop(s)
			require.Equal(t, 200, status, answer)
			s.advance(t, "24h")
			assert.Zero(t, s.deliveries(t, "?outcome=waiting").Count)
			assert.Len(t, r.received(), 1)
		})
	}
}

// Tokens are in no file.
func TestEmulator_tokens_notStored(t *testing.T) {
	t.Parallel()
	r, dir := receive(t), t.TempDir()
	e, err := emulator.New(emulator.Config{Data: dir, Routes: r.to(t)})
	require.NoError(t, err)
	s := serve(t, e)
	s.connect(t, private, "")
	s.advance(t, "0s")
	s.put(t, "shop.orders")
	require.Equal(t, 1, s.deliveries(t, "?outcome=delivered&wait=1").Count)
	files, err := filepath.Glob(filepath.Join(dir, "*"))
	require.NoError(t, err)
	for _, file := range files {
		data, err := os.ReadFile(file)
		require.NoError(t, err)
		assert.NotContains(t, string(data), "token-1", file)
	}
}
