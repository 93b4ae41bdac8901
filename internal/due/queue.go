package due

import (
	"context"
	"fmt"
	"log/slog"
	"runtime/debug"
	"sync"
	"time"

	"github.com/eventbridge-connections/emulator/internal/clock"
	"github.com/eventbridge-connections/emulator/internal/store"
	"github.com/eventbridge-connections/emulator/internal/transaction"
)

// pause is how long work that failed is put off, and how long a queue rests that cannot read.
const pause = time.Second

// A Queue does what is due. There is one for a store.
type Queue struct {
	store *store.Store
	clock *clock.Clock
	log   *slog.Logger
	works map[string]Work

	working sync.Mutex // held while rows are done, and while none may be

	mu   sync.Mutex
	stop context.CancelFunc // ends the waiting for the next row; nil before Run
}

// NewQueue makes a queue that does nothing before it is run.
func NewQueue(s *store.Store, c *clock.Clock, log *slog.Logger) *Queue {
	return &Queue{store: s, clock: c, log: log, works: map[string]Work{}}
}

// Add names the work of a kind. It is called before Run and CatchUp.
func (q *Queue) Add(works ...Work) {
	for _, w := range works {
		q.works[w.kind] = w
	}
}

// Run does what is due until the context ends.
func (q *Queue) Run(ctx context.Context) {
	for ctx.Err() == nil {
		waiting, stop := q.waiting(ctx)
		next, err := q.catchUp(ctx)
		switch {
		case err != nil:
			q.rest(ctx, err)
		case next.IsZero():
			<-waiting.Done()
		default:
			_ = q.clock.Wait(waiting, next) // its only error is that of the context
		}
		stop()
	}
}

// waiting returns a context that ends with the given one or, before, with the next row that is
// written. It is made before the rows are read, so that no row is overlooked.
func (q *Queue) waiting(ctx context.Context) (context.Context, context.CancelFunc) {
	waiting, stop := context.WithCancel(ctx)
	q.mu.Lock()
	defer q.mu.Unlock()
	q.stop = stop
	return waiting, stop
}

// wake lets Run look for a row that may be due before the one that it waits for.
func (q *Queue) wake() {
	q.mu.Lock()
	defer q.mu.Unlock()
	if q.stop != nil {
		q.stop()
	}
}

// rest reports that the rows cannot be read, and waits before that is tried again.
func (q *Queue) rest(ctx context.Context, err error) {
	if ctx.Err() != nil {
		return
	}
	q.log.ErrorContext(ctx, "what is due cannot be read; it is tried again", "err", err)
	over := time.NewTimer(pause)
	defer over.Stop()
	select {
	case <-over.C:
	case <-ctx.Done():
	}
}

// CatchUp does all that is due now, and returns when it is done.
//
// Errors: those of the store.
func (q *Queue) CatchUp(ctx context.Context) error {
	_, err := q.catchUp(ctx)
	return err
}

// catchUp returns when the next row is due, or zero where there is none.
func (q *Queue) catchUp(ctx context.Context) (next time.Time, err error) {
	q.working.Lock()
	defer q.working.Unlock()
	for {
		r, err := q.first(ctx)
		if err != nil || r == nil {
			return time.Time{}, err
		}
		if q.clock.Now().Before(r.At) {
			return r.At, nil
		}
		if err := q.do(ctx, r); err != nil {
			q.log.ErrorContext(ctx, "work that is due failed and is put off", "kind", r.Kind, "err", err)
			if err := q.putOff(ctx, r); err != nil {
				return time.Time{}, err
			}
		}
	}
}

// Pause runs fn while nothing is done, and then looks at the rows anew.
func (q *Queue) Pause(fn func() error) error {
	q.working.Lock()
	defer q.working.Unlock()
	defer q.wake()
	return fn()
}

// first returns the row that is due first, or nil.
func (q *Queue) first(ctx context.Context) (*row, error) {
	return transaction.View(ctx, q.store, func(tx *transaction.Tx) (*row, error) {
		for item, err := range rows.Scan(shared(tx), "", "") {
			return item.Value, err
		}
		return nil, nil
	})
}

// do does the work of the row in the transaction that deletes it. A row that was taken back
// meanwhile is not done. A panic of the work is an error.
func (q *Queue) do(ctx context.Context, r *row) (err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("panic: %v\n%s", p, debug.Stack())
		}
	}()
	_, err = transaction.Update(ctx, q.store, func(tx *transaction.Tx) (none struct{}, err error) {
		found, err := rows.Get(shared(tx), r.key())
		if err != nil || found == nil {
			return none, err
		}
		if err := rows.Delete(shared(tx), r.key()); err != nil {
			return none, err
		}
		work, known := q.works[r.Kind]
		if !known {
			q.log.ErrorContext(ctx, "a row of no known kind is left out", "kind", r.Kind)
			return none, nil
		}
		return none, work.do(tx.As(found.owner()), found)
	})
	return err
}

// putOff gives the row a later time, so that the rows after it are not held up.
func (q *Queue) putOff(ctx context.Context, r *row) error {
	later := *r
	later.At = q.clock.Now().Add(pause)
	_, err := transaction.Update(ctx, q.store, func(tx *transaction.Tx) (none struct{}, err error) {
		if err := rows.Delete(shared(tx), r.key()); err != nil {
			return none, err
		}
		return none, rows.Put(shared(tx), later.key(), &later)
	})
	return err
}
