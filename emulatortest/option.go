package emulatortest

import (
	"fmt"
	"log/slog"
	"net/http"

	"github.com/eventbridge-connections/emulator/internal/awsapi"
	"github.com/eventbridge-connections/emulator/internal/emulator"
)

// An Option says how a server differs from the usual one.
type Option func(*settings) error

type settings struct{ config emulator.Config }

var discard = slog.New(slog.DiscardHandler)

// WithSettle sets how long a connection stays in a transitional state: a duration such as 2s,
// manual for until [Server.Settle] is called, other ones for some states, such as
// authorizing=5s,deleting=manual, or 2s,authorizing=5s. Usually it is 0s: the call is answered with
// the transitional state, and the next one sees the settled.
func WithSettle(text string) Option {
	return func(s *settings) error { return s.config.Settle.UnmarshalText([]byte(text)) }
}

// WithAccount sets the account of the server's clients: 12 digits, usually 000000000000.
func WithAccount(account string) Option {
	return func(s *settings) error {
		if !awsapi.IsAccount(account) {
			return fmt.Errorf("%q is no account: it has 12 digits", account)
		}
		s.config.Account = account
		return nil
	}
}

// WithRegion sets the region of the server's clients, usually us-east-1.
func WithRegion(region string) Option {
	return func(s *settings) error {
		if !awsapi.IsRegion(region) {
			return fmt.Errorf("%q is no name of a region", region)
		}
		s.config.Region = region
		return nil
	}
}

// Quotas are how many resources there may be. 0 is no limit.
type Quotas struct {
	Connections  int // of an account in a region
	Destinations int // API destinations of an account in a region
	Buses        int // event buses of an account in a region, beside the default one
	Rules        int // of an event bus
	Targets      int // of a rule
}

// WithQuotas sets how many resources there may be. Usually there is no limit.
func WithQuotas(q Quotas) Option {
	return func(s *settings) error {
		c := &s.config
		c.Quota, c.DestinationQuota = q.Connections, q.Destinations
		c.BusQuota, c.RuleQuota, c.TargetQuota = q.Buses, q.Rules, q.Targets
		return nil
	}
}

// WithUpstream passes what the emulator does not serve on to the handler, such as another emulator.
func WithUpstream(h http.Handler) Option {
	return func(s *settings) error {
		s.config.Upstream = inMemory{h}
		return nil
	}
}

// WithStrictKeys lets a connection be refused whose KMS key does not exist in its account and
// region. Usually the log has a warning of it.
func WithStrictKeys() Option {
	return func(s *settings) error {
		s.config.StrictKeys = true
		return nil
	}
}

// WithSeed lets the server start with what the JSON says, in the form of the flag -seed: operations
// and states such as
//
//	{"operations": [{"service": "events", "operation": "CreateConnection", "input": {…}}],
//	 "states": [{"name": "orders", "state": "DEAUTHORIZED", "when": "now"}]}
//
// or a snapshot.
func WithSeed(json string) Option {
	return func(s *settings) (err error) {
		s.config.Seed, err = emulator.ParseSeed([]byte(json))
		return err
	}
}

// WithLog lets the emulator log, such as to t.Output. Usually it is silent.
func WithLog(log *slog.Logger) Option {
	return func(s *settings) error {
		s.config.Log = log
		return nil
	}
}
