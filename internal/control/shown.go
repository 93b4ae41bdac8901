package control

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"time"

	"github.com/eventbridge-connections/emulator/internal/awsapi"
	"github.com/eventbridge-connections/emulator/internal/delivery"
	"github.com/eventbridge-connections/emulator/internal/invocation"
)

// A shownBody is what would be sent. The parts of a request say where they come from; the text of
// one is the request as a whole, with its secrets only where somebody asked for them.
type shownBody struct {
	Request *requestBody         `json:"request,omitempty"`
	Token   *requestBody         `json:"tokenRequest,omitempty"`
	Failure *delivery.DeadLetter `json:"failure,omitempty"`
	Route   bool                 `json:"route"` // a route leads there
}

type requestBody struct {
	Text  invocation.Message  `json:"text"`
	Parts *invocation.Request `json:"parts"`
	Notes []invocation.Note   `json:"notes,omitempty"`
}

// revealing tells whether the request asks for secrets. It is not ok when it asks for something
// else.
func revealing(w http.ResponseWriter, r *http.Request) (reveal, ok bool) {
	given := r.URL.Query()["secrets"]
	if len(given) > 0 && given[len(given)-1] != "shown" {
		fail(w, http.StatusBadRequest, "secrets takes shown, and masks them when it is left out")
		return false, false
	}
	return len(given) > 0, true
}

func showing(s *delivery.Shown, reveal bool) shownBody {
	return shownBody{
		showingRequest(s.Request, reveal), showingRequest(s.Token, reveal), s.Failure, s.Route,
	}
}

func showingRequest(r *invocation.Request, reveal bool) *requestBody {
	if r == nil {
		return nil
	}
	text := r.Masked()
	if reveal {
		text = r.Reveal()
	}
	return &requestBody{text, r, r.Notes}
}

func failShown(w http.ResponseWriter, err error) {
	if errors.Is(err, delivery.ErrNothing) {
		fail(w, http.StatusNotFound, err.Error())
		return
	}
	failWith(w, err)
}

func readAll(w http.ResponseWriter, r *http.Request) ([]byte, bool) {
	body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, maxBody))
	if err != nil {
		fail(w, http.StatusRequestEntityTooLarge, fmt.Sprintf("the body cannot be read: %v", err))
		return nil, false
	}
	return body, true
}

// An eventBody is an event as its envelope has it. What is left out is made up, the time by whoever
// takes the event.
type eventBody struct {
	Version    string          `json:"version"`
	ID         string          `json:"id"`
	DetailType string          `json:"detail-type"`
	Source     string          `json:"source"`
	Account    string          `json:"account"`
	Time       time.Time       `json:"time"`
	Region     string          `json:"region"`
	Resources  []string        `json:"resources"`
	Detail     json.RawMessage `json:"detail"`
}

const eventExample = `{"source":"shop.orders","detail-type":"Order Placed","detail":{"id":1}}`

// readEvent reads an event, of the caller's account and region where it names none.
func readEvent(w http.ResponseWriter, r *http.Request, caller awsapi.Caller) (awsapi.Event, bool) {
	body, ok := read[eventBody](w, r, maxBody, eventExample)
	if !ok {
		return awsapi.Event{}, false
	}
	detail, ok := compactObject(body.Detail)
	if !ok {
		fail(w, http.StatusBadRequest, "detail takes a JSON object; send one such as "+eventExample)
		return awsapi.Event{}, false
	}
	if body.Account != "" {
		caller.Account = body.Account
	}
	if body.Region != "" {
		caller.Region = body.Region
	}
	if body.ID == "" {
		body.ID = awsapi.NewEventID()
	}
	return awsapi.Event{
		ID: body.ID, DetailType: body.DetailType, Source: body.Source, Caller: caller,
		Time: body.Time, Resources: body.Resources, Detail: detail,
	}, true
}

// compactObject is a detail as PutEvents passes it on. One that is left out is empty.
func compactObject(detail json.RawMessage) (json.RawMessage, bool) {
	if detail == nil {
		return json.RawMessage("{}"), true
	}
	var compact bytes.Buffer
	err := json.Compact(&compact, detail)
	return compact.Bytes(), err == nil && bytes.HasPrefix(compact.Bytes(), []byte("{"))
}
