package durability_test

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/eventbridge-connections/emulator/test/caller"
)

// writer works on names that nobody else has, so that it knows what there is: what was
// acknowledged, and, where the program died on a call, what that would have led to.
type writer struct {
	id        int
	random    *rand.Rand
	is, maybe map[string]held
	calls     int
	heavy     bool // half of its calls have as much in them as a hundred others
}

func newWriter(id int, seed uint64) *writer {
	return &writer{
		id: id, random: rand.New(rand.NewPCG(seed, uint64(id))),
		is: map[string]held{}, maybe: map[string]held{},
	}
}

// errSilent is that no answer came.
var errSilent = errors.New("no answer")

// work makes calls until the program does not answer any more.
func (w *writer) work(c caller.Client) (err error) {
	for err == nil {
		err = w.call(c)
	}
	if errors.Is(err, errSilent) {
		return nil
	}
	return err
}

// call makes a call and takes note of what is acknowledged.
func (w *writer) call(c caller.Client) error {
	w.calls++
	name := fmt.Sprintf("writer-%d-%d", w.id, w.random.IntN(15))
	operation, in, next := w.choose(name)
	w.maybe[name] = next
	var got struct{ ConnectionArn string }
	code, err := c.Call("AWSEvents."+operation, in, &got)
	if err != nil {
		return fmt.Errorf("%w: %w", errSilent, err)
	}
	if code != "" {
		return fmt.Errorf("%s %s: %s", operation, name, code)
	}
	if next != (held{}) {
		next.arn = got.ConnectionArn
	}
	w.is[name], w.maybe[name] = next, next
	return nil
}

// choose answers a call that must succeed, and what is there after it. A description always comes
// with the password that it names: one is kept with the connection, the other with the secret.
func (w *writer) choose(name string) (operation string, in document, next held) {
	is, unique := w.is[name], fmt.Sprintf("%d-%d", w.id, w.calls)
	whole := held{is.arn, "AUTHORIZED", unique, "user-" + unique, "password-" + unique}
	switch chance := w.random.IntN(10); {
	case is == held{}:
		return "CreateConnection", w.parameters(name, whole), whole
	case chance == 0:
		return "DeleteConnection", document{"Name": name}, held{}
	case chance == 1:
		left := held{arn: is.arn, state: "DEAUTHORIZED", description: is.description}
		return "DeauthorizeConnection", document{"Name": name}, left
	case is.state == "DEAUTHORIZED" || chance < 5:
		return "UpdateConnection", w.parameters(name, whole), whole
	}
	is.description, is.password = whole.description, whole.password
	return "UpdateConnection", document{
		"Name": name, "Description": is.description, "AuthorizationType": "BASIC",
		"AuthParameters": document{"BasicAuthParameters": document{"Password": is.password}},
	}, is
}

func (w *writer) parameters(name string, h held) document {
	given := document{"BasicAuthParameters": document{"Username": h.user, "Password": h.password}}
	if w.heavy && w.random.IntN(2) == 0 {
		load := slices.Repeat([]document{{"Key": "load", "Value": strings.Repeat("x", 512)}}, 60)
		given["InvocationHttpParameters"] = document{"BodyParameters": load}
	}
	return document{
		"Name": name, "Description": h.description,
		"AuthorizationType": "BASIC", "AuthParameters": given,
	}
}

// check looks at every name, finds what was acknowledged or what a call under way led to, and goes
// on from there. It answers what there is.
func (w *writer) check(t testing.TB, c caller.Client) (there map[string]held) {
	t.Helper()
	there = map[string]held{}
	for name, maybe := range w.maybe {
		got, is := look(t, c, name), w.is[name]
		if maybe != (held{}) && maybe.arn == "" {
			maybe.arn = got.arn // of a create whose answer did not come
		}
		if got != maybe {
			require.Equal(t, is, got, "%s, or else %+v", name, maybe)
		}
		w.is[name], w.maybe[name] = got, got
		if got != (held{}) {
			there[name] = got
		}
	}
	return there
}
