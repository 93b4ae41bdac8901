package concurrency_test

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/anishathalye/porcupine"
	"github.com/stretchr/testify/require"

	"github.com/eventbridge-connections/emulator/internal/emulator"
)

// names are few, so that the callers meet.
var names = [...]string{"apple", "pear", "plum"}

// state is all that the model knows: the description of each connection, or "" where there is none.
type state [len(names)]string

// asked is a call: of an operation on one of the names, or on all of them.
type asked struct {
	operation   string
	name        int
	description string
}

func (a asked) body() string {
	switch a.operation {
	case "CreateConnection":
		return create(names[a.name], a.description)
	case "UpdateConnection":
		return update(names[a.name], a.description)
	case "ListConnections":
		return "{}"
	}
	return nameOnly(names[a.name])
}

// model is what one caller at a time would see.
var model = porcupine.Model{
	Init:  func() any { return state{} },
	Equal: func(a, b any) bool { return a == b },
	Step: func(before, input, output any) (bool, any) {
		want, after := input.(asked).step(before.(state))
		got := output.(answered)
		got.state = "" // it follows from the clock
		return got == want, after
	},
	DescribeOperation: func(input, output any) string { return fmt.Sprintf("%+v -> %+v", input, output) },
}

// step answers what a call is answered with, and what is there afterwards.
func (a asked) step(s state) (answered, state) {
	there := s[a.name] != ""
	switch {
	case a.operation == "ListConnections":
		return answered{names: s.list()}, s
	case a.operation == "CreateConnection" && there:
		return answered{code: "ResourceAlreadyExistsException"}, s
	case a.operation != "CreateConnection" && !there:
		return answered{code: "ResourceNotFoundException"}, s
	case a.operation == "DescribeConnection":
		return answered{description: s[a.name]}, s
	}
	s[a.name] = a.description
	return answered{}, s
}

func (s state) list() string {
	var there []string
	for i, description := range s {
		if description != "" {
			there = append(there, names[i])
		}
	}
	return strings.Join(there, ",")
}

// choose makes a call; only a deletion leaves no description.
func choose(random *rand.Rand, id string) asked {
	a := asked{name: random.IntN(len(names))}
	switch random.IntN(8) {
	case 0, 1:
		a.operation, a.description = "CreateConnection", id
	case 2, 3:
		a.operation, a.description = "UpdateConnection", id
	case 4:
		a.operation = "DeleteConnection"
	case 5:
		a.operation, a.name = "ListConnections", 0
	default:
		a.operation = "DescribeConnection"
	}
	return a
}

// TestLinearizable lets callers work on the same few names, and looks for one order of their calls that explains what
// each of them saw.
func TestLinearizable(t *testing.T) {
	t.Parallel()
	e := start(t, t.TempDir())
	defer func() { require.NoError(t, e.Close()) }()
	began := time.Now()
	for n := uint64(0); n < 20 || time.Since(began) < soak(t); n++ {
		for _, name := range names {
			call(t, e, "DeleteConnection", nameOnly(name))
		}
		history := record(t, e, n)
		result, info := porcupine.CheckOperationsVerbose(model, history, time.Minute)
		if result != porcupine.Ok {
			file := t.ArtifactDir() + "/history.html"
			require.NoError(t, porcupine.VisualizePath(model, info, file))
			require.Equal(t, porcupine.Ok, result, "round %d; %s shows it", n, file)
		}
	}
}

func record(t *testing.T, e *emulator.Emulator, seed uint64) []porcupine.Operation {
	const callers, calls = 6, 25
	histories := make([][]porcupine.Operation, callers)
	began := time.Now()
	var wg sync.WaitGroup
	for c := range callers {
		random := rand.New(rand.NewPCG(seed, uint64(c)))
		wg.Go(func() {
			for n := range calls {
				a := choose(random, fmt.Sprintf("%d/%d/%d", seed, c, n))
				at := time.Since(began)
				out := call(t, e, a.operation, a.body())
				histories[c] = append(histories[c], porcupine.Operation{ClientId: c, Input: a, Output: out, Call: at.Nanoseconds(), Return: time.Since(began).Nanoseconds()})
			}
		})
	}
	wg.Wait()
	var all []porcupine.Operation
	for _, h := range histories {
		all = append(all, h...)
	}
	return all
}
