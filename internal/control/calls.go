package control

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"maps"
	"math"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"
)

// patience is how long a wait for calls lasts when the request does not say.
const patience = Duration(30 * time.Second)

// Calls answers the paths of what was called, and of what happens.
type Calls struct {
	History *History
	Stream  *Stream
	Life    context.Context // ends when the emulator stops: nobody waits longer
}

// callsQuery is what a request for calls asks for.
type callsQuery struct {
	filter  Filter
	limit   int // show the last ones
	wait    int // until there are so many
	timeout Duration
}

// ServeCalls lists the calls that the query wants, the newest last. With wait
// it answers when there are so many, or with status 504 when the timeout has passed.
func (cs *Calls) ServeCalls(w http.ResponseWriter, r *http.Request) {
	q, err := parseCallsQuery(r.URL.Query())
	if err != nil {
		fail(w, http.StatusBadRequest, err.Error())
		return
	}
	ctx, stop := cs.while(r.Context())
	defer stop()
	ctx, cancel := context.WithTimeout(ctx, time.Duration(q.timeout))
	defer cancel()
	calls, err := cs.History.wait(ctx, q.wait, q.filter)
	status, problem := http.StatusOK, ""
	if err != nil {
		status = http.StatusGatewayTimeout
		problem = fmt.Sprintf("%d of %d calls have come within %v", len(calls), q.wait, q.timeout)
	}
	note := ""
	if len(calls) == 0 {
		note = cs.History.note(q.filter)
	}
	cs.replyCalls(w, status, calls, q.limit, problem, note)
}

// replyCalls answers with the last of the calls, one by one, and how many there are.
func (cs *Calls) replyCalls(
	w http.ResponseWriter, status int, calls []*Call, limit int, problem, note string,
) {
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	out := bufio.NewWriter(w) // whose errors are the client's, who has gone
	defer out.Flush()
	_, _ = out.WriteString(`{"calls":[`)
	for i, c := range calls[max(0, len(calls)-limit):] {
		if i > 0 {
			_ = out.WriteByte(',')
		}
		text, _ := encode(cs.History.shown(c)) // a call is always JSON
		if _, err := out.Write(text); err != nil {
			return
		}
	}
	_, _ = fmt.Fprintf(out, `],"count":%d`, len(calls))
	writeMember(out, "error", problem)
	writeMember(out, "note", note)
	_, _ = out.WriteString("}\n")
}

// writeMember writes a member of an object after another one, unless it is empty.
func writeMember(out io.Writer, name, text string) {
	if text == "" {
		return
	}
	value, _ := encode(text)
	_, _ = fmt.Fprintf(out, `,"%s":%s`, name, value)
}

// ServeClearCalls forgets the calls.
func (cs *Calls) ServeClearCalls(w http.ResponseWriter, _ *http.Request) {
	cs.History.Clear()
	reply(w, http.StatusOK, map[string]any{})
}

// while returns a context that ends with the request or, before, with the emulator.
func (cs *Calls) while(request context.Context) (context.Context, context.CancelFunc) {
	ctx, cancel := context.WithCancel(request)
	stop := context.AfterFunc(cs.Life, cancel)
	return ctx, func() { stop(); cancel() }
}

// callsMembers read the members of the query.
var callsMembers = map[string]func(*callsQuery, string) error{
	"service":   func(q *callsQuery, v string) error { q.filter.Service = v; return nil },
	"operation": func(q *callsQuery, v string) error { q.filter.Operation = v; return nil },
	"resource":  func(q *callsQuery, v string) error { q.filter.Resource = v; return nil },
	"outcome":   func(q *callsQuery, v string) error { q.filter.Outcome = v; return nil },
	"since":     func(q *callsQuery, v string) (err error) { q.filter.Since, err = parseTime(v); return err },
	"until":     func(q *callsQuery, v string) (err error) { q.filter.Until, err = parseTime(v); return err },
	"after":     func(q *callsQuery, v string) (err error) { q.filter.After, err = parseNumber(v); return err },
	"before":    func(q *callsQuery, v string) (err error) { q.filter.Before, err = parseNumber(v); return err },
	"text":      func(q *callsQuery, v string) error { q.filter.Text = v; return nil },
	"limit":     func(q *callsQuery, v string) (err error) { q.limit, err = parseCount(v); return err },
	"wait":      func(q *callsQuery, v string) (err error) { q.wait, err = parseCount(v); return err },
	"timeout":   func(q *callsQuery, v string) (err error) { q.timeout, err = ParseDuration(v); return err },
}

func parseCallsQuery(values url.Values) (*callsQuery, error) {
	q := &callsQuery{limit: math.MaxInt, timeout: patience}
	for name, given := range values {
		read, known := callsMembers[name]
		if !known {
			return nil, unknownMember(name, slices.Sorted(maps.Keys(callsMembers))...)
		}
		if err := read(q, given[len(given)-1]); err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
	}
	return q, q.filter.check()
}

func unknownMember(name string, known ...string) error {
	if len(known) == 0 {
		return fmt.Errorf("unknown member %q: there are no members here", name)
	}
	return fmt.Errorf("unknown member %q: the members are %s", name, strings.Join(known, ", "))
}

func parseTime(text string) (time.Time, error) {
	t, err := time.Parse(time.RFC3339, text)
	if err != nil {
		return t, fmt.Errorf("%q is no time such as 2026-09-26T22:28:12Z", text)
	}
	return t, nil
}

func parseNumber(text string) (int64, error) {
	n, err := strconv.ParseInt(text, 10, 64)
	if err != nil || n < 0 {
		return 0, fmt.Errorf("%q is no whole number such as 10", text)
	}
	return n, nil
}

func parseCount(text string) (int, error) {
	n, err := parseNumber(text)
	return int(n), err
}
