package control

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"net/http"
	"slices"

	"github.com/eventbridge-connections/emulator/internal/connections"
	"github.com/eventbridge-connections/emulator/internal/destinations"
	"github.com/eventbridge-connections/emulator/internal/rules"
)

// Listing answers the paths of what there is of all callers, a page at a time.
type Listing struct {
	Connections  func(context.Context) ([]connections.Listed, error)
	Destinations func(context.Context) ([]destinations.Listed, error)
	Rules        func(context.Context) ([]rules.Listed, error)
}

// A thing is one entry of a list.
type thing struct {
	key   string              // tells it from the others, and orders them
	name  string              // that the glob of the query is held against
	has   map[string][]string // by members of the query: what the thing has of each
	shown any
}

func thingOfConnection(c connections.Listed) *thing {
	return &thing{
		key: c.Account + "/" + c.Region + "/" + c.Name, name: c.Name, shown: c,
		has: map[string][]string{"account": {c.Account}, "region": {c.Region}, "state": {c.State}},
	}
}

func thingOfDestination(d destinations.Listed) *thing {
	return &thing{
		key: d.Account + "/" + d.Region + "/" + d.Name, name: d.Name, shown: d,
		has: map[string][]string{
			"account": {d.Account}, "region": {d.Region}, "state": {d.State},
			"arn": {d.ARN}, "connection": {d.ConnectionARN},
		},
	}
}

func thingOfRule(r rules.Listed) *thing {
	t := &thing{
		key: r.Account + "/" + r.Region + "/" + r.Bus + "/" + r.Name, name: r.Name, shown: r,
		has: map[string][]string{
			"account": {r.Account}, "region": {r.Region}, "state": {r.State}, "bus": {r.Bus},
		},
	}
	for _, target := range r.Targets {
		t.has["target"] = append(t.has["target"], target.ARN)
	}
	return t
}

// A list is how the things of one kind are listed.
type list struct {
	kind    string   // the member of the answer that has them
	members []string // of the query, beside those that every list takes
	all     func(context.Context) ([]*thing, error)
}

// things returns a function that makes things of all that another returns.
func things[T any](
	all func(context.Context) ([]T, error), of func(T) *thing,
) func(context.Context) ([]*thing, error) {
	return func(ctx context.Context) (out []*thing, err error) {
		listed, err := all(ctx)
		for _, one := range listed {
			out = append(out, of(one))
		}
		return out, err
	}
}

// ServeConnections lists connections.
func (l *Listing) ServeConnections(w http.ResponseWriter, r *http.Request) {
	list{
		"connections", []string{"account", "region", "state"}, things(l.Connections, thingOfConnection),
	}.serve(w, r)
}

// ServeDestinations lists API destinations.
func (l *Listing) ServeDestinations(w http.ResponseWriter, r *http.Request) {
	list{
		"destinations", []string{"account", "region", "state", "arn", "connection"},
		things(l.Destinations, thingOfDestination),
	}.serve(w, r)
}

// ServeRules lists rules.
func (l *Listing) ServeRules(w http.ResponseWriter, r *http.Request) {
	list{
		"rules", []string{"account", "region", "state", "bus", "target"}, things(l.Rules, thingOfRule),
	}.serve(w, r)
}

// serve answers with the page that the query asks for, how many things match it on all pages, and
// where the next page begins, if there is one.
func (l list) serve(w http.ResponseWriter, r *http.Request) {
	q, err := l.parse(r)
	if err != nil {
		fail(w, http.StatusBadRequest, err.Error())
		return
	}
	found, err := l.all(r.Context())
	if err != nil {
		failWith(w, err)
		return
	}
	found = slices.DeleteFunc(found, func(t *thing) bool { return !q.wants(t) })
	slices.SortFunc(found, func(a, b *thing) int { return cmp.Compare(a.key, b.key) })
	answer := map[string]any{"count": len(found)}
	rest := slices.DeleteFunc(found, func(t *thing) bool { return t.key <= q.after })
	if len(rest) > q.limit {
		rest = rest[:q.limit]
		answer["next"] = rest[q.limit-1].key
	}
	shown := []any{} // never null
	for _, t := range rest {
		shown = append(shown, t.shown)
	}
	answer[l.kind] = shown
	reply(w, http.StatusOK, answer)
}

// usualPage is how many things are on a page when the request does not say.
const usualPage = 100

// listQuery is what a request asks of a list.
type listQuery struct {
	name  glob
	equal map[string]string
	after string // the key of the last thing on the page before
	limit int
}

func (l list) parse(r *http.Request) (q listQuery, err error) {
	q = listQuery{equal: map[string]string{}, limit: usualPage}
	for member, given := range r.URL.Query() {
		value := given[len(given)-1]
		switch {
		case member == "after":
			q.after = value
		case member == "limit":
			q.limit, err = parsePage(value)
		case member == "name":
			q.name, err = newGlob(value), checkGlob(value)
		case slices.Contains(l.members, member):
			q.equal[member] = value
		default:
			known := append([]string{"after", "limit", "name"}, l.members...)
			return q, unknownMember(member, slices.Sorted(slices.Values(known))...)
		}
		if err != nil {
			return q, fmt.Errorf("%s: %w", member, err)
		}
	}
	return q, nil
}

func parsePage(text string) (int, error) {
	n, err := parseCount(text)
	if err == nil && n == 0 {
		return 0, errors.New("a page has one entry at least")
	}
	return n, err
}

func (q listQuery) wants(t *thing) bool {
	for member, value := range q.equal {
		if !slices.Contains(t.has[member], value) {
			return false
		}
	}
	return q.name.match(t.name)
}
