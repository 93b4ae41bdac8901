package control_test

import (
	"context"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/eventbridge-connections/emulator/internal/awsapi"
	"github.com/eventbridge-connections/emulator/internal/control"
)

var throttled = &control.FaultError{Code: "ThrottlingException", Message: "Rate exceeded"}

// newFaults returns faults of the service things, and a handler that they strike.
func newFaults(
	t *testing.T, life context.Context, faults ...control.Fault,
) (*control.Faults, awsapi.Handler, *awsapi.Service) {
	s := things()
	fs, err := control.NewFaults(life, []*awsapi.Service{s}, faults)
	require.NoError(t, err)
	return fs, awsapi.Chain(awsapi.Invoke, fs.Intercept), s
}

// outcomes makes calls and returns a letter for each: the code's first, or a dot where it went
// well.
func outcomes(t *testing.T, handle awsapi.Handler, s *awsapi.Service, names ...string) string {
	out := ""
	for _, name := range names {
		_, err := call(t, handle, s, "PutThing", name)
		if e, ok := errors.AsType[*awsapi.Error](err); ok {
			out += e.Code[:1]
			continue
		}
		require.NoError(t, err)
		out += "."
	}
	return out
}

// six calls, on two things.
var six = []string{"a", "b", "a", "b", "a", "b"}

func TestFaults_Intercept(t *testing.T) {
	t.Parallel()
	limit := &control.FaultError{Code: "LimitExceededException"}
	for name, c := range map[string]struct {
		faults []control.Fault
		want   string
	}{
		"strikes all": {[]control.Fault{{Error: throttled}}, "TTTTTT"},
		"strikes the first ones": {
			[]control.Fault{{Error: throttled, Times: 2}}, "TT....",
		},
		"strikes the nth": {
			[]control.Fault{{Error: throttled, Nth: 3}}, "..T...",
		},
		"strikes some from the nth on": {
			[]control.Fault{{Error: throttled, Nth: 3, Times: 2}}, "..TT..",
		},
		"strikes a resource": {
			[]control.Fault{{Error: throttled, Resource: "b"}}, ".T.T.T",
		},
		"counts calls of the resource only": {
			[]control.Fault{{Error: throttled, Resource: "b", Nth: 2}}, "...T..",
		},
		"leaves other operations alone": {
			[]control.Fault{{Error: throttled, Operation: "Get*"}}, "......",
		},
		"takes turns, one after another": {
			[]control.Fault{{Error: throttled, Times: 2}, {Error: limit, Times: 1}}, "TTL...",
		},
		"asks the first fault first": {
			[]control.Fault{{Error: limit, Resource: "b"}, {Error: throttled, Times: 2}}, "TLTL.L",
		},
		"never strikes with a small chance": {
			[]control.Fault{{Error: throttled, Probability: 1e-9, Seed: 1}}, "......",
		},
		"always strikes with a full chance": {
			[]control.Fault{{Error: throttled, Probability: 1, Seed: 1}}, "TTTTTT",
		},
		"strikes some, as the seed has it": {
			[]control.Fault{{Error: throttled, Probability: 0.5, Seed: 1}}, "T.TT.T",
		},
		"strikes others, as another seed has it": {
			[]control.Fault{{Error: throttled, Probability: 0.5, Seed: 3}}, "TT.T.T",
		},
		"strikes no more than asked, with a chance": {
			[]control.Fault{{Error: throttled, Probability: 1, Seed: 1, Times: 1}}, "T.....",
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			_, handle, s := newFaults(t, t.Context(), c.faults...)
			assert.Equal(t, c.want, outcomes(t, handle, s, six...))
		})
	}
}

func TestFaults_Intercept_effect(t *testing.T) {
	t.Parallel()
	t.Run("answers the error as it is given", func(t *testing.T) {
		t.Parallel()
		_, handle, s := newFaults(
			t, t.Context(),
			control.Fault{
				Error: &control.FaultError{Code: "InternalException", Message: "Oops", Status: 500},
			},
		)
		_, err := call(t, handle, s, "PutThing", "a")
		assert.Equal(t, &awsapi.Error{Code: "InternalException", Message: "Oops", Status: 500}, err)
	})
	t.Run("leaves alone what the wire rejected", func(t *testing.T) {
		t.Parallel()
		_, handle, s := newFaults(t, t.Context(), control.Fault{Error: throttled})
		_, err := handle(
			t.Context(),
			&awsapi.Call{Service: s, Operation: s.Operations[0], Rejected: awsapi.UnknownOperation},
		)
		assert.Equal(t, awsapi.UnknownOperation, err)
	})
	t.Run("is noted in the history", func(t *testing.T) {
		t.Parallel()
		s := things()
		fs, err := control.NewFaults(
			t.Context(), []*awsapi.Service{s},
			[]control.Fault{{Times: 1, Error: throttled}, {ID: "lost", Drop: true}},
		)
		require.NoError(t, err)
		h := control.NewHistory(10, atNoon, []*awsapi.Service{s})
		handle := awsapi.Chain(awsapi.Invoke, h.Intercept, fs.Intercept)
		_, err = call(t, handle, s, "PutThing", "a")
		require.Error(t, err)
		assert.PanicsWithValue(t, http.ErrAbortHandler, func() { call(t, handle, s, "PutThing", "a") })
		got := h.Calls(control.Filter{})
		require.Len(t, got, 2)
		assert.Equal(
			t, []any{"fault-1", "error", 400, "ThrottlingException"},
			[]any{got[0].Fault, got[0].Outcome, got[0].Status, got[0].Code},
		)
		assert.Equal(
			t, []any{"lost", "dropped", 0, ""},
			[]any{got[1].Fault, got[1].Outcome, got[1].Status, got[1].Code},
		)
	})
}

func TestFaults_Intercept_order(t *testing.T) {
	t.Parallel()
	t.Run("strikes the same calls however they are mixed", func(t *testing.T) {
		t.Parallel()
		chance := control.Fault{Error: throttled, Probability: 0.5, Seed: 42}
		struck := func(names ...string) map[string]string {
			_, handle, s := newFaults(t, t.Context(), chance)
			by := map[string]string{}
			for _, name := range names {
				by[name] += outcomes(t, handle, s, name)
			}
			return by
		}
		assert.Equal(
			t, struck("a", "a", "a", "a", "b", "b", "b", "b"),
			struck("b", "a", "b", "a", "b", "a", "b", "a"),
		)
	})
	t.Run("counts right when many call at once", func(t *testing.T) {
		t.Parallel()
		fs, handle, s := newFaults(t, t.Context(), control.Fault{Error: throttled, Times: 7})
		var all sync.WaitGroup
		for range 10 {
			all.Go(func() { outcomes(t, handle, s, six...) })
		}
		all.Wait()
		got := fs.All()[0]
		assert.Equal(t, []int{60, 7}, []int{got.Matched, got.Hits})
	})
}

func TestFaults_Intercept_delay(t *testing.T) {
	t.Parallel()
	slow := control.Fault{Delay: control.Duration(time.Minute)}
	t.Run("comes before the answer", func(t *testing.T) {
		t.Parallel()
		synctest.Test(t, func(t *testing.T) {
			_, handle, s := newFaults(t, t.Context(), slow)
			began := time.Now()
			_, err := call(t, handle, s, "PutThing", "a")
			require.NoError(t, err)
			assert.Equal(t, time.Minute, time.Since(began))
		})
	})
	t.Run("ends with the emulator", func(t *testing.T) {
		t.Parallel()
		synctest.Test(t, func(t *testing.T) {
			life, stop := context.WithCancel(t.Context())
			_, handle, s := newFaults(t, life, slow)
			time.AfterFunc(time.Second, stop)
			began := time.Now()
			assert.PanicsWithValue(t, http.ErrAbortHandler, func() { call(t, handle, s, "PutThing", "a") })
			assert.Equal(t, time.Second, time.Since(began))
		})
	})
	t.Run("ends with the request", func(t *testing.T) {
		t.Parallel()
		synctest.Test(t, func(t *testing.T) {
			_, handle, s := newFaults(t, t.Context(), slow)
			ctx, cancel := context.WithTimeout(t.Context(), time.Second)
			defer cancel()
			began := time.Now()
			assert.PanicsWithValue(t, http.ErrAbortHandler, func() {
				handle(
					ctx, &awsapi.Call{Service: s, Operation: s.Operations[0], Input: awsapi.Document{"Name": "a"}},
				)
			})
			assert.Equal(t, time.Second, time.Since(began))
		})
	})
}

func TestFaults_Wire(t *testing.T) {
	t.Parallel()
	const answer = "0123456789"
	// get asks a wire that runs a call and answers ten bytes, or none.
	get := func(t *testing.T, size int, faults ...control.Fault) (string, error) {
		fs, handle, s := newFaults(t, t.Context(), faults...)
		wire := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			_, _ = handle(
				r.Context(),
				&awsapi.Call{Service: s, Operation: s.Operations[0], Input: awsapi.Document{"Name": "a"}},
			)
			_, _ = io.WriteString(w, answer[:size])
		})
		server := httptest.NewServer(fs.Wire(wire))
		t.Cleanup(server.Close)
		response, err := server.Client().Get(server.URL)
		if err != nil {
			return "", err
		}
		defer response.Body.Close()
		body, err := io.ReadAll(response.Body)
		return string(body), err
	}
	t.Run("lets an answer through", func(t *testing.T) {
		t.Parallel()
		body, err := get(t, 10, control.Fault{Cut: true, Nth: 2})
		require.NoError(t, err)
		assert.Equal(t, answer, body)
	})
	t.Run("cuts an answer in the middle", func(t *testing.T) {
		t.Parallel()
		body, err := get(t, 10, control.Fault{Cut: true})
		require.ErrorIs(t, err, io.ErrUnexpectedEOF)
		assert.Equal(t, answer[:5], body)
	})
	t.Run("drops an answer that has no middle", func(t *testing.T) {
		t.Parallel()
		_, err := get(t, 0, control.Fault{Cut: true})
		require.ErrorIs(t, err, io.EOF)
	})
	t.Run("drops the connection", func(t *testing.T) {
		t.Parallel()
		_, err := get(t, 10, control.Fault{Drop: true})
		require.ErrorIs(t, err, io.EOF)
	})
}

func TestFaults_Serve(t *testing.T) {
	t.Parallel()
	faults, handle, s := newFaults(t, t.Context())
	paths := http.NewServeMux()
	paths.Handle(
		"/faults",
		control.Methods{"GET": faults.ServeAll, "POST": faults.ServeAdd, "DELETE": faults.ServeClear},
	)
	paths.Handle("/faults/{id}", control.Methods{"DELETE": faults.ServeRemove})
	expect := func(method, target, body string, status int, answer string) {
		gotStatus, got := ask(t, paths, method, target, body)
		assert.Equal(t, status, gotStatus)
		assert.Equal(t, answer, got)
	}
	expect("GET", "/faults", "", 200, `{"faults":[]}`)
	expect(
		"POST", "/faults", `{"times":1,"error":{"code":"ThrottlingException"}}`, 201,
		`{"ids":["fault-1"]}`,
	)
	expect(
		"POST", "/faults",
		`[{"id":"other","resource":"b","nth":2,"drop":true},{"operation":"GetThing","delay":"1s"}]`, 201,
		`{"ids":["other","fault-2"]}`,
	)
	expect("POST", "/faults", `[{"id":"fault-3","drop":true,"resource":"c"},{"drop":true,"resource":"d"}]`, 201,
		`{"ids":["fault-3","fault-4"]}`)
	expect("DELETE", "/faults/fault-3", "", 200, `{}`)
	expect("DELETE", "/faults/fault-4", "", 200, `{}`)
	expect("POST", "/faults", `[]`, 201, `{"ids":[]}`)
	expect(
		"POST", "/faults", `{"drop":true,"cut":true}`, 400,
		`{"error":"the fault does too much: give it one of error, drop and cut"}`,
	)
	expect(
		"POST", "/faults", `{"drop":"`+strings.Repeat("x", 1<<20)+`"}`, 413,
		`{"error":"the body cannot be read: http: request body too large"}`,
	)
	assert.Equal(t, "T..", outcomes(t, handle, s, "a", "a", "b"))
	expect("GET", "/faults", "", 200, `{"faults":[`+
		`{"id":"fault-1","times":1,"error":{"code":"ThrottlingException"},"matched":3,"hits":1},`+
		`{"id":"other","resource":"b","nth":2,"drop":true,"matched":1,"hits":0,"note":"calls have matched this fault, and it has struck none"},`+
		`{"id":"fault-2","operation":"GetThing","delay":1,"matched":0,"hits":0,"note":"no call has matched this fault"}]}`)
	expect("DELETE", "/faults/other", "", 200, `{}`)
	expect(
		"DELETE", "/faults/other", "", 404,
		`{"error":"there is no fault other: GET /_emulator/faults lists them"}`,
	)
	assert.Len(t, faults.All(), 2)
	expect("DELETE", "/faults", "", 200, `{}`)
	assert.Empty(t, faults.All())
}

// What was dropped or cut is an error for whoever looks for one.
func TestHistory_Calls_lost(t *testing.T) {
	t.Parallel()
	faults, _, s := newFaults(t, t.Context())
	h := control.NewHistory(10, atNoon, []*awsapi.Service{s})
	handle := awsapi.Chain(awsapi.Invoke, h.Intercept, faults.Intercept)
	_, err := faults.Add(control.Fault{Resource: "lost", Drop: true})
	require.NoError(t, err)
	assert.Panics(t, func() { _, _ = call(t, handle, s, "PutThing", "lost") })
	_, err = call(t, handle, s, "PutThing", "kept")
	require.NoError(t, err)
	assert.Equal(t, []string{"lost"}, resources(h.Calls(control.Filter{Outcome: "error"})))
	assert.Equal(t, []string{"lost"}, resources(h.Calls(control.Filter{Outcome: "dropped"})))
	assert.Equal(t, []string{"kept"}, resources(h.Calls(control.Filter{Outcome: "ok"})))
}
