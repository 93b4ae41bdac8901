package control_test

import (
	"context"
	"net/http"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/eventbridge-connections/emulator/internal/control"
)

type callsAnswer struct {
	Calls []struct {
		Resource string
		Duration float64
	}
	Count int
	Error string
	Note  string
}

func TestCalls_ServeCalls(t *testing.T) {
	t.Parallel()
	h, handle, s := newHistory(10)
	calls := http.HandlerFunc((&control.Calls{History: h, Life: t.Context()}).ServeCalls)
	for _, name := range []string{"a", "b", "c"} {
		call(t, handle, s, "PutThing", name)
	}
	t.Run("lists the newest last", func(t *testing.T) {
		t.Parallel()
		status, body := ask(t, calls, "GET", "/?operation=Put*&limit=2", "")
		assert.Equal(t, 200, status)
		got := decoded[callsAnswer](t, body)
		assert.Equal(t, 3, got.Count)
		require.Len(t, got.Calls, 2)
		assert.Equal(t, []string{"b", "c"}, []string{got.Calls[0].Resource, got.Calls[1].Resource})
		assert.Positive(t, got.Calls[0].Duration)
	})
	t.Run("shows an empty list", func(t *testing.T) {
		t.Parallel()
		status, body := ask(t, calls, "GET", "/?resource=none", "")
		assert.Equal(t, 200, status)
		assert.Equal(t, `{"calls":[],"count":0}`, body)
	})
	for query, want := range map[string]string{
		"operation=PutTing": "no call had the operation PutTing, and nothing that is served " +
			"has it: did you mean PutThing?",
		"operation=AWSThings.Putt*": "no call had the operation AWSThings.Putt*, and nothing that is " +
			"served has it",
		"operation=GetThing": "",
		"operation=PutThing": "",
		"service=thing": "no call had the service thing, and nothing that is served has it: did " +
			"you mean things?",
		"service=foo": "no call had the service foo, and nothing that is served has it",
		"outcome=erorr": "no call had the outcome erorr, and nothing that is served has it: did you " +
			"mean error?",
		"outcome=dropped": "",
		"resource=none":   "",
	} {
		t.Run("doubts "+query, func(t *testing.T) {
			t.Parallel()
			_, body := ask(t, calls, "GET", "/?limit=0&"+query, "")
			assert.Equal(t, want, decoded[callsAnswer](t, body).Note)
		})
	}
	t.Run("says when a wait was in vain", func(t *testing.T) {
		t.Parallel()
		status, body := ask(t, calls, "GET", "/?wait=5&timeout=1ms&limit=0", "")
		assert.Equal(t, 504, status)
		assert.Equal(t, `{"calls":[],"count":3,"error":"3 of 5 calls have come within 1ms"}`, body)
	})
	t.Run("shows none after the last number that there is", func(t *testing.T) {
		t.Parallel()
		status, body := ask(t, calls, "GET", "/?after=9223372036854775807", "")
		assert.Equal(t, 200, status)
		assert.Equal(t, `{"calls":[],"count":0}`, body)
	})
	for query, want := range map[string]string{
		"name=a":          `unknown member "name": the members are after, before, limit, operation, outcome, resource, service, since, text, timeout, until, wait`,
		"since=yesterday": `since: "yesterday" is no time such as 2026-09-26T22:28:12Z`,
		"wait=some":       `wait: "some" is no whole number such as 10`,
		"limit=-1":        `limit: "-1" is no whole number such as 10`,
		"resource=%ff":    `resource: "\xff" is no UTF-8`,
		"timeout=10":      `timeout: "10" is no duration such as 250ms or 10s`,
	} {
		t.Run("refuses "+query, func(t *testing.T) {
			t.Parallel()
			status, body := ask(t, calls, "GET", "/?"+query, "")
			assert.Equal(t, 400, status)
			assert.Equal(t, want, decoded[callsAnswer](t, body).Error)
		})
	}
}

func TestCalls_ServeCalls_stop(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		h, _, _ := newHistory(10)
		life, stop := context.WithCancel(t.Context())
		time.AfterFunc(time.Second, stop)
		began := time.Now()
		status, _ := ask(
			t, http.HandlerFunc((&control.Calls{History: h, Life: life}).ServeCalls), "GET", "/?wait=1", "",
		)
		assert.Equal(t, 504, status)
		assert.Equal(t, time.Second, time.Since(began))
	})
}

func TestCalls_ServeClearCalls(t *testing.T) {
	t.Parallel()
	h, handle, s := newHistory(10)
	call(t, handle, s, "PutThing", "a")
	status, body := ask(
		t, http.HandlerFunc((&control.Calls{History: h}).ServeClearCalls), "DELETE", "/", "",
	)
	assert.Equal(t, 200, status)
	assert.Equal(t, "{}", body)
	assert.Empty(t, h.Calls(control.Filter{}))
}
