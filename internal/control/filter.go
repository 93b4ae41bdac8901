package control

import (
	"bytes"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"
)

// A Filter says which calls are wanted. An empty member wants all. Service,
// Operation and Resource are globs, in which * stands for any text and ? for one character.
type Filter struct {
	Service   string
	Operation string
	Resource  string
	// ok, error (dropped and cut ones too), upstream, dropped, cut, an error code or an HTTP status
	Outcome string
	Since   time.Time // calls from this time on, by the emulator's clock
	Until   time.Time // calls before this time
	After   int64     // calls with a larger number
	Before  int64     // calls with a smaller number; 0 is all
	// that stands in the operation, resource, error, request or response, in any case
	Text string
}

// filter is a Filter that is ready for use.
type filter struct {
	Filter
	service, operation, resource glob
	text                         string // in lower case
}

// check says why the filter cannot be used.
func (f Filter) check() error {
	for _, g := range []struct{ member, text string }{
		{"service", f.Service}, {"operation", f.Operation}, {"resource", f.Resource},
	} {
		if err := checkGlob(g.text); err != nil {
			return fmt.Errorf("%s: %w", g.member, err)
		}
	}
	return nil
}

func (f Filter) compile() filter {
	return filter{
		f, newGlob(f.Service), newGlob(f.Operation), newGlob(f.Resource), strings.ToLower(f.Text),
	}
}

func (f filter) wants(c *Call) bool {
	return f.service.match(c.Service) && f.wantsOperation(c) && f.resource.match(c.Resource) &&
		(f.Outcome == "" || c.came(f.Outcome)) && (f.Before == 0 || c.Number < f.Before) &&
		(f.Since.IsZero() || !c.Time.Before(f.Since)) && (f.Until.IsZero() || c.Time.Before(f.Until)) &&
		(f.text == "" || c.says(f.text))
}

// wantsOperation tells whether a call is of the operation that is wanted. One that is not served is
// the target, with the prefix of its service or without.
func (f filter) wantsOperation(c *Call) bool {
	return slices.ContainsFunc(operations(c), f.operation.match)
}

// says tells whether a text in lower case stands in the call.
func (c *Call) says(text string) bool {
	for _, part := range []string{c.Operation, c.Target, c.Resource, c.Code, c.Message} {
		if strings.Contains(strings.ToLower(part), text) {
			return true
		}
	}
	return bytes.Contains(bytes.ToLower(c.Request), []byte(text)) ||
		bytes.Contains(bytes.ToLower(c.Response), []byte(text))
}

// came tells whether the call had an outcome: a code, a status, or a word, of which error is for
// what was dropped or cut, too.
func (c *Call) came(outcome string) bool {
	return outcome == c.Outcome || outcome == c.Code || outcome == strconv.Itoa(c.Status) ||
		outcome == "error" && (c.Outcome == dropped || c.Outcome == cut)
}
