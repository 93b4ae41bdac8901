package delivery_test

import (
	"context"
	"log/slog"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/eventbridge-connections/emulator/internal/awsapi"
	"github.com/eventbridge-connections/emulator/internal/clock"
	"github.com/eventbridge-connections/emulator/internal/delivery"
	"github.com/eventbridge-connections/emulator/internal/due"
	"github.com/eventbridge-connections/emulator/internal/invocation"
	"github.com/eventbridge-connections/emulator/internal/model/events"
	"github.com/eventbridge-connections/emulator/internal/outbound"
	"github.com/eventbridge-connections/emulator/internal/store"
	"github.com/eventbridge-connections/emulator/internal/transaction"
)

var home = awsapi.Caller{Account: "111122223333", Region: "eu-west-1"}

// A world is what deliveries know: one rule for every event, its targets, their API destinations,
// and one connection. Its other end answers every call.
type world struct {
	t       *testing.T
	dir     string
	clock   *clock.Clock
	store   *store.Store
	due     *due.Queue
	service *delivery.Service
	ended   []delivery.Delivery // as they were heard of
	logged  strings.Builder

	mu           sync.Mutex
	targets      []events.Target
	destinations map[string]*delivery.Destination // by ARN
	connection   delivery.Credentials
	unusable     bool   // the connection signs nothing
	authorized   []int  // the versions whose authorization has ended
	reason       string // of the end of the connection's authorization
	calls        []made
	now, most    map[string]int // calls that are being made, by host; all of them under ""
	takes        time.Duration  // a call
	answer       func(m invocation.Message) (*outbound.Answer, error)
	unrouted     string // what URLs begin with that no route leads to
}

// A made call is one that reached the other end.
type made struct {
	at      time.Time
	message invocation.Message
}

// bubble runs a test in a world in which time passes when nobody has anything to do.
func bubble(t *testing.T, name string, test func(w *world)) {
	t.Run(name, func(t *testing.T) {
		t.Parallel()
		dir := t.TempDir()
		synctest.Test(t, func(t *testing.T) {
			w := newWorld(t)
			w.dir = dir
			w.open()
			test(w)
			require.NoError(t, w.store.Close())
		})
	})
}

func newWorld(t *testing.T) *world {
	return &world{
		t: t, clock: clock.New(time.Now), now: map[string]int{}, most: map[string]int{},
		destinations: map[string]*delivery.Destination{},
		connection: delivery.Credentials{ARN: "arn:c", Name: "shop", Version: 1, Connection: invocation.Connection{
			AuthorizationType: invocation.APIKey,
			APIKey: invocation.APIKeyParameters{
				Name: "X-Key", Value: awsapi.NewSecret("canary-51f3"),
			},
		}},
		answer: func(invocation.Message) (*outbound.Answer, error) { return &outbound.Answer{Status: 200}, nil },
	}
}

// open opens the store, with a service that is new.
func (w *world) open() {
	log := slog.New(slog.NewTextHandler(&w.logged, nil))
	var err error
	w.store, err = store.Open(w.dir, store.Options{Now: w.clock.Now})
	require.NoError(w.t, err)
	w.due = due.NewQueue(w.store, w.clock, log)
	w.service = delivery.New(delivery.Service{
		Store: w.store, Due: w.due, Rules: ruled{w}, Destinations: destined{w}, Connections: connected{w}, Client: w, Faults: w,
		Journal: delivery.NewJournal(w.listen), Now: w.clock.Now, Log: log,
	})
	w.due.Add(w.service.Works()...)
}

func (w *world) listen(d delivery.Delivery) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.ended = append(w.ended, d)
}

// run does what is to be done until the returned function is called.
func (w *world) run() (end func()) {
	ctx, cancel := context.WithCancel(w.t.Context())
	var running sync.WaitGroup
	running.Go(func() { w.service.Run(ctx) })
	running.Go(func() { w.due.Run(ctx) })
	return func() {
		cancel()
		running.Wait()
	}
}

// restart is the end of one process and the beginning of another.
func (w *world) restart() {
	require.NoError(w.t, w.store.Close())
	w.open()
}

// arn is that of an API destination.
func arn(name string) string {
	return "arn:aws:events:eu-west-1:111122223333:api-destination/" + name + "/0f"
}

// destination makes an API destination, and a target that leads to it.
func (w *world) destination(name string, rate int) *events.Target {
	w.destinations[arn(name)] = &delivery.Destination{
		Name: name, Rate: rate, Active: true, ConnectionARN: "arn:c",
		Endpoint: invocation.Endpoint{
			URL: "https://" + strings.ReplaceAll(name, " ", "-") + ".example.com/orders", Method: "POST",
		},
	}
	w.targets = append(w.targets, events.Target{Id: new(name), Arn: new(arn(name))})
	return &w.targets[len(w.targets)-1]
}

// put puts n events on the event bus, each in a transaction of its own.
func (w *world) put(n int) {
	for range n {
		w.update(func(tx *transaction.Tx) error {
			return w.service.Publish(tx, "default", awsapi.Event{
				ID: awsapi.NewEventID(), Source: "shop.orders", DetailType: "Placed", Caller: home,
				Time: tx.Now(), Detail: []byte(`{"id":1}`),
			})
		})
	}
}

func (w *world) update(fn func(tx *transaction.Tx) error) {
	ctx := awsapi.WithCaller(context.Background(), home)
	_, err := transaction.Update(
		ctx, w.store, func(tx *transaction.Tx) (none struct{}, err error) { return none, fn(tx) },
	)
	require.NoError(w.t, err)
}

// settle waits until everything that can be called was called.
func (w *world) settle() {
	require.NoError(w.t, w.service.Settle(w.t.Context()))
}

// advance moves the clock, and waits until all that became due was called once.
func (w *world) advance(by time.Duration) {
	require.NoError(w.t, w.clock.Advance(by))
	require.NoError(w.t, w.due.CatchUp(w.t.Context()))
	w.settle()
}

func (w *world) found(f delivery.Filter) []delivery.Delivery {
	found, err := w.service.List(w.t.Context(), f, 1000)
	require.NoError(w.t, err)
	return found
}

// one is the only delivery that there is.
func (w *world) one() delivery.Delivery {
	all := w.found(delivery.Filter{})
	require.Len(w.t, all, 1)
	return all[0]
}
