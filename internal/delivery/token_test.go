package delivery_test

import (
	"strconv"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"

	"github.com/eventbridge-connections/emulator/internal/awsapi"
	"github.com/eventbridge-connections/emulator/internal/delivery"
	"github.com/eventbridge-connections/emulator/internal/invocation"
	"github.com/eventbridge-connections/emulator/internal/outbound"
)

// oauth gives the connection an authorization endpoint.
func (w *world) oauth() {
	w.connection.Connection = invocation.Connection{
		AuthorizationType: invocation.OAuthClientCredentials,
		OAuth: invocation.OAuthParameters{
			ClientID: "c", ClientSecret: awsapi.NewSecret("canary-51f3"), HTTPMethod: "POST",
			AuthorizationEndpoint: "https://auth.example.com/token",
		},
	}
}

// authorizing answers token requests with token-1, token-2 and so on, and lets the statuses answer
// everything else.
func authorizing(life string, then ...int) func(m invocation.Message) (*outbound.Answer, error) {
	given, others := 0, status(then...)
	return func(m invocation.Message) (*outbound.Answer, error) {
		if !strings.HasPrefix(m.URL, "https://auth.") {
			return others(m)
		}
		given++
		body := `{"access_token":"token-` + strconv.Itoa(given) + `"` + life + `}`
		return &outbound.Answer{Status: 200, Body: []byte(body)}, nil
	}
}

// used are the tokens of the calls, - for a token request.
func (w *world) used() (used []string) {
	for _, call := range w.calls {
		token := "-"
		for _, h := range call.message.Headers {
			if h.Name == "Authorization" {
				token = strings.TrimPrefix(h.Value, "Bearer ")
			}
		}
		used = append(used, token)
	}
	return used
}

func TestService_token(t *testing.T) {
	t.Parallel()
	bubble(t, "is fetched once for all that wait for it", func(w *world) {
		w.oauth()
		w.answer = authorizing(`,"expires_in":3600`, 200)
		w.takes = time.Second
		w.destination("a", 300_000)
		w.destination("b", 300_000)
		w.put(4)
		defer w.run()()
		w.settle()
		used := w.used()
		assert.Equal(w.t, "-", used[0])
		assert.NotContains(w.t, used[1:], "-")
		assert.Len(w.t, used, 9)
	})
	bubble(t, "is renewed a minute before its end", func(w *world) {
		w.oauth()
		w.answer = authorizing(`,"expires_in":"3600"`, 200)
		w.destination("a", 300)
		defer w.run()()
		for _, by := range []time.Duration{0, 3600*time.Second - 61*time.Second, time.Second} {
			w.advance(by)
			w.put(1)
			w.settle()
		}
		assert.Equal(w.t, []string{"-", "token-1", "token-1", "-", "token-2"}, w.used())
	})
	bubble(t, "lives for an hour when nobody says", func(w *world) {
		w.oauth()
		w.answer = authorizing("", 200)
		w.destination("a", 300)
		defer w.run()()
		for _, by := range []time.Duration{0, 58 * time.Minute, 2 * time.Minute} {
			w.advance(by)
			w.put(1)
			w.settle()
		}
		assert.Equal(w.t, []string{"-", "token-1", "token-1", "-", "token-2"}, w.used())
	})
	bubble(t, "of another version of the connection is not used", func(w *world) {
		w.oauth()
		w.answer = authorizing("", 200)
		w.destination("a", 300)
		defer w.run()()
		w.put(1)
		w.settle()
		w.connection.Version++
		w.put(1)
		w.settle()
		assert.Equal(w.t, []string{"-", "token-1", "-", "token-2"}, w.used())
	})
	bubble(t, "that no route leads to leaves the delivery unsent", func(w *world) {
		w.oauth()
		w.unrouted = "https://auth."
		w.destination("a", 300)
		w.put(1)
		defer w.run()()
		w.settle()
		assert.Equal(w.t, delivery.Unsent, w.one().Outcome)
		assert.Equal(
			w.t,
			"no route leads to https://auth.example.com: give one with -route, or PUT /_emulator/routes",
			w.one().Reason,
		)
	})
	bubble(t, "that cannot be fetched is a failed attempt", func(w *world) {
		w.oauth()
		w.answer = status(503)
		w.destination("a", 300)
		w.put(1)
		defer w.run()()
		w.settle()
		assert.Equal(w.t, delivery.Waiting, w.one().Outcome)
		assert.Equal(
			w.t, "The authorization endpoint answered with status 503.", w.one().Attempts[0].Failure,
		)
	})
}

func TestService_refused(t *testing.T) {
	t.Parallel()
	bubble(t, "a token that many calls were made with is renewed once", func(w *world) {
		w.oauth()
		w.answer = authorizing("", 401, 401, 401, 401, 200)
		w.takes = time.Second
		w.destination("a", 300_000)
		w.put(4)
		defer w.run()()
		w.settle()
		w.advance(time.Minute)
		assert.Empty(w.t, w.reason)
		assert.Len(w.t, w.found(delivery.Filter{Outcome: delivery.Delivered}), 4)
		assert.Equal(
			w.t,
			[]string{
				"-", "token-1", "token-1", "token-1", "token-1", "-", "token-2", "token-2", "token-2",
				"token-2",
			},
			w.used(),
		)
	})
	bubble(t, "the one after it, too, deauthorizes", func(w *world) {
		w.oauth()
		w.answer = authorizing("", 401, 407)
		w.destination("a", 300)
		w.put(1)
		defer w.run()()
		w.settle()
		assert.Empty(w.t, w.reason)
		w.advance(time.Minute)
		assert.Equal(w.t, "The API destination endpoint answered with status 407.", w.reason)
	})
	bubble(t, "a key deauthorizes at once", func(w *world) {
		w.answer = status(401)
		w.destination("a", 300)
		w.put(1)
		defer w.run()()
		w.settle()
		assert.Equal(w.t, "The API destination endpoint answered with status 401.", w.reason)
	})
	bubble(t, "a key that has changed meanwhile does not", func(w *world) {
		w.answer = status(401)
		w.takes = time.Second
		w.destination("a", 300)
		w.put(1)
		defer w.run()()
		synctest.Wait()
		w.mu.Lock()
		w.connection.Version++
		w.mu.Unlock()
		w.settle()
		assert.Empty(w.t, w.reason)
	})
}
