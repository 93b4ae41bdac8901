package control

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"time"
)

// pulse is for how long a stream is silent at most: who writes to nobody finds out.
const pulse = 15 * time.Second

// ServeEvents is a stream of server-sent events without an end: calls as they are answered, events
// as they are put on event buses, and deliveries as they end. It begins now, or after the call that
// Last-Event-ID or the query's after names.
func (cs *Calls) ServeEvents(w http.ResponseWriter, r *http.Request) {
	number, err := lastSeen(r)
	if err != nil {
		fail(w, http.StatusBadRequest, err.Error())
		return
	}
	ctx, stop := cs.while(r.Context())
	defer stop()
	f := cs.follow(number)
	defer cs.Stream.leave(f.listener)
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

// A follower is one listener's place in calls and events.
type follower struct {
	history  *History
	stream   *Stream
	listener *listener
	number   int64 // of the last call that was seen
}

// follow begins to listen, after the call with the number; below 0 it is the newest.
func (cs *Calls) follow(number int64) *follower {
	if number < 0 {
		number = cs.History.last()
	}
	return &follower{cs.History, cs.Stream, cs.Stream.listen(), number}
}

// serve writes what there is and waits for more. It returns false when the stream is over.
func (f *follower) serve(ctx context.Context, w http.ResponseWriter) bool {
	calls, _, more := f.history.since(f.number)
	happened, ok := f.stream.take(f.listener)
	for _, h := range happened {
		if send(w, h.kind, "", h.data) != nil {
			return false
		}
	}
	for _, c := range calls {
		f.number = c.Number
		if send(w, "call", fmt.Sprintf("id: %d\n", c.Number), f.history.shown(c)) != nil {
			return false
		}
	}
	if !ok || http.NewResponseController(w).Flush() != nil {
		return false
	}
	return f.wait(ctx, w, more)
}

// wait returns true when there may be more to write, and false when the context ends.
func (f *follower) wait(ctx context.Context, w http.ResponseWriter, more <-chan struct{}) bool {
	silent := time.NewTimer(pulse)
	defer silent.Stop()
	select {
	case <-more:
	case <-f.listener.wake:
	case <-silent.C:
		_, _ = io.WriteString(w, ":\n\n") // the next flush tells whether anybody reads it
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
