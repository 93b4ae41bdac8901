package control

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"time"
)

const (
	// glance is how often a stream looks whether something has come by itself, while there is something to come.
	glance = 50 * time.Millisecond
	// pulse is how long a stream is silent at most: who writes to nobody finds out.
	pulse = 15 * time.Second
)

// ServeEvents is a stream of server-sent events without an end: calls as they
// are answered, and what EventBridge says on the default event bus. It begins
// now, or after the call that Last-Event-ID or the query's after names.
func (p *Panel) ServeEvents(w http.ResponseWriter, r *http.Request) {
	number, err := lastSeen(r)
	if err != nil {
		fail(w, http.StatusBadRequest, err.Error())
		return
	}
	ctx, stop := p.while(r.Context())
	defer stop()
	f, err := p.follow(ctx, number)
	if err != nil {
		fail(w, http.StatusInternalServerError, "the data cannot be read: "+err.Error())
		return
	}
	defer f.leave()
	w.Header().Set("Content-Type", "text/event-stream")
	w.Header().Set("Cache-Control", "no-store")
	_, _ = io.WriteString(w, ": listening\n\n")
	for f.serve(ctx, w) {
	}
}

// lastSeen is the number of the last call that the client has seen, or -1.
func lastSeen(r *http.Request) (int64, error) {
	if err := knownMembers(r, "after"); err != nil {
		return 0, err
	}
	text := r.URL.Query().Get("after")
	if text == "" {
		text = r.Header.Get("Last-Event-ID")
	}
	if text == "" {
		return -1, nil
	}
	return parseNumber(text)
}

// serve writes what has come and waits for more. It returns false when the stream is over.
func (f *following) serve(ctx context.Context, w http.ResponseWriter) bool {
	calls, more := f.calls()
	events, ok := f.events()
	for _, e := range events {
		if send(w, "event", "", e) != nil {
			return false
		}
	}
	for _, c := range calls {
		if send(w, "call", fmt.Sprintf("id: %d\n", c.Number), f.panel.History.shown(c)) != nil {
			return false
		}
	}
	if !ok || http.NewResponseController(w).Flush() != nil {
		return false
	}
	return f.wait(ctx, w, more)
}

func (f *following) wait(ctx context.Context, w http.ResponseWriter, more <-chan struct{}) bool {
	rest := pulse
	if len(f.agenda) > 0 {
		rest = glance
	}
	over := time.NewTimer(rest)
	defer over.Stop()
	select {
	case <-more:
	case <-f.listener.wake:
	case <-over.C:
		if rest == pulse {
			_, _ = io.WriteString(w, ":\n\n") // the next flush tells whether anybody reads it
		}
	case <-ctx.Done():
		return false
	}
	return true
}

// send writes one server-sent event.
func send(w io.Writer, kind, id string, data any) error {
	text, err := json.Marshal(data)
	if err != nil {
		return err
	}
	_, err = fmt.Fprintf(w, "event: %s\n%sdata: %s\n\n", kind, id, text)
	return err
}
