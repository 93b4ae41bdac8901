package emulator_test

import (
	"bufio"
	"net/http"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/eventbridge-connections/emulator/internal/connections"
	"github.com/eventbridge-connections/emulator/internal/emulator"
)

// stream is somebody who listens.
type stream struct{ lines *bufio.Scanner }

func (s server) listen(t *testing.T, query string) stream {
	r, err := http.NewRequestWithContext(t.Context(), "GET", s.URL+"/_emulator/events"+query, nil)
	require.NoError(t, err)
	response, err := s.Client().Do(r)
	require.NoError(t, err)
	t.Cleanup(func() { response.Body.Close() })
	require.Equal(t, "text/event-stream", response.Header.Get("Content-Type"))
	listening := stream{bufio.NewScanner(response.Body)}
	require.Equal(t, ": listening", listening.next())
	return listening
}

// next is the next event of the stream, its lines joined.
func (s stream) next() string {
	var lines []string
	for s.lines.Scan() && s.lines.Text() != "" {
		lines = append(lines, s.lines.Text())
	}
	return strings.Join(lines, "\n")
}

var detail = regexp.MustCompile(`"detail-type":"([^"]*)"`)

// said is the detail-type of the next event that is no call.
func (s stream) said() string {
	for {
		next := s.next()
		if next == "" {
			return ""
		}
		if m := detail.FindStringSubmatch(next); m != nil {
			return m[1]
		}
	}
}

const (
	basic = `{"Name":"basic","AuthorizationType":"BASIC","AuthParameters":{"BasicAuthParameters":{"Username":"u","Password":"p"}}}`
	oauth = `{"Name":"oauth","AuthorizationType":"OAUTH_CLIENT_CREDENTIALS","AuthParameters":{"OAuthParameters":{` +
		`"ClientParameters":{"ClientID":"c","ClientSecret":"s"},"AuthorizationEndpoint":"https://example.com/token","HttpMethod":"POST"}}}`
)

func settle(t *testing.T, text string) (s connections.Settle) {
	require.NoError(t, s.UnmarshalText([]byte(text)))
	return s
}

func (s server) must(t *testing.T, target, body string) {
	status, answer, err := s.call(t, target, body)
	require.NoError(t, err)
	require.Equal(t, 200, status, answer)
}

func TestEmulator_events(t *testing.T) {
	t.Parallel()
	held := func() time.Time { return noon }
	t.Run("says what EventBridge says, in its envelope", func(t *testing.T) {
		t.Parallel()
		s := start(t, emulator.Config{Now: held})
		listening := s.listen(t, "")
		s.must(t, "AWSEvents.CreateConnection", basic)
		random := regexp.MustCompile(`[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}`)
		assert.Equal(t, `event: event
data: {"version":"0","id":"ID","detail-type":"Connection Authorized","source":"aws.events","account":"000000000000",`+
			`"time":"2026-09-26T12:00:00Z","region":"us-east-1","resources":["arn:aws:events:us-east-1:000000000000:connection/basic/ID"],`+
			`"detail":{"ConnectionName":"basic","Timestamp":"2026-09-26 12:00:00 +0000 UTC"}}`, random.ReplaceAllString(listening.next(), "ID"))
	})
	t.Run("shows the calls, without their secrets", func(t *testing.T) {
		t.Parallel()
		s := start(t, emulator.Config{Now: held})
		listening := s.listen(t, "")
		s.must(t, "AWSEvents.ListConnections", `{}`)
		event := listening.next()
		assert.Equal(t, []string{"event: call", "id: 1"}, strings.Split(event, "\n")[:2])
		assert.Regexp(
			t, `^data: \{"number":1,.*"operation":"ListConnections",.*"response":\{"Connections":\[\]\}`,
			strings.Split(event, "\n")[2],
		)
	})
	t.Run("goes on after the call that was seen last", func(t *testing.T) {
		t.Parallel()
		s := start(t, emulator.Config{})
		for range 3 {
			s.must(t, "AWSEvents.ListConnections", `{}`)
		}
		assert.Regexp(t, "^event: call\nid: 3\n", s.listen(t, "?after=2").next())
	})
}

func TestEmulator_events_states(t *testing.T) {
	t.Parallel()
	held := func() time.Time { return noon }
	t.Run("says what settles when it does", func(t *testing.T) {
		t.Parallel()
		s := start(t, emulator.Config{Now: held, Settle: settle(t, "5s")})
		listening := s.listen(t, "")
		s.must(t, "AWSEvents.CreateConnection", oauth)
		assert.Equal(t, "Connection Authorization Started", listening.said())
		s.ask(t, "POST", "clock", `{"advance":"5s"}`)
		assert.Equal(t, "Connection Authorized", listening.said())
		s.must(t, "AWSEvents.DeauthorizeConnection", `{"Name":"oauth"}`)
		assert.Equal(t, "Connection Deauthorization Started", listening.said())
		s.ask(t, "POST", "settle", "")
		assert.Equal(t, "Connection Deauthorized", listening.said())
		s.must(t, "AWSEvents.DeleteConnection", `{"Name":"oauth"}`)
		assert.Equal(t, "Connection Deletion Started", listening.said())
	})
	t.Run("says what began before anybody listened", func(t *testing.T) {
		t.Parallel()
		s := start(t, emulator.Config{Now: held, Settle: settle(t, "5s")})
		s.must(t, "AWSEvents.CreateConnection", oauth)
		listening := s.listen(t, "")
		s.ask(t, "POST", "clock", `{"advance":"5s"}`)
		assert.Equal(t, "Connection Authorized", listening.said())
	})
	t.Run("does not say what came to nothing", func(t *testing.T) {
		t.Parallel()
		s := start(t, emulator.Config{Now: held, Settle: settle(t, "5s")})
		listening := s.listen(t, "")
		s.must(t, "AWSEvents.CreateConnection", oauth)
		s.must(t, "AWSEvents.DeleteConnection", `{"Name":"oauth"}`)
		s.ask(t, "POST", "clock", `{"advance":"1m"}`)
		s.must(t, "AWSEvents.CreateConnection", basic)
		assert.Equal(t, []string{
			"Connection Authorization Started", "Connection Deletion Started", "Connection Authorized",
		},
			[]string{listening.said(), listening.said(), listening.said()})
	})
	t.Run("says what was scripted", func(t *testing.T) {
		t.Parallel()
		s := start(t, emulator.Config{Now: held, Settle: settle(t, "5s")})
		listening := s.listen(t, "")
		s.must(t, "AWSEvents.CreateConnection", oauth)
		s.ask(t, "PUT", "connections/oauth/state", `{"state":"DEAUTHORIZED","reason":"refused"}`)
		s.ask(t, "POST", "clock", `{"advance":"5s"}`)
		assert.Equal(t, "Connection Authorization Started", listening.said())
		for {
			if event := listening.next(); detail.MatchString(event) {
				assert.Regexp(
					t,
					`"detail-type":"Connection Deauthorized",.*"detail":\{"ConnectionName":"oauth","StateReason":"refused","Timestamp":"2026-09-26 12:00:05 \+0000 UTC"\}`,
					event,
				)
				return
			}
		}
	})
}

func TestEmulator_events_end(t *testing.T) {
	t.Parallel()
	held := func() time.Time { return noon }
	t.Run("forgets with a reset", func(t *testing.T) {
		t.Parallel()
		s := start(t, emulator.Config{Now: held, Settle: settle(t, "5s")})
		listening := s.listen(t, "")
		s.must(t, "AWSEvents.CreateConnection", oauth)
		s.ask(t, "POST", "reset", "")
		s.ask(t, "POST", "clock", `{"advance":"5s"}`)
		s.must(t, "AWSEvents.CreateConnection", basic)
		assert.Equal(
			t, []string{"Connection Authorization Started", "Connection Authorized"},
			[]string{listening.said(), listening.said()},
		)
	})
	t.Run("ends with the emulator", func(t *testing.T) {
		t.Parallel()
		e, err := emulator.New(emulator.Config{Ephemeral: true})
		require.NoError(t, err)
		s := serve(t, e)
		listening := s.listen(t, "")
		require.NoError(t, e.Close())
		assert.Empty(t, listening.next())
	})
	t.Run("refuses what it does not know", func(t *testing.T) {
		t.Parallel()
		s := start(t, emulator.Config{})
		status, body := s.ask(t, "GET", "events?since=now", "")
		assert.Equal(t, 400, status)
		assert.Equal(t, `{"error":"unknown member \"since\": the members are after"}`+"\n", body)
	})
}

// A destination says when its connection makes it ACTIVE, and when that ends.
func TestEmulator_events_destinations(t *testing.T) {
	t.Parallel()
	s := start(t, emulator.Config{Now: func() time.Time { return noon }})
	s.connect(t, apiKey, "")
	listening := s.listen(t, "")
	s.must(t, "AWSEvents.DeauthorizeConnection", `{"Name":"shop"}`)
	assert.Equal(t, []string{
		"API Destination Deactivated", "Connection Deauthorization Started", "Connection Deauthorized",
	},
		[]string{listening.said(), listening.said(), listening.said()})
	s.must(t, "AWSEvents.UpdateConnection", `{"Name":"shop",`+apiKey[len(`{"Name":"shop",`):])
	assert.Equal(
		t, []string{"API Destination Activated", "Connection Authorized"},
		[]string{listening.said(), listening.said()},
	)
}

// A clock that begins before what is stored would bring back what has gone.
func TestNew_clock(t *testing.T) {
	t.Parallel()
	folder, later := t.TempDir(), noon.Add(time.Hour)
	e, err := emulator.New(emulator.Config{Data: folder, Now: func() time.Time { return later }})
	require.NoError(t, err)
	serve(t, e).must(t, "AWSEvents.CreateConnection", basic)
	require.NoError(t, e.Close())

	e, err = emulator.New(emulator.Config{Data: folder, Now: func() time.Time { return noon }})
	require.NoError(t, err)
	assert.Equal(t, later, e.Clock().Now())
	require.NoError(t, e.Reset(t.Context()))
	assert.Equal(t, noon, e.Clock().Now())
	require.NoError(t, e.Close())

	e, err = emulator.New(emulator.Config{Data: folder, Now: func() time.Time { return noon }})
	require.NoError(t, err)
	assert.Equal(t, noon, e.Clock().Now(), "a reset goes back")
	require.NoError(t, e.Close())
}

func TestStream_deliveries(t *testing.T) {
	t.Parallel()
	s := start(t, emulator.Config{})
	s.connect(t, apiKey, "")
	listening := s.listen(t, "")
	s.put(t, "shop.orders")
	for next := listening.next(); ; next = listening.next() {
		require.NotEmpty(t, next, "the stream has ended")
		if strings.HasPrefix(next, "event: delivery\n") {
			assert.Regexp(t, `"rule":"orders".*"outcome":"unsent"`, next)
			assert.NotContains(t, next, "canary-51f3")
			return
		}
	}
}
