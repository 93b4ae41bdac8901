package control

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// note says of a filter that wanted no call that it may have been misspelled: it names a service,
// an operation or an outcome that no call has had, and that nothing served has. It is empty where
// it does not.
func (h *History) note(f Filter) string {
	calls := h.wanted(Filter{}.compile())
	for _, part := range []struct {
		member, text string
		known        []string
		of           func(*Call) []string
	}{
		{"service", f.Service, h.serviceNames(), services},
		{"operation", f.Operation, h.operationNames(), operations},
		{"outcome", f.Outcome, outcomes, results},
	} {
		known := part.known
		for _, c := range calls {
			known = append(known, part.of(c)...)
		}
		if !slices.ContainsFunc(known, newGlob(part.text).match) {
			return noteOf(part.member, part.text, near(part.text, known))
		}
	}
	return ""
}

func noteOf(member, text, near string) string {
	note := fmt.Sprintf("no call had the %s %s, and nothing that is served has it", member, text)
	if near != "" {
		note += ": did you mean " + near[strings.LastIndexByte(near, '.')+1:] + "?"
	}
	return note
}

// What of a call a filter is compared with.
func services(c *Call) []string { return []string{c.Service} }
func results(c *Call) []string  { return []string{c.Code, strconv.Itoa(c.Status)} }

// operations are the names by which a call is found: its operation or, where that is not served,
// its target with the prefix of the service and without.
func operations(c *Call) []string {
	if c.Operation != "" {
		return []string{c.Operation}
	}
	return []string{c.Target, c.Target[strings.LastIndexByte(c.Target, '.')+1:]}
}

// outcomes are those that a call can have whatever it is.
var outcomes = []string{"ok", "error", "upstream", dropped, cut, "200", "400", "500"}

func (h *History) serviceNames() (names []string) {
	for _, s := range h.services {
		names = append(names, s.Name)
	}
	return names
}

func (h *History) operationNames() (names []string) {
	for _, s := range h.services {
		names = append(names, s.Served()...)
	}
	return names
}
