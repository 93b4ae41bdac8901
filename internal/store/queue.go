package store

import (
	"slices"
	"sync"
)

// groupLimit bounds what one commit may take, so that the first of a group does not wait for ever.
const groupLimit = 1024

// queue decides who may write. The turn goes to whoever comes while nobody has it, and from one to the next:
// who has it must ask for the next group until there is none.
type queue struct {
	mu      sync.Mutex
	taken   bool // somebody has the turn
	closed  bool
	waiting []*write
	dry     chan struct{} // closed when the queue is closed and nobody has the turn
}

// enter answers whether the write has the turn; otherwise it has a place in the queue.
func (q *queue) enter(w *write) (turn bool, err error) {
	q.mu.Lock()
	defer q.mu.Unlock()
	if q.closed {
		return false, ErrClosed
	}
	if !q.taken {
		q.taken = true
		return true, nil
	}
	w.done = make(chan struct{})
	q.waiting = append(q.waiting, w)
	return false, nil
}

// leave gives up the place in the queue, which is too late for who was taken from it.
func (q *queue) leave(w *write) bool {
	q.mu.Lock()
	defer q.mu.Unlock()
	place := slices.Index(q.waiting, w)
	if place < 0 {
		return false
	}
	q.waiting = slices.Delete(q.waiting, place, place+1)
	return true
}

// first puts those before all others who have waited already.
func (q *queue) first(writes ...*write) {
	q.mu.Lock()
	defer q.mu.Unlock()
	q.waiting = slices.Insert(q.waiting, 0, writes...)
}

// next takes those who may write together; one who must be alone is a group of its own. Where nobody waits, the turn
// is given back.
func (q *queue) next() []*write {
	q.mu.Lock()
	defer q.mu.Unlock()
	if len(q.waiting) == 0 {
		q.taken = false
		if q.closed {
			close(q.dry)
		}
		return nil
	}
	n := slices.IndexFunc(q.waiting, func(w *write) bool { return w.alone })
	if n < 0 {
		n = len(q.waiting)
	}
	n = min(max(n, 1), groupLimit)
	group := q.waiting[:n:n]
	q.waiting = q.waiting[n:]
	return group
}

// close takes nobody in any more and waits until all who were have written.
func (q *queue) close() {
	q.mu.Lock()
	q.closed, q.dry = true, make(chan struct{})
	if !q.taken {
		close(q.dry)
	}
	q.mu.Unlock()
	<-q.dry
}
