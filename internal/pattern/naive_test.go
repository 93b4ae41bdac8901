package pattern_test

import (
	"encoding/json"
	"fmt"
	"maps"
	"net/netip"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// The naive matcher of this file is what the real one is held to. It knows an event as a list of
// all its leaves, and tries them all with each other.

// A leaf is a value of an event, with the elements of lists that it lies in: of each list the
// index.
type leaf struct {
	path  string
	value any // as encoding/json has it, numbers as json.Number
	in    map[int]int
}

// leaves lists the leaves of an event.
func leaves(event string) []leaf {
	w := &walk{Decoder: json.NewDecoder(strings.NewReader(event))}
	w.UseNumber()
	w.value(w.token(), "", nil)
	return w.found
}

type walk struct {
	*json.Decoder
	lists int
	found []leaf
}

func (w *walk) token() any {
	token, err := w.Token()
	if err != nil {
		panic(err)
	}
	return token
}

func (w *walk) value(token any, path string, in map[int]int) {
	switch token {
	case json.Delim('{'):
		for w.More() {
			name := w.token().(string)
			w.value(w.token(), path+"."+name, in)
		}
		w.token()
	case json.Delim('['):
		w.list(path, in)
	default:
		w.found = append(w.found, leaf{path[1:], token, in})
	}
}

func (w *walk) list(path string, in map[int]int) {
	list := w.lists
	w.lists++
	for index := 0; w.More(); index++ {
		token, inside := w.token(), in
		if _, ok := token.(json.Delim); ok {
			inside = maps.Clone(in)
			if inside == nil {
				inside = map[int]int{}
			}
			inside[list] = index
		}
		w.value(token, path, inside)
	}
	w.token()
}

// A naivePattern is what one field of a branch asks for, by its path.
type naivePattern map[string][]asked

// An asked element of a list is written as it is, and tells of a value whether it matches.
// Without a function it is {"exists":false}.
type asked struct {
	text    string
	matches func(any) bool
}

// naive tells whether the fields match, in the order of their paths, within the elements that were
// chosen.
func (p naivePattern) naive(event []leaf) bool {
	return p.from(slices.Sorted(maps.Keys(p)), event, map[int]int{})
}

func (p naivePattern) from(paths []string, event []leaf, chosen map[int]int) bool {
	if len(paths) == 0 {
		return true
	}
	absent := true
	takes := func(a asked, v any) bool { return a.matches != nil && a.matches(v) }
	for _, l := range event {
		if l.path != paths[0] || !consistent(l.in, chosen) {
			continue
		}
		absent = false
		more := maps.Clone(chosen)
		maps.Copy(more, l.in)
		if slices.ContainsFunc(p[paths[0]], func(a asked) bool { return takes(a, l.value) }) &&
			p.from(paths[1:], event, more) {
			return true
		}
	}
	mayBeAbsent := slices.ContainsFunc(p[paths[0]], func(a asked) bool { return a.matches == nil })
	return absent && mayBeAbsent && p.from(paths[1:], event, chosen)
}

func consistent(in, chosen map[int]int) bool {
	for list, index := range in {
		if other, ok := chosen[list]; ok && other != index {
			return false
		}
	}
	return true
}

// ofString makes an asked element that only strings can match.
func ofString(text string, matches func(string) bool) asked {
	return asked{text, func(v any) bool {
		s, ok := v.(string)
		return ok && matches(s)
	}}
}

// ofNumber makes an asked element that only numbers can match.
func ofNumber(text string, matches func(float64) bool) asked {
	return asked{text, func(v any) bool {
		n, ok := v.(json.Number)
		if !ok {
			return false
		}
		f, err := n.Float64()
		return err == nil && matches(f)
	}}
}

// but makes an asked element of the opposite of others.
func but(text string, others ...asked) asked {
	return asked{text, func(v any) bool {
		return !slices.ContainsFunc(others, func(a asked) bool { return a.matches(v) })
	}}
}

// naiveString matches the string, or the same address.
func naiveString(s string) asked {
	return ofString(strconv.Quote(s), func(v string) bool {
		wanted, err := netip.ParseAddr(s)
		address, otherErr := netip.ParseAddr(v)
		return v == s || err == nil && otherErr == nil && wanted == address
	})
}

func naiveWildcard(s string) asked {
	literal := strings.ReplaceAll(regexp.QuoteMeta(s), `\*`, `.*`)
	expression := regexp.MustCompile(`(?s)\A` + literal + `\z`)
	return ofString(fmt.Sprintf(`{"wildcard":%q}`, s), expression.MatchString)
}

func naiveNetwork(s string) asked {
	network := netip.MustParsePrefix(s)
	return ofString(fmt.Sprintf(`{"cidr":%q}`, s), func(v string) bool {
		address, err := netip.ParseAddr(v)
		return err == nil && network.Contains(address)
	})
}
