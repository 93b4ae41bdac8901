package control

import (
	"sync"

	"github.com/eventbridge-connections/emulator/internal/awsapi"
)

// A Stream hands on the events of the default event bus to those who listen. It keeps nothing for
// those who do not.
type Stream struct {
	mu        sync.Mutex
	listeners map[*listener]struct{}
}

// longestQueue is how many events may wait for a listener before it is let go as one that does not
// read.
const longestQueue = 10_000

// A listener is somebody who listens.
type listener struct {
	wake  chan struct{} // has room for one
	queue []awsapi.Event
	late  bool // the queue was too long
}

// NewStream makes a stream to which nobody listens.
func NewStream() *Stream { return &Stream{listeners: map[*listener]struct{}{}} }

// Publish hands on an event. It does not wait for those who listen.
func (s *Stream) Publish(e awsapi.Event) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for l := range s.listeners {
		if len(l.queue) == longestQueue {
			l.late = true
		} else {
			l.queue = append(l.queue, e)
		}
		select {
		case l.wake <- struct{}{}:
		default:
		}
	}
}

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
func (s *Stream) take(l *listener) (queue []awsapi.Event, ok bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	queue, l.queue = l.queue, nil
	return queue, !l.late
}
