package control_test

import (
	"context"
	"encoding/json"
	"fmt"
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

// newHistory is a history of the service things, and a handler that it watches.
func newHistory(size int) (*control.History, awsapi.Handler, *awsapi.Service) {
	s := things()
	h := control.NewHistory(size, atNoon, []*awsapi.Service{s})
	return h, awsapi.Chain(awsapi.Invoke, h.Intercept), s
}

func resources(calls []control.Call) []string {
	names := []string{}
	for _, c := range calls {
		names = append(names, c.Resource)
	}
	return names
}

func TestHistory_Intercept(t *testing.T) {
	t.Parallel()
	t.Run("notes who asked for what and what came of it", func(t *testing.T) {
		t.Parallel()
		h, handle, s := newHistory(10)
		_, err := call(t, handle, s, "PutThing", "a")
		require.NoError(t, err)
		calls := h.Calls(control.Filter{})
		require.Len(t, calls, 1)
		got := calls[0]
		assert.GreaterOrEqual(t, got.Duration, time.Duration(0))
		got.Duration = 0
		assert.Equal(t, control.Call{
			Number: 1, RequestID: "id-a", Time: noon, Account: "123456789012", Region: "eu-west-1", AccessKeyID: "AKIA", UserAgent: "agent",
			Service: "things", Operation: "PutThing", Target: "AWSThings.PutThing", Resource: "a", Outcome: "ok", Status: 200,
			Request: json.RawMessage(
				`{"Name":"a","Password":"***"}`,
			), Response: json.RawMessage(`{"Arn":"arn:a"}`),
		}, got)
	})
	t.Run("notes the error", func(t *testing.T) {
		t.Parallel()
		h, handle, s := newHistory(10)
		_, err := call(t, handle, s, "GetThing", "absent")
		require.Error(t, err)
		got := h.Calls(control.Filter{})[0]
		assert.Equal(
			t, []any{"error", 400, "ResourceNotFoundException", "There is no absent."},
			[]any{got.Outcome, got.Status, got.Code, got.Message},
		)
		assert.Empty(t, got.Response)
	})
	t.Run("notes what the wire rejected", func(t *testing.T) {
		t.Parallel()
		h, handle, _ := newHistory(10)
		_, err := handle(t.Context(), &awsapi.Call{Rejected: awsapi.UnknownOperation})
		require.Error(t, err)
		got := h.Calls(control.Filter{})[0]
		assert.Equal(
			t, []any{"error", 400, "UnknownOperationException"}, []any{got.Outcome, got.Status, got.Code},
		)
	})
}

func TestHistory_Intercept_nearest(t *testing.T) {
	t.Parallel()
	for target, want := range map[string]string{
		"awsthings.putthing":   "AWSThings.PutThing",
		"AWSThing.GetThing":    "AWSThings.GetThing",
		"AWSThings.DropThing":  "",
		"AWSThings.ListThings": "",
		"AWSThings.PutThings":  "AWSThings.PutThing",
		"PutThing":             "AWSThings.PutThing",
		"":                     "",
		"DynamoDB.DescribeAll": "",
	} {
		h, handle, _ := newHistory(1)
		_, err := handle(t.Context(), &awsapi.Call{Target: target, Rejected: awsapi.UnknownOperation})
		require.Error(t, err)
		assert.Equal(t, want, h.Calls(control.Filter{})[0].Nearest, target)
	}
}

func TestHistory_Intercept_size(t *testing.T) {
	t.Parallel()
	t.Run("keeps no more of a text than it needs", func(t *testing.T) {
		t.Parallel()
		h, handle, _ := newHistory(10)
		_, err := handle(
			t.Context(), &awsapi.Call{Target: strings.Repeat("x", 1<<20), Rejected: awsapi.UnknownOperation},
		)
		require.Error(t, err)
		assert.Len(t, h.Calls(control.Filter{})[0].Target, 4096+len("…"))
	})
	t.Run("keeps the newest", func(t *testing.T) {
		t.Parallel()
		h, handle, s := newHistory(3)
		for i := range 8 {
			call(t, handle, s, "PutThing", fmt.Sprint(i))
		}
		assert.Equal(t, []string{"5", "6", "7"}, resources(h.Calls(control.Filter{})))
	})
	t.Run("keeps none when asked for none", func(t *testing.T) {
		t.Parallel()
		h, handle, s := newHistory(0)
		_, err := call(t, handle, s, "PutThing", "a")
		require.NoError(t, err)
		assert.Empty(t, h.Calls(control.Filter{}))
	})
	t.Run("lets go of the oldest documents when they get too large", func(t *testing.T) {
		t.Parallel()
		h, handle, s := newHistory(100)
		large := strings.Repeat("x", 1<<20)
		for range 20 {
			call(t, handle, s, "PutThing", large) // 2 MiB each: request and response
		}
		calls := h.Calls(control.Filter{})
		require.Len(t, calls, 20)
		assert.True(t, calls[12].Shed)
		assert.Empty(t, calls[12].Request)
		assert.False(t, calls[13].Shed)
		assert.NotEmpty(t, calls[13].Request)
	})
	t.Run("forgets the oldest calls when their texts alone get too large", func(t *testing.T) {
		t.Parallel()
		h, handle, _ := newHistory(10_000)
		for range 5000 {
			_, err := handle(
				t.Context(), &awsapi.Call{Target: strings.Repeat("x", 4096), Rejected: awsapi.UnknownOperation},
			)
			require.Error(t, err)
		}
		calls := h.Calls(control.Filter{})
		assert.Less(t, len(calls), 16<<20/4096)
		assert.Greater(t, len(calls), 16<<20/5000)
		assert.EqualValues(t, 5000, calls[len(calls)-1].Number)
	})
}

func TestHistory_Intercept_many(t *testing.T) {
	t.Parallel()
	t.Run("takes calls from many at once", func(t *testing.T) {
		t.Parallel()
		h, handle, s := newHistory(50)
		var all sync.WaitGroup
		for i := range 20 {
			all.Go(func() {
				for range 10 {
					call(t, handle, s, "PutThing", fmt.Sprint(i))
					h.Calls(control.Filter{Resource: "1*"})
				}
			})
		}
		all.Wait()
		calls := h.Calls(control.Filter{})
		require.Len(t, calls, 50)
		for i, c := range calls {
			assert.EqualValues(t, 151+i, c.Number)
		}
	})
}

func TestHistory_Calls(t *testing.T) {
	t.Parallel()
	h, handle, s := newHistory(10)
	for _, name := range []string{"app-a", "app-b", "absent", "other/one"} {
		call(t, handle, s, "PutThing", name)
	}
	call(t, handle, s, "GetThing", "app-a")
	for name, c := range map[string]struct {
		filter control.Filter
		want   []string
	}{
		"by service":   {control.Filter{Service: "events"}, []string{}},
		"by operation": {control.Filter{Operation: "GetThing"}, []string{"app-a"}},
		"by many operations": {
			control.Filter{Operation: "Put*"}, []string{"app-a", "app-b", "absent", "other/one"},
		},
		"by resource":       {control.Filter{Resource: "app-?"}, []string{"app-a", "app-b", "app-a"}},
		"across slashes":    {control.Filter{Resource: "o*e"}, []string{"other/one"}},
		"by the whole name": {control.Filter{Resource: "app"}, []string{}},
		"by success": {
			control.Filter{Outcome: "ok"}, []string{"app-a", "app-b", "other/one", "app-a"},
		},
		"by failure":    {control.Filter{Outcome: "error"}, []string{"absent"}},
		"by code":       {control.Filter{Outcome: "ResourceNotFoundException"}, []string{"absent"}},
		"by status":     {control.Filter{Outcome: "400"}, []string{"absent"}},
		"by first time": {control.Filter{Since: noon.Add(1)}, []string{}},
		"by last time":  {control.Filter{Until: noon}, []string{}},
		"by number":     {control.Filter{After: 3}, []string{"other/one", "app-a"}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			assert.Equal(t, c.want, resources(h.Calls(c.filter)))
		})
	}
}

func TestHistory_Clear(t *testing.T) {
	t.Parallel()
	h, handle, s := newHistory(3)
	for range 5 {
		call(t, handle, s, "PutThing", "before")
	}
	h.Clear()
	assert.Empty(t, h.Calls(control.Filter{}))
	call(t, handle, s, "PutThing", "after")
	calls := h.Calls(control.Filter{})
	require.Len(t, calls, 1)
	assert.EqualValues(t, 6, calls[0].Number)
}

func TestHistory_Wait(t *testing.T) {
	t.Parallel()
	t.Run("answers what has come before", func(t *testing.T) {
		t.Parallel()
		h, handle, s := newHistory(3)
		call(t, handle, s, "PutThing", "a")
		calls, err := h.Wait(t.Context(), 1, control.Filter{})
		require.NoError(t, err)
		assert.Equal(t, []string{"a"}, resources(calls))
	})
	t.Run("waits for what is still to come", func(t *testing.T) {
		t.Parallel()
		synctest.Test(t, func(t *testing.T) {
			h, handle, s := newHistory(10)
			go func() {
				for _, name := range []string{"a", "b", "a"} {
					time.Sleep(time.Second)
					call(t, handle, s, "PutThing", name)
				}
			}()
			calls, err := h.Wait(t.Context(), 2, control.Filter{Resource: "a"})
			require.NoError(t, err)
			assert.Equal(t, []string{"a", "a"}, resources(calls))
		})
	})
	t.Run("answers what there is when the time is over", func(t *testing.T) {
		t.Parallel()
		synctest.Test(t, func(t *testing.T) {
			h, handle, s := newHistory(10)
			call(t, handle, s, "PutThing", "a")
			ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
			defer cancel()
			calls, err := h.Wait(ctx, 2, control.Filter{})
			require.ErrorIs(t, err, context.DeadlineExceeded)
			assert.Equal(t, []string{"a"}, resources(calls))
		})
	})
}

func BenchmarkHistory_Intercept(b *testing.B) {
	s := things()
	doc := awsapi.Document{"Name": "a", "Password": canary}
	nothing := func(context.Context, *awsapi.Call) (*awsapi.Output, error) {
		return awsapi.NewOutput(output, &thing{new("arn:a")}), nil
	}
	h := control.NewHistory(10_000, time.Now, []*awsapi.Service{s})
	for name, handle := range map[string]awsapi.Handler{
		"bare": nothing, "history": h.Intercept(nothing),
	} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			b.RunParallel(func(pb *testing.PB) {
				for pb.Next() {
					handle(b.Context(), &awsapi.Call{ID: "id", Service: s, Operation: s.Operations[0], Input: doc})
				}
			})
		})
	}
}
