package delivery

import (
	"context"
	"fmt"
	"net/url"
	"runtime/debug"
	"strings"
	"sync"
	"time"

	"github.com/eventbridge-connections/emulator/internal/awsapi"
	"github.com/eventbridge-connections/emulator/internal/transaction"
)

// A job is a call that is to be made as soon as its lane lets it. A lane is what shares a rate: an
// API destination, a queue of dead letters, a connection that wants a token.
type job struct {
	Kind    jobKind
	ID      string // of the delivery, or the ARN of the connection
	Version int    `json:",omitzero"` // of the connection
	Account string
	Region  string
}

type jobKind string

const (
	deliverJob   jobKind = "deliver"
	buryJob      jobKind = "bury"
	authorizeJob jobKind = "authorize"
)

func (j job) owner() owner { return owner{Account: j.Account, Region: j.Region} }

// jobRows are the jobs that are still to be done, by lane and in the order of their making.
var jobRows = transaction.Table[job]{Name: "jobs", Transient: true}

// A place is where a job stands: its lane and its key.
type place struct{ lane, key string }

// enqueue has a job done once the transaction is committed.
func (s *Service) enqueue(tx *transaction.Tx, lane string, j job) error {
	j.Account, j.Region = tx.Caller.Account, tx.Caller.Region
	tx.OnCommit(func() { s.lanes.ready(lane) })
	return jobRows.Put(shared(tx), j.key(lane, tx.Now()), &j)
}

// key has the version of a connection, so that the end of a job takes away no later one of the same
// time.
func (j job) key(lane string, at time.Time) string {
	return laneKey(lane) + fmt.Sprintf("%020d %s %d", at.UnixNano(), j.ID, j.Version)
}

// done removes a job.
func (p place) done(tx *transaction.Tx) error { return jobRows.Delete(shared(tx), p.key) }

// shared is the transaction for the shelf of all jobs.
func shared(tx *transaction.Tx) *transaction.Tx { return tx.As(awsapi.Caller{}) }

// laneKey is what the keys of a lane begin with. No other lane's do.
func laneKey(lane string) string { return url.PathEscape(lane) + " " }

// Run does the jobs until the context ends, and then waits for those that are being done.
func (s *Service) Run(ctx context.Context) {
	var running sync.WaitGroup
	defer close(s.lanes.over)
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
		s.lanes.ready(name)
	}
	return err
}

// nextLane returns the first lane after a key that has a job, or nothing.
func nextLane(tx *transaction.Tx, after string) (string, error) {
	for item, err := range jobRows.Scan(shared(tx), "", after) {
		if err != nil {
			return "", err
		}
		escaped, _, _ := strings.Cut(item.Key, " ")
		return url.PathUnescape(escaped)
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
	case <-s.lanes.wake:
	case <-over:
	case <-ctx.Done():
		return false
	}
	return true
}

// dispatch begins every job that may begin now, one of each lane by turns. It returns how long it
// is until the next may begin, 0 where that depends on something else.
func (s *Service) dispatch(ctx context.Context, running *sync.WaitGroup) time.Duration {
	for ctx.Err() == nil {
		name, busy, rest, ok := s.lanes.pick()
		if !ok {
			s.lanes.announceQuiet()
			return rest
		}
		found, err := s.first(ctx, name, busy)
		if err != nil && ctx.Err() == nil {
			s.Log.ErrorContext(ctx, "a delivery that waits cannot be read", "err", err)
			s.lanes.hold(name)
		}
		if found != nil {
			s.lanes.claim(found.at, found.every, found.more)
			running.Go(func() { s.work(ctx, found.job, found.at) })
		}
	}
	return 0
}

// A claimable is a job that nobody does.
type claimable struct {
	job   job
	at    place
	every time.Duration // from its beginning to that of the next in its lane
	more  bool          // there is a next
}

// first returns the first job of a lane that nobody does, or nil.
func (s *Service) first(
	ctx context.Context, name string, busy map[string]bool,
) (*claimable, error) {
	return transaction.View(ctx, s.Store, func(tx *transaction.Tx) (found *claimable, err error) {
		for item, err := range jobRows.Scan(shared(tx), laneKey(name), "") {
			switch {
			case err != nil:
				return nil, err
			case busy[item.Key]:
			case found != nil:
				found.more = true
				return found, nil
			default:
				found = &claimable{job: *item.Value, at: place{name, item.Key}}
				if found.every, err = s.every(tx, item.Value, name); err != nil {
					return nil, err
				}
			}
		}
		return found, nil
	})
}

// every is the time between two calls of a lane: that of the API destination's rate.
func (s *Service) every(tx *transaction.Tx, j *job, lane string) (time.Duration, error) {
	if j.Kind != deliverJob {
		return 0, nil
	}
	d, err := s.Destinations.Destination(tx.As(j.owner()), lane)
	if err != nil || d == nil || d.Rate == 0 {
		return 0, err
	}
	return time.Second / time.Duration(d.Rate), nil
}

// work does a job. One that fails on the emulator's side is done again.
func (s *Service) work(ctx context.Context, j job, at place) {
	defer s.lanes.ended(at)
	if err := s.guarded(ctx, j, at); err != nil && ctx.Err() == nil {
		s.Log.ErrorContext(ctx, "a delivery failed on the emulator's side and is tried again", "err", err)
		s.lanes.hold(at.lane)
	}
}

// guarded does a job. A panic is an error.
func (s *Service) guarded(ctx context.Context, j job, at place) (err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("panic: %v\n%s", p, debug.Stack())
		}
	}()
	return s.do(ctx, j, at)
}
