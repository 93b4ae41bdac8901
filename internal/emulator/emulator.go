// Package emulator puts the rooms together: the only place that knows them all.
package emulator

import (
	"context"
	"crypto/x509"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"net/url"
	"sync"
	"time"

	"github.com/eventbridge-connections/emulator/internal/awsapi"
	"github.com/eventbridge-connections/emulator/internal/awsjson"
	"github.com/eventbridge-connections/emulator/internal/awsquery"
	"github.com/eventbridge-connections/emulator/internal/clock"
	"github.com/eventbridge-connections/emulator/internal/connections"
	"github.com/eventbridge-connections/emulator/internal/control"
	"github.com/eventbridge-connections/emulator/internal/delivery"
	"github.com/eventbridge-connections/emulator/internal/destinations"
	"github.com/eventbridge-connections/emulator/internal/due"
	"github.com/eventbridge-connections/emulator/internal/iam"
	"github.com/eventbridge-connections/emulator/internal/identity"
	"github.com/eventbridge-connections/emulator/internal/kms"
	"github.com/eventbridge-connections/emulator/internal/model/events"
	iammodel "github.com/eventbridge-connections/emulator/internal/model/iam"
	kmsmodel "github.com/eventbridge-connections/emulator/internal/model/kms"
	"github.com/eventbridge-connections/emulator/internal/model/secretsmanager"
	stsmodel "github.com/eventbridge-connections/emulator/internal/model/sts"
	"github.com/eventbridge-connections/emulator/internal/outbound"
	"github.com/eventbridge-connections/emulator/internal/page"
	"github.com/eventbridge-connections/emulator/internal/rules"
	"github.com/eventbridge-connections/emulator/internal/secrets"
	"github.com/eventbridge-connections/emulator/internal/store"
	"github.com/eventbridge-connections/emulator/internal/sts"
	"github.com/eventbridge-connections/emulator/internal/unserved"
)

// Config says what an emulator is like. The zero value of a field is its default.
type Config struct {
	Data      string             // the folder of the data file
	Ephemeral bool               // keep nothing: Data is not used
	Settle    connections.Settle // how long transitional states last
	Account   string             // of callers whose access key id is no account number; 000000000000
	Region    string             // of callers whose credential scope names none; us-east-1
	Keys      identity.Keys      // who may sign; nil lets everybody in
	Quota     int                // connections of an account in a region; 0 is no limit

	DestinationQuota int // API destinations of an account in a region; 0 is no limit
	BusQuota         int // event buses of an account in a region beside the default one; 0 is no limit
	RuleQuota        int // rules of an event bus; 0 is no limit
	TargetQuota      int // targets of a rule; 0 is no limit

	Routes      []outbound.Route  // that calls may leave the machine by; none lets none out
	Upstream    http.RoundTripper // that what is not served is passed on to; nil is none
	Authorities *x509.CertPool    // that vouch for servers that are called; nil is the system's

	StrictKeys bool // refuse a connection's KMS key that does not exist in its account and region

	History int             // calls that are remembered, 10,000; negative is none
	Faults  []control.Fault // what goes wrong from the start
	Seed    *Seed           // what an empty store starts with; nil is nothing

	Hosts   []string         // names by which web pages may reach the emulator: see [control.Hosts]
	Version string           // shown by the health check
	Commit  string           // that the program was built from, shown with it; empty is unknown
	CA      []byte           // in PEM, shown to who is to trust the emulator; nil is none
	Now     func() time.Time // time.Now
	Log     *slog.Logger     // slog.Default()
}

// An Emulator answers for the services around EventBridge connections.
type Emulator struct {
	config       Config
	clock        *clock.Clock
	store        *store.Store
	services     []*awsapi.Service
	signers      *identity.Authenticator
	tokens       *sts.Service // who gives temporary keys
	connections  *connections.Service
	destinations *destinations.Service
	rules        *rules.Service
	history      *control.History
	faults       *control.Faults
	stream       *control.Stream
	client       *outbound.Client
	due          *due.Queue
	delivery     *delivery.Service
	settings     settings
	initial      control.Setting // settings as they were at the start
	gate         sync.RWMutex    // held by calls for reading, and by what no call may see half of
	running      sync.WaitGroup
	handler      http.Handler
	life         context.Context
	drain        context.CancelFunc
}

// ErrFaults is returned for faults that cannot be; it is wrapped with a sentence on what is wrong.
var ErrFaults = errors.New("faults")

// New opens the data and wires everything up.
//
// Errors: those of [store.Open], ErrFaults, and ErrSeed.
func New(c Config) (*Emulator, error) {
	c = c.withDefaults()
	e := &Emulator{config: c, clock: clock.New(c.Now), stream: control.NewStream()}
	e.client = &outbound.Client{Routes: outbound.NewRoutes(c.Routes), Authorities: c.Authorities}
	var err error
	if e.store, err = store.Open(
		c.Data, store.Options{Now: e.clock.Now, Ephemeral: c.Ephemeral, Log: c.Log},
	); err != nil {
		return nil, err
	}
	if latest := e.store.Latest(); latest.After(e.clock.Now()) {
		_ = e.clock.Set(latest) // one that is beyond the clock's end stays where it is
	}
	e.life, e.drain = context.WithCancel(context.Background())
	e.due = due.NewQueue(e.store, e.clock, c.Log)
	e.signers = e.newSigners()
	e.services = e.served()
	if e.faults, err = control.NewFaults(e.life, e.services, c.Faults); err != nil {
		return nil, errors.Join(fmt.Errorf("%w: %w", ErrFaults, err), e.store.Close())
	}
	e.delivery.Faults = e.faults
	e.history = control.NewHistory(max(0, c.History), e.clock.Now, e.services)
	e.handler = e.newHandler()
	if err := e.seed(); err != nil {
		return nil, errors.Join(fmt.Errorf("%w: %w", ErrSeed, err), e.store.Close())
	}
	if err := e.rules.Resume(e.life); err != nil {
		return nil, errors.Join(err, e.store.Close())
	}
	e.running.Go(func() { e.due.Run(e.life) })
	e.running.Go(func() { e.delivery.Run(e.life) })
	return e, nil
}

// newHandler puts the interceptors around the operations, and the wires and the control paths
// before them.
func (e *Emulator) newHandler() http.Handler {
	c := e.config
	caller := e.signers.Caller
	interceptors := []awsapi.Interceptor{
		e.history.Intercept, logged(c.Log), warned(c.Log), e.faults.Intercept, internal(c.Log), recovered,
	}
	json := &awsjson.Handler{
		Services: e.services, Caller: caller, Handle: awsapi.Chain(e.invoke, interceptors...),
	}
	query := &awsquery.Handler{
		Services: e.services, Caller: caller, Anybody: e.signers.Anybody(), Scope: identity.Service,
		Handle: awsapi.Chain(awsquery.Spelled(e.invoke), interceptors...),
	}
	hosts := control.Hosts(c.Hosts)
	panel := e.panel()
	steering := hosts.Control(steering(panel, e.deliveries(panel), e.signers.Knows))
	return patient(
		routes(e.faults.Wire(json), e.faults.Wire(query), e.others(caller), steering, hosts),
	)
}

// others answers for what is not served. Nothing of it can go wrong on purpose.
func (e *Emulator) others(caller identify) *unserved.Handler {
	c := e.config
	return &unserved.Handler{
		Served: e.services, Caller: caller, Open: c.Keys == nil, Scope: identity.Service,
		Around:   []awsapi.Interceptor{e.history.Intercept, logged(c.Log), warned(c.Log)},
		Upstream: c.Upstream, Theirs: namesUser,
	}
}

// namesUser tells whether a form asks IAM for a user by its name: there is none here, and an
// upstream made it if there is one.
func namesUser(form url.Values) bool {
	return form.Get("Action") == "GetUser" && form.Has("UserName")
}

// identify tells who signed a request for a service.
type identify = func(r *http.Request, service string, body []byte) (awsapi.Caller, error)

func (c Config) withDefaults() Config {
	if c.Ephemeral {
		c.Data = ""
	}
	if c.Account == "" {
		c.Account = "000000000000"
	}
	if c.Region == "" {
		c.Region = "us-east-1"
	}
	if c.History == 0 {
		c.History = 10_000
	}
	if c.Now == nil {
		c.Now = time.Now
	}
	if c.Log == nil {
		c.Log = slog.Default()
	}
	return c
}

// served are all services that the emulator answers for.
func (e *Emulator) served() []*awsapi.Service {
	tokens := page.NewSealer(e.store.Key())
	e.tokens = &sts.Service{
		Store: e.store, Roles: iam.Assumable{}, AccountOf: e.signers.AccountOf, Closed: e.config.Keys != nil,
	}
	// the connections, which others tell things
	eventBridge := events.NewService(e.eventBridge(tokens))
	return []*awsapi.Service{
		eventBridge,
		stsmodel.NewService(e.tokens),
		iammodel.NewService(&iam.Service{Store: e.store, Tokens: tokens}),
		secretsmanager.NewService(&secrets.Service{Store: e.store, Tokens: tokens, Owner: e.connections}),
		kmsmodel.NewService(&kms.Service{Store: e.store, Tokens: tokens, Users: e.connections}),
	}
}

// ServeHTTP answers AWS's protocols and the control paths.
func (e *Emulator) ServeHTTP(w http.ResponseWriter, r *http.Request) { e.handler.ServeHTTP(w, r) }

// Drain ends what waits: long polls, streams and delays. A server that is about
// to stop calls it, so as not to wait for them.
func (e *Emulator) Drain() { e.drain() }

// Close finishes what is under way and closes the data.
func (e *Emulator) Close() error {
	e.Drain()
	e.running.Wait()
	e.faults.Report(e.config.Log)
	return e.store.Close()
}
