package delivery

import (
	"context"
	"maps"
	"sync"
	"time"
)

// How many calls are made at a time.
const (
	callsAtATime = 16
	callsOfALane = 4
)

// lanes are those in which something is to be done or is being done. One goroutine picks, finds and
// claims; any may do the rest.
type lanes struct {
	mu    sync.Mutex
	known map[string]*lane
	turns []string      // the lanes, the one whose turn it is first
	busy  int           // jobs that are being done
	wake  chan struct{} // has room for one
	quiet chan struct{} // closed when nothing is to be done; nil while nobody waits for that
	over  chan struct{} // closed when nobody picks any more
}

// A lane is what shares a rate.
type lane struct {
	more  bool            // jobs may be stored that nobody does
	busy  map[string]bool // keys of those that are being done
	again time.Time       // when the next may begin, in real time
}

func newLanes() *lanes {
	return &lanes{known: map[string]*lane{}, wake: make(chan struct{}, 1), over: make(chan struct{})}
}

// ready notes that a lane has something to do.
func (ls *lanes) ready(name string) {
	ls.mu.Lock()
	l := ls.known[name]
	if l == nil {
		l = &lane{busy: map[string]bool{}}
		ls.known[name] = l
		ls.turns = append(ls.turns, name)
	}
	l.more = true
	ls.mu.Unlock()
	ls.rouse()
}

// rouse has the lanes looked at.
func (ls *lanes) rouse() {
	select {
	case ls.wake <- struct{}{}:
	default:
	}
}

// pick returns the lane whose turn it is of those in which a job may begin now, and the jobs of it
// that are being done. It is not ok when there is none; rest is when there may be one, 0 where that
// depends on something else.
func (ls *lanes) pick() (name string, busy map[string]bool, rest time.Duration, ok bool) {
	ls.mu.Lock()
	defer ls.mu.Unlock()
	if ls.busy >= callsAtATime {
		return "", nil, 0, false
	}
	for range len(ls.turns) {
		name, l := ls.turn()
		wait := time.Until(l.again)
		switch {
		case len(l.busy) >= callsOfALane || !l.more && len(l.busy) > 0:
		case wait > 0:
			rest = shorter(rest, wait)
		case !l.more:
			delete(ls.known, name)
			ls.turns = ls.turns[:len(ls.turns)-1]
		default:
			l.more = false // until the one who picked finds another, or somebody else notes one
			return name, maps.Clone(l.busy), rest, true
		}
	}
	return "", nil, rest, false
}

// turn moves the first lane to the end of the turns.
func (ls *lanes) turn() (string, *lane) {
	name := ls.turns[0]
	ls.turns = append(ls.turns[1:], name)
	return name, ls.known[name]
}

func shorter(rest, wait time.Duration) time.Duration {
	if rest == 0 || wait < rest {
		return wait
	}
	return rest
}

// claim notes that a job of the lane is being done, when the next may begin, and whether there is
// one.
func (ls *lanes) claim(at place, every time.Duration, more bool) {
	ls.mu.Lock()
	defer ls.mu.Unlock()
	l := ls.known[at.lane]
	l.busy[at.key] = true
	l.again = time.Now().Add(every)
	l.more = l.more || more
	ls.busy++
}

// ended notes that a job is no longer being done.
func (ls *lanes) ended(at place) {
	ls.mu.Lock()
	delete(ls.known[at.lane].busy, at.key)
	ls.busy--
	ls.mu.Unlock()
	ls.rouse()
}

// pause is for how long a lane rests after a failure of the emulator's own.
const pause = time.Second

// hold has a lane rest that still has something to do.
func (ls *lanes) hold(name string) {
	ls.mu.Lock()
	defer ls.mu.Unlock()
	l := ls.known[name]
	l.more, l.again = true, time.Now().Add(pause)
}

// announceQuiet tells those who wait for it that nothing is to be done.
func (ls *lanes) announceQuiet() {
	ls.mu.Lock()
	defer ls.mu.Unlock()
	if ls.quiet == nil {
		return
	}
	for _, l := range ls.known {
		if l.more || len(l.busy) > 0 {
			return
		}
	}
	close(ls.quiet)
	ls.quiet = nil
}

// Settle waits until every call that can be made has been made once, the service has ended, or the
// context ends.
func (s *Service) Settle(ctx context.Context) error {
	select {
	case <-s.lanes.whenQuiet():
	case <-s.lanes.over:
	case <-ctx.Done():
		return ctx.Err()
	}
	return nil
}

func (ls *lanes) whenQuiet() <-chan struct{} {
	ls.mu.Lock()
	defer ls.mu.Unlock()
	if ls.quiet == nil {
		ls.quiet = make(chan struct{})
	}
	ls.rouse()
	return ls.quiet
}
