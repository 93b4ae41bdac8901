package delivery

import (
	"context"
	"fmt"
	"strings"
	"sync"
	"time"

	"github.com/eventbridge-connections/emulator/internal/awsapi"
	"github.com/eventbridge-connections/emulator/internal/page"
	"github.com/eventbridge-connections/emulator/internal/transaction"
)

// How many calls are made at a time.
const (
	callsAtATime = 16
	callsOfALane = 4
)

// A job is a call that is to be made as soon as its lane lets it. A lane is what shares a rate: an API
// destination, a queue of dead letters, a connection that wants a token.
type job struct {
	Kind    jobKind
	ID      string // of the delivery, or the ARN of the connection
	Version int    `json:",omitzero"` // of the connection
	Rate    int    `json:",omitzero"` // how many of its lane may begin each second; 0 is any number
	Account string
	Region  string
}

type jobKind string

const (
	deliverJob   jobKind = "deliver"
	buryJob      jobKind = "bury"
	authorizeJob jobKind = "authorize"
)

// jobRows are the jobs that are still to be done, by lane and in the order of their making.
var jobRows = transaction.Table[job]{Name: "jobs", Transient: true}

// A place is where a job stands: its lane and its key.
type place struct{ lane, key string }

// enqueue has a job done once the transaction is committed.
func (s *Service) enqueue(tx *transaction.Tx, lane string, j job) error {
	j.Account, j.Region = tx.Caller.Account, tx.Caller.Region
	key := laneKey(lane) + fmt.Sprintf("%020d ", tx.Now().UnixNano()) + j.ID
	tx.OnCommit(func() { s.jobs.ready(lane) })
	return jobRows.Put(shared(tx), key, &j)
}

// done removes a job.
func (p place) done(tx *transaction.Tx) error { return jobRows.Delete(shared(tx), p.key) }

// shared is the transaction for the shelf of all jobs.
func shared(tx *transaction.Tx) *transaction.Tx { return tx.As(awsapi.Caller{}) }

func laneKey(lane string) string { return lane + " " }

// jobs are the lanes in which something is to be done, and what is being done.
type jobs struct {
	mu    sync.Mutex
	lanes map[string]*lane
	turns []string      // the lanes, the one whose turn is next first
	busy  int           // jobs that are being done
	wake  chan struct{} // has room for one
	quiet chan struct{} // closed when there is nothing to do; nil while nobody waits for that
}

// A lane has jobs that are to be done.
type lane struct {
	busy  map[string]bool // keys of those that are being done
	again time.Time       // when the next may begin, in real time
	every time.Duration   // between two that begin
}

func newJobs() *jobs { return &jobs{lanes: map[string]*lane{}, wake: make(chan struct{}, 1)} }

// ready notes that a lane has something to do.
func (js *jobs) ready(name string) {
	js.mu.Lock()
	if js.lanes[name] == nil {
		js.lanes[name] = &lane{busy: map[string]bool{}}
		js.turns = append(js.turns, name)
	}
	js.mu.Unlock()
	js.rouse()
}

// rouse lets Run look for something to do.
func (js *jobs) rouse() {
	select {
	case js.wake <- struct{}{}:
	default:
	}
}

// Run does the jobs until the context ends, and then waits for those that are being done.
func (s *Service) Run(ctx context.Context) {
	var running sync.WaitGroup
	defer running.Wait()
	if err := s.findLanes(ctx); err != nil && ctx.Err() == nil {
		s.Log.ErrorContext(ctx, "the deliveries that wait cannot be read", "err", err)
	}
	for {
		rest := s.dispatch(ctx, &running)
		if !s.await(ctx, rest) {
			return
		}
	}
}

// findLanes notes the lanes that an earlier process has left.
func (s *Service) findLanes(ctx context.Context) error {
	names, err := transaction.View(ctx, s.Store, func(tx *transaction.Tx) (names []string, err error) {
		for after := ""; ; {
			name, err := nextLane(tx, after)
			if err != nil || name == "" {
				return names, err
			}
			names, after = append(names, name), laneKey(name)+"\xff"
		}
	})
	for _, name := range names {
		s.jobs.ready(name)
	}
	return err
}

// nextLane returns the first lane after a key that has a job, or nothing.
func nextLane(tx *transaction.Tx, after string) (string, error) {
	for item, err := range jobRows.Scan(shared(tx), "", after) {
		name, _, _ := strings.Cut(item.Key, " ")
		return name, err
	}
	return "", nil
}

// await waits until there may be something to do. It returns false when the context ends.
func (s *Service) await(ctx context.Context, rest time.Duration) bool {
	var over <-chan time.Time
	if rest > 0 {
		timer := time.NewTimer(rest)
		defer timer.Stop()
		over = timer.C
	}
	select {
	case <-s.jobs.wake:
	case <-over:
	case <-ctx.Done():
		return false
	}
	return true
}

// dispatch begins every job that may begin now, one of each lane by turns. It returns how long it is
// until the next may begin, 0 where that depends on something else.
func (s *Service) dispatch(ctx context.Context, running *sync.WaitGroup) (rest time.Duration) {
	for looked := 0; ctx.Err() == nil; looked++ {
		name, wait, ok := s.jobs.turn(looked)
		if !ok {
			break
		}
		if wait > 0 {
			rest = shorter(rest, wait)
			continue
		}
		if s.begins(ctx, name, running) {
			looked = -1
		}
	}
	s.jobs.announceQuiet()
	return rest
}

func shorter(rest, wait time.Duration) time.Duration {
	if rest == 0 || wait < rest {
		return wait
	}
	return rest
}

// turn moves the lane whose turn it is to the end. It is not ok when every lane was looked at, or no
// more can be done at a time; it returns how long the lane still has to wait.
func (js *jobs) turn(looked int) (name string, wait time.Duration, ok bool) {
	js.mu.Lock()
	defer js.mu.Unlock()
	if looked >= len(js.turns) || js.busy >= callsAtATime {
		return "", 0, false
	}
	name = js.turns[0]
	js.turns = append(js.turns[1:], name)
	return name, max(0, time.Until(js.lanes[name].again)), true
}

// begins begins the next job of a lane, if there is one and the lane is not full.
func (s *Service) begins(ctx context.Context, name string, running *sync.WaitGroup) bool {
	j, at, err := s.next(ctx, name)
	if err != nil {
		s.Log.ErrorContext(ctx, "a delivery that waits cannot be read", "err", err)
		return false
	}
	if j == nil {
		return false
	}
	running.Go(func() {
		defer s.jobs.ended(at)
		if err := s.do(ctx, *j, at); err != nil && ctx.Err() == nil {
			s.Log.ErrorContext(ctx, "a delivery failed on the emulator's side and is tried again", "err", err)
			s.jobs.hold(at.lane)
		}
	})
	return true
}

// next claims the first job of a lane that nobody does. A lane that has none is forgotten.
func (s *Service) next(ctx context.Context, name string) (*job, place, error) {
	busy, full := s.jobs.busyIn(name)
	if full {
		return nil, place{}, nil
	}
	item, err := transaction.View(ctx, s.Store, func(tx *transaction.Tx) (page.Item[job], error) {
		for item, err := range jobRows.Scan(shared(tx), laneKey(name), "") {
			if err != nil || !busy[item.Key] {
				return item, err
			}
		}
		return page.Item[job]{}, nil
	})
	if err != nil || item.Value == nil {
		s.jobs.empty(name)
		return nil, place{}, err
	}
	at := place{name, item.Key}
	s.jobs.claim(at, item.Value.Rate)
	return item.Value, at, nil
}

// busyIn returns the jobs of the lane that are being done, and whether no more may be.
func (js *jobs) busyIn(name string) (busy map[string]bool, full bool) {
	js.mu.Lock()
	defer js.mu.Unlock()
	l := js.lanes[name]
	busy = map[string]bool{}
	for key := range l.busy {
		busy[key] = true
	}
	return busy, len(busy) >= callsOfALane
}

// claim notes that a job is being done, at a rate that was known when it was made.
func (js *jobs) claim(at place, rate int) {
	js.mu.Lock()
	defer js.mu.Unlock()
	l := js.lanes[at.lane]
	if l.every == 0 && rate > 0 {
		l.every = time.Second / time.Duration(rate)
	}
	l.busy[at.key] = true
	l.again = time.Now().Add(l.every)
	js.busy++
}

// ended notes that a job is no longer being done.
func (js *jobs) ended(at place) {
	js.mu.Lock()
	delete(js.lanes[at.lane].busy, at.key)
	js.busy--
	js.mu.Unlock()
	js.rouse()
}

// pause is for how long a lane rests after a failure of the emulator's own.
const pause = time.Second

func (js *jobs) hold(name string) {
	js.mu.Lock()
	defer js.mu.Unlock()
	js.lanes[name].again = time.Now().Add(pause)
}

// pace sets how many jobs of a lane may begin each second.
func (js *jobs) pace(name string, rate int) {
	js.mu.Lock()
	defer js.mu.Unlock()
	js.lanes[name].every = time.Second / time.Duration(max(rate, 1))
}

// empty forgets a lane in which nothing is done.
func (js *jobs) empty(name string) {
	js.mu.Lock()
	defer js.mu.Unlock()
	if l := js.lanes[name]; l == nil || len(l.busy) > 0 || time.Now().Before(l.again) {
		return
	}
	delete(js.lanes, name)
	for i, other := range js.turns {
		if other == name {
			js.turns = append(js.turns[:i], js.turns[i+1:]...)
			return
		}
	}
}

// announceQuiet tells those who wait for it that there is nothing to do.
func (js *jobs) announceQuiet() {
	js.mu.Lock()
	defer js.mu.Unlock()
	if js.quiet != nil && len(js.lanes) == 0 {
		close(js.quiet)
		js.quiet = nil
	}
}

// Settle waits until every call that can be made has been made once, or the context ends.
func (s *Service) Settle(ctx context.Context) error {
	js := s.jobs
	js.mu.Lock()
	if len(js.lanes) == 0 {
		js.mu.Unlock()
		return nil
	}
	if js.quiet == nil {
		js.quiet = make(chan struct{})
	}
	quiet := js.quiet
	js.mu.Unlock()
	js.rouse()
	select {
	case <-quiet:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}
