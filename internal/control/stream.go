package control

import (
	"context"
	"iter"
	"sync"
)

// A Stream hands on what happens to those who listen. It keeps nothing for those who do not.
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
	queue []happening
	late  bool // the queue was too long
}

// A happening is one thing that happened.
type happening struct {
	kind string // event or delivery
	data any
}

// NewStream makes a stream to which nobody listens.
func NewStream() *Stream { return &Stream{listeners: map[*listener]struct{}{}} }

// Publish hands on what happened: an event, or the end of a delivery. It does not wait for those
// who listen.
func (s *Stream) Publish(kind string, data any) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for l := range s.listeners {
		if len(l.queue) == longestQueue {
			l.late = true
		} else {
			l.queue = append(l.queue, happening{kind, data})
		}
		select {
		case l.wake <- struct{}{}:
		default:
		}
	}
}

// Follow yields what happens from now on: events and the ends of deliveries. It ends with ctx, and
// for whoever is too slow. It is to be ranged over once.
func (s *Stream) Follow(ctx context.Context) iter.Seq[any] {
	l := s.listen()
	stop := context.AfterFunc(ctx, func() { s.leave(l) }) // also where nobody ranges over it
	return func(yield func(any) bool) {
		defer s.leave(l)
		defer stop()
		for {
			queue, ok := s.take(l)
			for _, h := range queue {
				if !yield(h.data) {
					return
				}
			}
			if !ok {
				return
			}
			select {
			case <-l.wake:
			case <-ctx.Done():
				return
			}
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
func (s *Stream) take(l *listener) (queue []happening, ok bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	queue, l.queue = l.queue, nil
	return queue, !l.late
}
