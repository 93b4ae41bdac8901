package control

import (
	"context"
	"sync"
	"time"

	"github.com/eventbridge-connections/emulator/internal/awsapi"
)

// A Stream hands on, to those who listen, the events that services announce.
// While nobody listens it keeps nothing and nothing runs.
type Stream struct {
	mu        sync.Mutex
	listeners map[*listener]struct{}
}

// longestQueue is how many announcements may wait for a listener, before it is let go as one that does not read.
const longestQueue = 10_000

// listener is somebody who listens.
type listener struct {
	wake  chan struct{} // has room for one
	queue []announcement
	late  bool // the queue was too long
}

// announcement is what is to come of a subject from a time on. That of no subject is the end of all that was to come.
type announcement struct {
	subject string
	at      time.Time
	coming  []awsapi.Event
}

// NewStream makes a stream to which nobody listens.
func NewStream() *Stream { return &Stream{listeners: map[*listener]struct{}{}} }

// Announce tells the listeners what is to come of the subject, an ARN, from a
// time on, instead of what they were told before.
func (s *Stream) Announce(subject string, at time.Time, coming []awsapi.Event) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for l := range s.listeners {
		if len(l.queue) == longestQueue {
			l.late = true
		} else {
			l.queue = append(l.queue, announcement{subject, at, coming})
		}
		select {
		case l.wake <- struct{}{}:
		default:
		}
	}
}

// Forget takes back all that was announced and has not come: the subjects are no more.
func (s *Stream) Forget() { s.Announce("", time.Time{}, nil) }

func (s *Stream) listen() *listener {
	l := &listener{wake: make(chan struct{}, 1)}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.listeners[l] = struct{}{}
	return l
}

func (s *Stream) leave(l *listener) {
	s.mu.Lock()
	defer s.mu.Unlock()
	delete(s.listeners, l)
}

// take empties the queue. It returns false for a listener that is to be let go.
func (s *Stream) take(l *listener) (queue []announcement, ok bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	queue, l.queue = l.queue, nil
	return queue, !l.late
}

// agenda is what is to come, by subject, in the order of time.
type agenda map[string][]awsapi.Event

// change notes an announcement and returns what came of its subject before.
func (a agenda) change(n announcement) []awsapi.Event {
	if n.subject == "" {
		clear(a)
		return nil
	}
	came := a.cameOf(n.subject, n.at)
	a[n.subject] = n.coming
	return came
}

// came takes out, and returns, what has come by now.
func (a agenda) came(now time.Time) (all []awsapi.Event) {
	for subject := range a {
		all = append(all, a.cameOf(subject, now)...)
	}
	return all
}

func (a agenda) cameOf(subject string, now time.Time) []awsapi.Event {
	coming, n := a[subject], 0
	for n < len(coming) && !coming[n].Time.After(now) {
		n++
	}
	a[subject] = coming[n:]
	if n == len(coming) {
		delete(a, subject)
	}
	return coming[:n]
}

// A following is one listener's place in calls and events.
type following struct {
	panel    *Panel
	listener *listener
	agenda   agenda
	number   int64 // of the last call that was seen
}

// follow begins to listen, after the call with the number; below 0 it is the newest.
func (p *Panel) follow(ctx context.Context, number int64) (*following, error) {
	f := &following{panel: p, listener: p.Stream.listen(), number: number}
	coming, err := p.Coming(ctx)
	if err != nil {
		f.leave()
		return nil, err
	}
	f.agenda = coming
	if number < 0 {
		f.number = p.History.last()
	}
	return f, nil
}

func (f *following) leave() { f.panel.Stream.leave(f.listener) }

// events returns those that have come since the last time. It returns false when some were lost.
func (f *following) events() (came []awsapi.Event, ok bool) {
	queue, ok := f.panel.Stream.take(f.listener)
	for _, n := range queue {
		came = append(came, f.agenda.change(n)...)
	}
	return append(came, f.agenda.came(f.panel.Clock.Now())...), ok
}

// calls returns those that were made since the last time, and a channel that is closed when there may be more.
func (f *following) calls() ([]*Call, <-chan struct{}) {
	calls, changed := f.panel.History.since(f.number)
	if len(calls) > 0 {
		f.number = calls[len(calls)-1].Number
	}
	return calls, changed
}
