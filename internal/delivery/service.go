package delivery

import (
	"context"
	"iter"
	"log/slog"
	"sync"
	"time"

	"github.com/eventbridge-connections/emulator/internal/awsapi"
	"github.com/eventbridge-connections/emulator/internal/due"
	"github.com/eventbridge-connections/emulator/internal/invocation"
	"github.com/eventbridge-connections/emulator/internal/model/events"
	"github.com/eventbridge-connections/emulator/internal/outbound"
	"github.com/eventbridge-connections/emulator/internal/store"
	"github.com/eventbridge-connections/emulator/internal/transaction"
)

// Service takes events and delivers them.
type Service struct {
	Store        *store.Store
	Due          *due.Queue
	Rules        Rules
	Destinations Destinations
	Connections  Connections
	Client       Client
	Faults       Faults
	Journal      *Journal
	Now          func() time.Time // the emulator's clock
	Log          *slog.Logger

	lanes  *lanes
	tokens *tokens
	gate   *sync.RWMutex // held by what writes for reading, and by what nobody may write beside
}

// Rules is what deliveries need to know of rules, in their own transactions.
type Rules interface {
	// Matching yields the enabled rules of an event bus that an event is for.
	Matching(tx *transaction.Tx, bus string, e awsapi.Event) iter.Seq2[*events.Rule, error]

	// ARN is that of a rule, whether there is one or not.
	ARN(tx *transaction.Tx, bus, rule string) string

	// Targets are those of a rule; none where there is no such rule.
	Targets(tx *transaction.Tx, bus, rule string) ([]events.Target, error)
}

// Destinations is what deliveries need to know of API destinations.
type Destinations interface {
	// ARN returns that of the caller's API destination of the name, or nothing.
	ARN(tx *transaction.Tx, name string) (string, error)

	// Destination returns the API destination with the ARN, or nil when there is none.
	Destination(tx *transaction.Tx, arn string) (*Destination, error)
}

// A Destination is an API destination as it is called.
type Destination struct {
	Name          string
	Endpoint      invocation.Endpoint
	Rate          int // calls a second
	Active        bool
	ConnectionARN string
}

// Connections is what deliveries need to know of connections, and what they tell them.
type Connections interface {
	// Credentials returns what the connection with the ARN signs calls with. It is not ok when the
	// connection is gone, or cannot be used.
	Credentials(tx *transaction.Tx, arn string) (c Credentials, ok bool, err error)

	// Authorizing returns the same of a connection whose authorization is to be decided.
	Authorizing(tx *transaction.Tx, arn string) (c Credentials, ok bool, err error)

	// Authorize ends the authorization that was asked for in a version of the connection: with no
	// reason it is authorized. It does nothing when the connection has another version.
	Authorize(tx *transaction.Tx, arn string, version int, reason string) error

	// Deauthorize ends the authorization of a connection whose calls are refused.
	Deauthorize(tx *transaction.Tx, arn, reason string) error
}

// Credentials are what a connection signs calls with.
type Credentials struct {
	ARN        string
	Name       string
	Version    int // another one after every change of the authorization
	Connection invocation.Connection
}

// A Client sends requests where routes lead.
type Client interface {
	// Send returns the answer to the request.
	//
	// Errors: [outbound.ErrNoRoute], [outbound.ErrUnsendable], *[outbound.Error].
	Send(ctx context.Context, m invocation.Message) (*outbound.Answer, error)

	// Leads tells whether a route leads to the URL.
	Leads(url string) bool
}

// Faults are what goes wrong on purpose at the other end.
type Faults interface {
	// Answer returns what a call of the operation for the resource is answered with instead of being
	// made, or how it fails, and the id of the fault. With neither the call is to be made.
	Answer(
		ctx context.Context, operation, resource string, by awsapi.Caller,
	) (a *outbound.Answer, id string, err error)
}

// The operations that a fault can strike at the other end.
const (
	Invoke     = "InvokeApiDestination"
	FetchToken = "FetchToken"
)

// New makes a service that calls nobody before it runs.
func New(s Service) *Service {
	s.lanes, s.tokens, s.gate = newLanes(), newTokens(), new(sync.RWMutex)
	return &s
}

// Pause runs fn while nothing is noted of the calls that are being made.
func (s *Service) Pause(fn func() error) error {
	s.gate.Lock()
	defer s.gate.Unlock()
	return fn()
}

// update writes for the owner of a job. It does not begin when the context has ended.
func (s *Service) update(ctx context.Context, by owner, fn func(tx *transaction.Tx) error) error {
	s.gate.RLock()
	defer s.gate.RUnlock()
	_, err := transaction.Update(ctx, s.Store, func(tx *transaction.Tx) (none struct{}, err error) {
		return none, fn(tx.As(by))
	})
	return err
}

// Works are what is done for the rows of this room.
func (s *Service) Works() []due.Work { return []due.Work{s.retries().Does(s.retry)} }

// Tables are those of this room.
func Tables() []store.AnyTable {
	return []store.AnyTable{deliveries.Stored(), jobRows.Stored()}
}

// deliveries are those with which something is still to be done, by id.
var deliveries = transaction.Table[Delivery]{Name: "deliveries", Transient: true}

// retries are the deliveries whose next attempt is due at a time.
func (s *Service) retries() due.Kind[string] {
	return due.Kind[string]{Queue: s.Due, Name: "delivery"}
}

// retry has a delivery called that has waited for its time.
func (s *Service) retry(tx *transaction.Tx, _ time.Time, id string) error {
	d, err := deliveries.Get(tx, id)
	if err != nil || d == nil {
		return err
	}
	return s.enqueue(tx, d.lane(), job{Kind: deliverJob, ID: id})
}
