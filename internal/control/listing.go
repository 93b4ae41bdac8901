package control

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"maps"
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

// A list is how the things of one kind are listed.
type list[T any] struct {
	kind    string                      // the member of the answer that has them
	key     func(T) string              // tells them apart, and orders them
	name    func(T) string              // that the glob of the query is held against
	members map[string]func(T) []string // of the query: what a thing has of each, one of which is to be equal
}

var connectionList = list[connections.Listed]{
	kind: "connections",
	key:  func(c connections.Listed) string { return c.Account + "/" + c.Region + "/" + c.Name },
	name: func(c connections.Listed) string { return c.Name },
	members: map[string]func(connections.Listed) []string{
		"account": func(c connections.Listed) []string { return []string{c.Account} },
		"region":  func(c connections.Listed) []string { return []string{c.Region} },
		"state":   func(c connections.Listed) []string { return []string{c.State} },
	},
}

var destinationList = list[destinations.Listed]{
	kind: "destinations",
	key:  func(d destinations.Listed) string { return d.Account + "/" + d.Region + "/" + d.Name },
	name: func(d destinations.Listed) string { return d.Name },
	members: map[string]func(destinations.Listed) []string{
		"account":    func(d destinations.Listed) []string { return []string{d.Account} },
		"region":     func(d destinations.Listed) []string { return []string{d.Region} },
		"state":      func(d destinations.Listed) []string { return []string{d.State} },
		"arn":        func(d destinations.Listed) []string { return []string{d.ARN} },
		"connection": func(d destinations.Listed) []string { return []string{d.ConnectionARN} },
	},
}

var ruleList = list[rules.Listed]{
	kind: "rules",
	key:  func(r rules.Listed) string { return r.Account + "/" + r.Region + "/" + r.Bus + "/" + r.Name },
	name: func(r rules.Listed) string { return r.Name },
	members: map[string]func(rules.Listed) []string{
		"account": func(r rules.Listed) []string { return []string{r.Account} },
		"region":  func(r rules.Listed) []string { return []string{r.Region} },
		"state":   func(r rules.Listed) []string { return []string{r.State} },
		"bus":     func(r rules.Listed) []string { return []string{r.Bus} },
		"target":  targetsOf,
	},
}

func targetsOf(r rules.Listed) (arns []string) {
	for _, t := range r.Targets {
		arns = append(arns, t.ARN)
	}
	return arns
}

// ServeConnections lists connections.
func (l *Listing) ServeConnections(w http.ResponseWriter, r *http.Request) {
	connectionList.serve(w, r, l.Connections)
}

// ServeDestinations lists API destinations.
func (l *Listing) ServeDestinations(w http.ResponseWriter, r *http.Request) {
	destinationList.serve(w, r, l.Destinations)
}

// ServeRules lists rules.
func (l *Listing) ServeRules(w http.ResponseWriter, r *http.Request) {
	ruleList.serve(w, r, l.Rules)
}

// serve answers with the page that the query asks for, how many things match it on all pages, and
// where the next page begins, if there is one.
func (l list[T]) serve(
	w http.ResponseWriter, r *http.Request, all func(context.Context) ([]T, error),
) {
	q, err := l.parse(r)
	if err != nil {
		fail(w, http.StatusBadRequest, err.Error())
		return
	}
	things, err := all(r.Context())
	if err != nil {
		failWith(w, err)
		return
	}
	things = slices.DeleteFunc(things, func(t T) bool { return !q.wants(t) })
	slices.SortFunc(things, func(a, b T) int { return cmp.Compare(l.key(a), l.key(b)) })
	answer := map[string]any{"count": len(things)}
	rest := slices.DeleteFunc(things, func(t T) bool { return l.key(t) <= q.after })
	if len(rest) > q.limit {
		rest = rest[:q.limit]
		answer["next"] = l.key(rest[q.limit-1])
	}
	answer[l.kind] = append([]T{}, rest...) // never null
	reply(w, http.StatusOK, answer)
}

// usualPage is how many things are on a page when the request does not say.
const usualPage = 100

// listQuery is what a request asks of a list.
type listQuery[T any] struct {
	list  list[T]
	name  glob
	equal map[string]string
	after string // the key of the last thing on the page before
	limit int
}

func (l list[T]) parse(r *http.Request) (q listQuery[T], err error) {
	q = listQuery[T]{list: l, equal: map[string]string{}, limit: usualPage}
	for member, given := range r.URL.Query() {
		value := given[len(given)-1]
		switch {
		case member == "after":
			q.after = value
		case member == "limit":
			q.limit, err = parsePage(value)
		case member == "name":
			q.name, err = newGlob(value), checkGlob(value)
		case l.members[member] != nil:
			q.equal[member] = value
		default:
			known := append(slices.Collect(maps.Keys(l.members)), "after", "limit", "name")
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

func (q listQuery[T]) wants(t T) bool {
	for member, value := range q.equal {
		if !slices.Contains(q.list.members[member](t), value) {
			return false
		}
	}
	return q.name.match(q.list.name(t))
}
