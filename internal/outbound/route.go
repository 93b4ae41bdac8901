package outbound

import (
	"context"
	"fmt"
	"net"
	"regexp"
	"strings"
)

// A Route lets calls out. It is made by [NewRoute] or [InMemory].
type Route struct {
	From string `json:"from"`         // the address of calls; * is any text
	To   string `json:"to,omitempty"` // where they go; empty is where they say

	from *regexp.Regexp
	to   address
	dial func(context.Context) (net.Conn, error) // nil is the network
}

// memory is the To of a route that [InMemory] made.
const memory = "memory"

// NewRoute returns the route of calls to an address such as https://api.example.com,
// https://*.example.com or *. They go to an address such as http://127.0.0.1:8081, or where they
// say when that is empty.
//
// The errors are sentences for whoever wrote the addresses.
func NewRoute(from, to string) (Route, error) {
	r := Route{From: from, To: to}
	if !isGlob(from) {
		return Route{}, fmt.Errorf(
			"%q is no address to route from: "+
				"write https://api.example.com, https://*.example.com or *", shown(from))
	}
	r.from = globOf(from)
	if to == "" {
		return r, nil
	}
	var ok bool
	if r.to, ok = newAddress(to); !ok || strings.ContainsAny(to, "*@") {
		return Route{}, fmt.Errorf(
			"%q is no address to route to: write one without a path, such as "+
				"http://127.0.0.1:8081", shown(to))
	}
	return r, nil
}

// InMemory returns a route of calls that go over connections which dial makes, without TLS.
//
// Errors: those of [NewRoute].
func InMemory(from string, dial func(context.Context) (net.Conn, error)) (Route, error) {
	r, err := NewRoute(from, "")
	r.To, r.dial = memory, dial
	return r, err
}

// ParseRoutes reads routes such as https://api.example.com=http://127.0.0.1:8081,https://*.test
//
// Errors: those of [NewRoute].
func ParseRoutes(text string) (routes []Route, err error) {
	for one := range strings.SplitSeq(text, ",") {
		from, to, found := strings.Cut(strings.TrimSpace(one), "=")
		if found && to == "" {
			return nil, fmt.Errorf(
				"nothing follows the = of %q: leave it out to call the address itself", shown(one))
		}
		r, err := NewRoute(from, to)
		if err != nil {
			return nil, err
		}
		routes = append(routes, r)
	}
	return routes, nil
}

// String returns the text that [ParseRoutes] reads.
func (r Route) String() string {
	if r.To == "" {
		return r.From
	}
	return r.From + "=" + r.To
}

// isGlob tells whether the text can be the address of calls.
func isGlob(text string) bool {
	_, ok := newAddress(strings.ReplaceAll(text, "*", "x"))
	return text == "*" || ok && strings.Contains(text, "://") && !strings.Contains(text, "@")
}

// globOf returns what matches an address as it is written, without a port that goes without saying.
func globOf(from string) *regexp.Regexp {
	from = strings.ToLower(from)
	for scheme, port := range map[string]string{"http://": ":80", "https://": ":443"} {
		if strings.HasPrefix(from, scheme) {
			from = strings.TrimSuffix(from, port)
		}
	}
	return regexp.MustCompile(`\A` + strings.ReplaceAll(regexp.QuoteMeta(from), `\*`, `.*`) + `\z`)
}
