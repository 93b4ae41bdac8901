package due_test

import (
	"context"
	"errors"
	"log/slog"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/eventbridge-connections/emulator/internal/awsapi"
	"github.com/eventbridge-connections/emulator/internal/clock"
	"github.com/eventbridge-connections/emulator/internal/due"
	"github.com/eventbridge-connections/emulator/internal/store"
	"github.com/eventbridge-connections/emulator/internal/transaction"
)

// room is a queue with one kind of work, which notes what was done.
type room struct {
	t     *testing.T
	clock *clock.Clock
	store *store.Store
	queue *due.Queue
	kind  due.Kind[string]
	log   strings.Builder

	mu    sync.Mutex
	done  []string
	fails int // how often the work fails from now on
}

// greeted is what was done.
func (r *room) greeted() []string {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.done
}

var home = awsapi.Caller{Account: "111122223333", Region: "eu-west-1"}

// bubble runs a test in which time passes when nobody has anything to do.
func bubble(t *testing.T, name string, test func(r *room)) {
	t.Run(name, func(t *testing.T) {
		t.Parallel()
		dir := t.TempDir()
		synctest.Test(t, func(t *testing.T) { test(open(t, dir)) })
	})
}

func open(t *testing.T, dir string) *room {
	r := &room{t: t, clock: clock.New(time.Now)}
	var err error
	r.store, err = store.Open(dir, store.Options{Now: r.clock.Now})
	require.NoError(t, err)
	r.queue = due.NewQueue(r.store, r.clock, slog.New(slog.NewTextHandler(&r.log, nil)))
	r.kind = due.Kind[string]{Queue: r.queue, Name: "greeting"}
	r.queue.Add(r.kind.Does(r.greet))
	return r
}

func (r *room) greet(tx *transaction.Tx, _ time.Time, text string) error {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.fails > 0 {
		r.fails--
		return errors.New("out of breath")
	}
	r.done = append(r.done, tx.Caller.Account+" "+text)
	return nil
}

func (r *room) update(fn func(tx *transaction.Tx) error) {
	ctx := awsapi.WithCaller(r.t.Context(), home)
	_, err := transaction.Update(ctx, r.store, func(tx *transaction.Tx) (none struct{}, err error) {
		return none, fn(tx)
	})
	require.NoError(r.t, err)
}

func (r *room) put(in time.Duration, subject, text string) time.Time {
	at := r.clock.Now().Add(in)
	r.update(func(tx *transaction.Tx) error { return r.kind.Put(tx, at, subject, text) })
	return at
}

// run lets the queue run until the returned function is called, which closes the store.
func (r *room) run() (end func()) {
	ctx, cancel := context.WithCancel(r.t.Context())
	over := make(chan struct{})
	go func() { r.queue.Run(ctx); close(over) }()
	return func() {
		cancel()
		<-over
		require.NoError(r.t, r.store.Close())
	}
}

func TestQueue_Run(t *testing.T) {
	t.Parallel()
	bubble(t, "does what is due when its time comes", func(r *room) {
		defer r.run()()
		r.put(time.Hour, "a", "hello")
		<-time.After(time.Hour - time.Second)
		synctest.Wait()
		assert.Empty(r.t, r.greeted())
		<-time.After(time.Second)
		synctest.Wait()
		assert.Equal(r.t, []string{"111122223333 hello"}, r.greeted())
	})
	bubble(t, "wakes for what is due before the row that it waits for", func(r *room) {
		defer r.run()()
		r.put(time.Hour, "a", "later")
		synctest.Wait()
		r.put(time.Minute, "b", "sooner")
		<-time.After(time.Minute)
		synctest.Wait()
		assert.Equal(r.t, []string{"111122223333 sooner"}, r.greeted())
	})
	bubble(t, "puts off what fails, and goes on with the rest", func(r *room) {
		defer r.run()()
		r.fails = 1
		r.put(time.Minute, "a", "first")
		r.put(time.Minute, "b", "second")
		<-time.After(time.Minute)
		synctest.Wait()
		assert.Equal(r.t, []string{"111122223333 second"}, r.greeted())
		<-time.After(time.Second)
		synctest.Wait()
		assert.Equal(r.t, []string{"111122223333 second", "111122223333 first"}, r.greeted())
		assert.Contains(r.t, r.log.String(), "out of breath")
	})
	bubble(t, "does nothing that was taken back", func(r *room) {
		defer r.run()()
		at := r.put(time.Minute, "a", "hello")
		r.update(func(tx *transaction.Tx) error { return r.kind.Delete(tx, at, "a") })
		<-time.After(time.Hour)
		synctest.Wait()
		assert.Empty(r.t, r.greeted())
	})
}

func TestQueue_CatchUp(t *testing.T) {
	t.Parallel()
	bubble(t, "returns when all is done that a move of the clock made due, in order", func(r *room) {
		defer func() { require.NoError(r.t, r.store.Close()) }()
		r.put(2*time.Hour, "a", "second")
		r.put(time.Hour, "b", "first")
		r.put(3*time.Hour, "c", "third")
		require.NoError(r.t, r.clock.Advance(2*time.Hour))
		require.NoError(r.t, r.queue.CatchUp(r.t.Context()))
		assert.Equal(r.t, []string{"111122223333 first", "111122223333 second"}, r.greeted())
	})
}

func TestQueue_Pause(t *testing.T) {
	t.Parallel()
	bubble(t, "lets nothing be done meanwhile", func(r *room) {
		defer r.run()()
		r.put(time.Minute, "a", "hello")
		require.NoError(r.t, r.queue.Pause(func() error {
			return errors.Join(r.clock.Advance(time.Hour), r.store.Reset(r.t.Context()))
		}))
		synctest.Wait()
		assert.Empty(r.t, r.greeted(), "the reset took the row with it")
	})
}
