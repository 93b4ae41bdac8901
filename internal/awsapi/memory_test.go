package awsapi_test

import (
	"context"
	"fmt"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/eventbridge-connections/emulator/internal/awsapi"
)

type named struct{ Name *string }

var namedShape = &awsapi.Shape{Name: "Named", Kind: awsapi.Structure, Members: []awsapi.Member{{Name: "Name", Shape: textShape}}}

// world is what an operation answers from: every answer has the number of the run that worked it out.
type world struct {
	memory *awsapi.Memory
	runs   atomic.Int64
	holds  atomic.Bool
	answer string // goes before the number
	err    error
}

func newWorld() *world {
	w := &world{memory: new(awsapi.Memory)}
	w.holds.Store(true)
	return w
}

// operation answers, and says that its answers are true while those of the world are.
func (w *world) operation(in *awsapi.Shape) *awsapi.Operation {
	return awsapi.NewOperation("Describe", in, namedShape, func(ctx context.Context, _ *named) (*named, error) {
		awsapi.TrueWhile(ctx, w.holds.Load)
		return &named{new(fmt.Sprint(w.answer, w.runs.Add(1)))}, w.err
	})
}

var here = awsapi.Caller{Account: "111122223333", Region: "us-east-1", AccessKeyID: "first"}

// ask makes a call as a wire does, with a body that is the name, and returns what is answered.
func (w *world) ask(t testing.TB, op *awsapi.Operation, by awsapi.Caller, name string) string {
	t.Helper()
	out, err := w.try(op, by, name)
	require.NoError(t, err)
	return string(out.JSON())
}

func (w *world) try(op *awsapi.Operation, by awsapi.Caller, name string) (*awsapi.Output, error) {
	c := &awsapi.Call{Operation: op}
	body := []byte(name)
	if !w.memory.Recall(c, by, body) {
		c.Input, c.Caller = awsapi.Document{"Name": name}, by
	}
	out, err := w.memory.Intercept(awsapi.Invoke)(context.Background(), c)
	clear(body) // as a buffer that is used again
	return out, err
}

// learn asks so often that the answer is kept: the number of it is 2, where nothing was asked before.
func (w *world) learn(t testing.TB, op *awsapi.Operation, name string) {
	t.Helper()
	w.ask(t, op, here, name)
	w.ask(t, op, here, name)
}

// recalls tells whether the question is known, without asking it.
func (w *world) recalls(op *awsapi.Operation, name string) bool {
	return w.memory.Recall(&awsapi.Call{Operation: op}, here, []byte(name))
}

func TestMemory(t *testing.T) {
	t.Parallel()
	t.Run("gives an answer again while it is true", func(t *testing.T) {
		t.Parallel()
		w := newWorld()
		op := w.operation(namedShape)
		w.ask(t, op, here, "pear")
		for range 3 {
			assert.Equal(t, `{"Name":"2"}`, w.ask(t, op, here, "pear"))
		}
	})
	t.Run("keeps nothing of what is asked once", func(t *testing.T) {
		t.Parallel()
		w := newWorld()
		op := w.operation(namedShape)
		for i := range 500 {
			w.ask(t, op, here, fmt.Sprint("pear ", i))
		}
		for i := range 500 {
			require.False(t, w.recalls(op, fmt.Sprint("pear ", i)))
		}
	})
	t.Run("learns all of some hundred that are asked by turns", func(t *testing.T) {
		t.Parallel()
		w := newWorld()
		op := w.operation(namedShape)
		for i := range 50 * 300 {
			w.ask(t, op, here, fmt.Sprint("pear ", i%300))
		}
		for i := range 300 {
			require.True(t, w.recalls(op, fmt.Sprint("pear ", i)))
		}
	})
	t.Run("has it worked out again when it is not, and keeps that", func(t *testing.T) {
		t.Parallel()
		w := newWorld()
		op := w.operation(namedShape)
		w.learn(t, op, "pear")
		w.holds.Store(false)
		assert.Equal(t, `{"Name":"3"}`, w.ask(t, op, here, "pear"))
		assert.Equal(t, `{"Name":"4"}`, w.ask(t, op, here, "pear"))
		w.holds.Store(true)
		assert.Equal(t, `{"Name":"4"}`, w.ask(t, op, here, "pear"))
	})
	t.Run("tells questions apart", func(t *testing.T) {
		t.Parallel()
		w := newWorld()
		op, other := w.operation(namedShape), w.operation(namedShape)
		w.learn(t, op, "pear")
		assert.Equal(t, `{"Name":"3"}`, w.ask(t, op, here, "plum"))
		assert.Equal(t, `{"Name":"4"}`, w.ask(t, other, here, "pear"))
		assert.Equal(t, `{"Name":"5"}`, w.ask(t, op, awsapi.Caller{Account: "444455556666", Region: "us-east-1"}, "pear"))
		assert.Equal(t, `{"Name":"6"}`, w.ask(t, op, awsapi.Caller{Account: "111122223333", Region: "eu-west-1"}, "pear"))
		assert.Equal(t, `{"Name":"2"}`, w.ask(t, op, awsapi.Caller{Account: "111122223333", Region: "us-east-1", AccessKeyID: "second"}, "pear"))
	})
	t.Run("fills the call in as it was read", func(t *testing.T) {
		t.Parallel()
		w := newWorld()
		op := w.operation(namedShape)
		w.learn(t, op, "pear")
		c := &awsapi.Call{Operation: op}
		require.True(t, w.memory.Recall(c, here, []byte("pear")))
		assert.Equal(t, here, c.Caller)
		assert.Equal(t, awsapi.Document{"Name": "pear"}, c.Input)
		assert.Equal(t, `{"Name":"pear"}`, string(c.Redacted()))
	})
	t.Run("without one every call runs", func(t *testing.T) {
		t.Parallel()
		w := newWorld()
		op := w.operation(namedShape)
		var none *awsapi.Memory
		assert.False(t, none.Recall(&awsapi.Call{Operation: op}, here, []byte("pear")))
	})
}

func TestMemory_keepsNot(t *testing.T) {
	t.Parallel()
	t.Run("an answer of which nothing is said", func(t *testing.T) {
		t.Parallel()
		w := newWorld()
		op := awsapi.NewOperation("Describe", namedShape, namedShape, func(context.Context, *named) (*named, error) {
			return &named{new(fmt.Sprint(w.runs.Add(1)))}, nil
		})
		w.learn(t, op, "pear")
		assert.False(t, w.recalls(op, "pear"))
	})
	t.Run("an error", func(t *testing.T) {
		t.Parallel()
		w := newWorld()
		op := w.operation(namedShape)
		w.err = awsapi.Validation("no")
		for range 2 {
			_, err := w.try(op, here, "pear")
			require.ErrorIs(t, err, w.err)
		}
		assert.False(t, w.recalls(op, "pear"))
	})
	t.Run("a question with something secret", func(t *testing.T) {
		t.Parallel()
		for name, secret := range map[string]*awsapi.Shape{
			"itself":    secretShape,
			"in a list": {Kind: awsapi.List, Element: secretShape},
			"in a map":  {Kind: awsapi.Map, Key: textShape, Element: secretShape},
			"deep down": {Kind: awsapi.Structure, Members: []awsapi.Member{{Name: "List", Shape: &awsapi.Shape{Kind: awsapi.List, Element: innerShape}}}},
		} {
			w := newWorld()
			op := w.operation(&awsapi.Shape{Kind: awsapi.Structure, Members: []awsapi.Member{{Name: "Other", Shape: secret}}})
			w.learn(t, op, "pear")
			assert.False(t, w.recalls(op, "pear"), name)
		}
	})
	t.Run("a long question", func(t *testing.T) {
		t.Parallel()
		w := newWorld()
		op := w.operation(namedShape)
		long := strings.Repeat("x", 4<<10)
		w.learn(t, op, long)
		w.learn(t, op, long+"x")
		assert.True(t, w.recalls(op, long))
		assert.False(t, w.recalls(op, long+"x"))
	})
	t.Run("a long answer", func(t *testing.T) {
		t.Parallel()
		w := newWorld()
		op := w.operation(namedShape)
		w.answer = strings.Repeat("x", 256<<10)
		w.learn(t, op, "pear")
		assert.False(t, w.recalls(op, "pear"))
	})
}

func TestMemory_bounds(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct{ answer, asked, least, most int }{
		"so many answers":         {10, 3000, 1024, 1024},
		"so much of long answers": {200 << 10, 100, 15, 20},
	} {
		t.Run("keeps "+name, func(t *testing.T) {
			t.Parallel()
			w := newWorld()
			w.answer = strings.Repeat("x", c.answer)
			op := w.operation(namedShape)
			for i := range c.asked {
				for !w.recalls(op, fmt.Sprint("pear ", i)) {
					w.ask(t, op, here, fmt.Sprint("pear ", i))
				}
			}
			known := 0
			for i := range c.asked {
				if w.recalls(op, fmt.Sprint("pear ", i)) {
					known++
				}
			}
			assert.GreaterOrEqual(t, known, c.least)
			assert.LessOrEqual(t, known, c.most)
		})
	}
	t.Run("counts an answer that takes the place of another once", func(t *testing.T) {
		t.Parallel()
		w := newWorld()
		w.answer = strings.Repeat("x", 200<<10)
		op := w.operation(namedShape)
		w.learn(t, op, "pear")
		w.holds.Store(false)
		for range 100 {
			w.ask(t, op, here, "plum")
		}
		assert.True(t, w.recalls(op, "pear"))
	})
}

func TestMemory_concurrently(t *testing.T) {
	t.Parallel()
	w := newWorld()
	op := w.operation(namedShape)
	var callers sync.WaitGroup
	for range 4 {
		callers.Go(func() {
			for i := range 2000 {
				if i%100 == 0 {
					w.holds.Store(i%200 == 0)
				}
				out, err := w.try(op, here, fmt.Sprint("pear ", i%7))
				if assert.NoError(t, err) {
					assert.Equal(t, string(out.JSON()), string(out.Redacted()))
				}
			}
		})
	}
	callers.Wait()
}
