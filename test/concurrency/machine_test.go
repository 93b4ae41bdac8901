package concurrency_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/eventbridge-connections/emulator/internal/emulator"
	"github.com/eventbridge-connections/emulator/test/soak"
)

// orchard is an emulator beside what should be in it.
type orchard struct {
	e            *emulator.Emulator
	dir          string
	descriptions map[string]string
	deauthorized map[string]bool
	changes      int
}

var anyName = rapid.SampledFrom([]string{"a", "a.b", "a-b", "b", "B", strings.Repeat("z", 64)})

// TestConnections lets rapid look for a sequence of calls, restarts among them, that ends with
// other connections than the sequence says.
func TestConnections(t *testing.T) {
	t.Parallel()
	for range soak.Rounds(t, 1) {
		rapid.Check(t, func(r *rapid.T) {
			o := &orchard{
				dir: t.TempDir(), descriptions: map[string]string{}, deauthorized: map[string]bool{},
			}
			o.e = start(r, o.dir)
			defer func() { require.NoError(r, o.e.Close()) }()
			r.Repeat(map[string]func(*rapid.T){
				"create":      o.create,
				"update":      o.update,
				"deauthorize": o.deauthorize,
				"delete":      o.delete,
				"restart":     o.restart,
				"":            o.check,
			})
		})
	}
}

// expect calls the operation; it must fail as AWS does when the connection is there, or is not.
func (o *orchard) expect(r *rapid.T, name, operation, body, code string, fails bool) bool {
	if !fails {
		code = ""
	}
	require.Equal(r, code, call(r, o.e, operation, body).code, "%s %s", operation, name)
	return !fails
}

func (o *orchard) there(name string) bool { _, ok := o.descriptions[name]; return ok }

func (o *orchard) create(r *rapid.T) {
	name := anyName.Draw(r, "name")
	o.changes++
	description := fmt.Sprint(o.changes)
	if o.expect(
		r, name, "CreateConnection", create(name, description), "ResourceAlreadyExistsException",
		o.there(name),
	) {
		o.descriptions[name] = description
	}
}

func (o *orchard) update(r *rapid.T) {
	name := anyName.Draw(r, "name")
	o.changes++
	description := fmt.Sprint(o.changes)
	if o.expect(
		r, name, "UpdateConnection", update(name, description), "ResourceNotFoundException",
		!o.there(name),
	) {
		o.descriptions[name] = description
	}
}

func (o *orchard) deauthorize(r *rapid.T) {
	name := anyName.Draw(r, "name")
	if o.expect(
		r, name, "DeauthorizeConnection", nameOnly(name), "ResourceNotFoundException", !o.there(name),
	) {
		o.deauthorized[name] = true
	}
}

func (o *orchard) delete(r *rapid.T) {
	name := anyName.Draw(r, "name")
	if o.expect(
		r, name, "DeleteConnection", nameOnly(name), "ResourceNotFoundException", !o.there(name),
	) {
		delete(o.descriptions, name)
		delete(o.deauthorized, name)
	}
}

func (o *orchard) restart(r *rapid.T) {
	require.NoError(r, o.e.Close())
	o.e = start(r, o.dir)
}

// check compares all that is there.
func (o *orchard) check(r *rapid.T) {
	var there []string
	for name, description := range o.descriptions {
		there = append(there, name)
		got := call(r, o.e, "DescribeConnection", nameOnly(name))
		require.Equal(r, description, got.description, name)
		want := "AUTHORIZED"
		if o.deauthorized[name] {
			want = "DEAUTHORIZED"
		}
		require.Equal(r, want, got.state, name)
	}
	slices.Sort(there)
	require.Equal(r, strings.Join(there, ","), call(r, o.e, "ListConnections", "{}").names)
}
