package emulatortest_test

import (
	"io"
	"net/http"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/eventbridge-connections/emulator/emulatortest"
	"github.com/eventbridge-connections/emulator/internal/invocation"
	"github.com/eventbridge-connections/emulator/internal/outbound"
)

// call is one that the emulator could make.
var call = invocation.Message{
	Method: "POST", URL: "https://api.example.com/orders?a=b", Body: strings.Repeat("x", 100_000),
	Headers: []invocation.Field{
		{Name: "Host", Value: "api.example.com"}, {Name: "Content-Length", Value: "100000"},
	},
}

func TestServer_Route(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		srv := emulatortest.Start(t)
		srv.Route("https://*.example.com", http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			body, err := io.ReadAll(r.Body)
			assert.NoError(t, err)
			assert.Len(t, body, 100_000)
			w.WriteHeader(http.StatusAccepted)
			_, _ = io.WriteString(w, r.Method+" "+r.Host+r.RequestURI)
		}))
		for range 2 {
			answer, err := srv.Client().Send(t.Context(), call)
			require.NoError(t, err)
			assert.Equal(t, http.StatusAccepted, answer.Status)
			assert.Equal(t, "POST api.example.com/orders?a=b", string(answer.Body))
		}
		srv.Reset()
		_, err := srv.Client().Send(t.Context(), call)
		assert.Equal(t, outbound.ErrNoRoute, err)
	})
}

func TestServer_Route_unread(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		srv, start := emulatortest.Start(t), time.Now()
		srv.Route("*", http.HandlerFunc(func(http.ResponseWriter, *http.Request) {}))
		answer, err := srv.Client().Send(t.Context(), call)
		require.NoError(t, err)
		assert.Equal(t, http.StatusOK, answer.Status)
		assert.Zero(t, time.Since(start))
	})
}

func TestServer_Route_hanging(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		srv, start := emulatortest.Start(t), time.Now()
		srv.Route("*", http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
			<-r.Context().Done()
		}))
		_, err := srv.Client().Send(t.Context(), call)
		assert.EqualError(t, err, "timed out: context deadline exceeded")
		assert.Equal(t, 5*time.Second, time.Since(start))
	})
}
