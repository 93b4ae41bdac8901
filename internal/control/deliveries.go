package control

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"time"

	"github.com/eventbridge-connections/emulator/internal/awsapi"
	"github.com/eventbridge-connections/emulator/internal/delivery"
	"github.com/eventbridge-connections/emulator/internal/pattern"
)

// Deliveries answers the paths of events on their way to targets.
type Deliveries struct {
	Calls   *Calls
	States  *States
	Service *delivery.Service
	Match   func(ctx context.Context, bus string, e *pattern.Event) ([]Verdict, error)
}

// A Verdict says whether an event is for a rule.
type Verdict struct {
	Rule    string `json:"rule"`
	Bus     string `json:"bus"`
	State   string `json:"state"`
	Matches bool   `json:"matches"`
	Field   string `json:"field,omitempty"`  // where pattern and event part first
	Wanted  string `json:"wanted,omitempty"` // what the pattern asks for there
}

// deliveriesQuery is what a request for deliveries asks for.
type deliveriesQuery struct {
	filter  delivery.Filter
	limit   int
	wait    int
	timeout Duration
}

// usualDeliveries is how many deliveries are listed when the request does not say.
const usualDeliveries = 1000

// ServeAll lists the deliveries that the query wants, the newest last. With wait it answers when so
// many have ended, or with status 504 when the timeout has passed.
func (ds Deliveries) ServeAll(w http.ResponseWriter, r *http.Request) {
	q, err := parseDeliveriesQuery(r)
	if err != nil {
		fail(w, http.StatusBadRequest, err.Error())
		return
	}
	ctx, stop := ds.Calls.while(r.Context())
	defer stop()
	ctx, cancel := context.WithTimeout(ctx, time.Duration(q.timeout))
	defer cancel()
	found, late := ds.Service.Journal.Wait(ctx, q.wait, q.filter)
	ended := len(found)
	found, err = ds.Service.List(r.Context(), q.filter, usualDeliveries)
	if err != nil {
		fail(w, http.StatusInternalServerError, err.Error())
		return
	}
	shown := append([]delivery.Delivery{}, found[max(0, len(found)-q.limit):]...) // never null
	answer := map[string]any{"deliveries": shown, "count": len(found)}
	if late == nil {
		reply(w, http.StatusOK, answer)
		return
	}
	answer["error"] = fmt.Sprintf("%d of %d deliveries have ended within %v", ended, q.wait, q.timeout)
	reply(w, http.StatusGatewayTimeout, answer)
}

func parseDeliveriesQuery(r *http.Request) (q deliveriesQuery, err error) {
	q.limit, q.timeout = usualDeliveries, patience
	texts := map[string]*string{
		"event": &q.filter.Event, "bus": &q.filter.Bus, "rule": &q.filter.Rule, "target": &q.filter.Target,
		"account": &q.filter.Account, "region": &q.filter.Region,
	}
	others := map[string]func(string) error{
		"outcome": func(v string) error { return readOutcome(&q.filter.Outcome, v) },
		"after":   func(v string) (err error) { q.filter.After, err = parseNumber(v); return err },
		"limit":   func(v string) (err error) { q.limit, err = parseCount(v); return err },
		"wait":    func(v string) (err error) { q.wait, err = parseCount(v); return err },
		"timeout": func(v string) (err error) { q.timeout, err = ParseDuration(v); return err },
	}
	for name, given := range r.URL.Query() {
		value := given[len(given)-1]
		if text, ok := texts[name]; ok {
			*text = value
			continue
		}
		read, ok := others[name]
		if !ok {
			return q, unknownMember(
				name, "account", "after", "bus", "event", "limit", "outcome", "region", "rule", "target",
				"timeout", "wait",
			)
		}
		if err := read(value); err != nil {
			return q, fmt.Errorf("%s: %w", name, err)
		}
	}
	return q, nil
}

func readOutcome(into *delivery.Outcome, text string) error {
	*into = delivery.Outcome(text)
	if slices.Contains(delivery.Outcomes, *into) {
		return nil
	}
	names := make([]string, len(delivery.Outcomes))
	for i, o := range delivery.Outcomes {
		names[i] = string(o)
	}
	return fmt.Errorf("%q is no outcome: take one of %s", text, strings.Join(names, ", "))
}

// ServeClear forgets the deliveries that have ended.
func (ds Deliveries) ServeClear(w http.ResponseWriter, _ *http.Request) {
	ds.Service.Journal.Clear()
	reply(w, http.StatusOK, map[string]any{})
}

// ServeRetry has a delivery tried again that has ended.
func (ds Deliveries) ServeRetry(w http.ResponseWriter, r *http.Request) {
	err := ds.Service.Retry(r.Context(), r.PathValue("id"))
	switch {
	case errors.Is(err, delivery.ErrNoDelivery):
		fail(w, http.StatusNotFound, err.Error())
	case err != nil:
		fail(w, http.StatusInternalServerError, err.Error())
	default:
		reply(w, http.StatusOK, map[string]any{})
	}
}

// A matchBody is an event that is held against the rules of an event bus.
type matchBody struct {
	Bus   string          `json:"bus"`
	Event json.RawMessage `json:"event"`
}

const matchExample = `{"bus":"default","event":{"source":"shop.orders","detail-type":"Order Placed","detail":{}}}`

// ServeMatch says of each rule of an event bus whether an event is for it, and what parts them.
func (ds Deliveries) ServeMatch(w http.ResponseWriter, r *http.Request) {
	caller, ok := ds.States.caller(w, r)
	if !ok {
		return
	}
	body, ok := read[matchBody](w, r, maxBody, matchExample)
	if !ok {
		return
	}
	if body.Bus == "" {
		body.Bus = "default"
	}
	event, err := pattern.ReadEvent(body.Event)
	if err != nil {
		fail(w, http.StatusBadRequest, "event takes a JSON object; send one such as "+matchExample)
		return
	}
	verdicts, err := ds.Match(awsapi.WithCaller(r.Context(), caller), body.Bus, event)
	if err != nil {
		failWith(w, err)
		return
	}
	reply(w, http.StatusOK, map[string]any{"rules": verdicts})
}

// ServeRequest shows the request of an API destination for the body.
func (ds Deliveries) ServeRequest(w http.ResponseWriter, r *http.Request) {
	caller, ok := ds.States.caller(w, r)
	if !ok {
		return
	}
	reveal, ok := revealing(w, r)
	if !ok {
		return
	}
	body, ok := readAll(w, r)
	if !ok {
		return
	}
	shown, err := ds.Service.Request(awsapi.WithCaller(r.Context(), caller), r.PathValue("name"), body)
	if err != nil {
		failShown(w, err)
		return
	}
	reply(w, http.StatusOK, showing(shown, reveal))
}

// ServeRuleRequests shows the requests of the targets of a rule for an event.
func (ds Deliveries) ServeRuleRequests(w http.ResponseWriter, r *http.Request) {
	caller, ok := ds.States.caller(w, r)
	if !ok {
		return
	}
	reveal, ok := revealing(w, r)
	if !ok {
		return
	}
	given, ok := readEvent(w, r, caller)
	if !ok {
		return
	}
	bus := r.URL.Query().Get("bus")
	if bus == "" {
		bus = "default"
	}
	shown, err := ds.Service.RuleRequests(
		awsapi.WithCaller(r.Context(), caller), bus, r.PathValue("rule"), given,
	)
	if err != nil {
		failShown(w, err)
		return
	}
	targets := make([]any, len(shown))
	for i, t := range shown {
		targets[i] = struct {
			Target string `json:"target"`
			Input  string `json:"input"`
			shownBody
		}{t.Target, t.Input, showing(t.Shown, reveal)}
	}
	reply(w, http.StatusOK, map[string]any{"targets": targets})
}
