// Package emulatortest runs the emulator inside a Go test, as net/http/httptest runs a server.
//
//	func TestOrders(t *testing.T) {
//		srv := emulatortest.Start(t)
//		client := eventbridge.NewFromConfig(srv.Config())
//		…
//	}
//
// The server ends with its test and shares nothing with any other one. Calls reach it in memory: no
// port is opened unless [Server.URL] asks for one. It works inside [testing/synctest], where the
// retries of the SDK and the transitions of a connection take no time; start it within the bubble.
package emulatortest

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"sync"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"

	"github.com/eventbridge-connections/emulator/internal/awsapi"
	"github.com/eventbridge-connections/emulator/internal/emulator"
)

// A Server is an emulator that ends with its test. It is safe for use by many goroutines.
//
// A mistake in steering it, such as a state that does not exist, fails the test; a server without a
// test panics.
type Server struct {
	t        testing.TB
	emulator *emulator.Emulator
	caller   awsapi.Caller
	*wiring
}

// wiring is what a server shares with itself as it is seen from another account or region.
type wiring struct {
	mu        sync.Mutex
	routed    []*receiver // the handlers of routes
	listening sync.Once
	listener  *httptest.Server
}

// Start starts an emulator that keeps nothing and ends with the test.
func Start(t testing.TB, options ...Option) *Server {
	t.Helper()
	s, err := New(options...)
	if err != nil {
		t.Fatal(err)
	}
	s.t = t
	t.Cleanup(s.Close)
	return s
}

// New starts an emulator where there is no test that it could end with, such as in TestMain. Close
// ends it.
func New(options ...Option) (*Server, error) {
	s := settings{
		config: emulator.Config{
			Ephemeral: true, Account: "000000000000", Region: "us-east-1", Log: discard,
		},
	}
	for _, set := range options {
		if err := set(&s); err != nil {
			return nil, fmt.Errorf("emulatortest: %w", err)
		}
	}
	e, err := emulator.New(s.config)
	if err != nil {
		return nil, fmt.Errorf("emulatortest: %w", err)
	}
	caller := awsapi.Caller{Account: s.config.Account, Region: s.config.Region}
	return &Server{untested{}, e, caller, new(wiring)}, nil
}

// In is the same server seen from another account, of 12 digits, and region: the clients of its
// Config act there, and SetState, SetOutcome and Secret are about the connections there.
func (s *Server) In(account, region string) *Server {
	s.t.Helper()
	if !awsapi.IsAccount(account) || !awsapi.IsRegion(region) {
		s.t.Fatalf("emulatortest: there is no account %q with a region %q", account, region)
	}
	return &Server{s.t, s.emulator, awsapi.Caller{Account: account, Region: region}, s.wiring}
}

// Close ends the server. The test's log names the faults that struck nothing.
func (s *Server) Close() {
	s.t.Helper()
	s.listening.Do(func() {}) // no port from now on
	for _, f := range s.emulator.Faults().All() {
		if f.Hits == 0 {
			s.t.Logf("emulatortest: fault %s struck none of %d calls that matched it", f.ID, f.Matched)
		}
	}
	s.emulator.Drain()
	for _, r := range s.routed {
		r.close()
	}
	if s.listener != nil {
		s.listener.Close()
	}
	s.must("close", s.emulator.Close())
}

// Config is for the clients of every service of the AWS SDK for Go v2, in the server's account and
// region.
func (s *Server) Config() aws.Config {
	return aws.Config{
		Region:       s.caller.Region,
		BaseEndpoint: aws.String("http://emulator.localhost"),
		HTTPClient:   inMemory{s.emulator},
		Credentials:  accessKey(s.caller.Account),
	}
}

// accessKey lets a client act in the account: an access key id of 12 digits is one.
func accessKey(account string) aws.CredentialsProvider {
	return aws.CredentialsProviderFunc(func(context.Context) (aws.Credentials, error) {
		return aws.Credentials{AccessKeyID: account, SecretAccessKey: "test", Source: "emulatortest"}, nil
	})
}

// URL opens a port, the first time that it is called, and returns its address, such as
// http://127.0.0.1:39731: the AWS_ENDPOINT_URL of other programs. Not for use inside
// testing/synctest.
func (s *Server) URL() string {
	s.listening.Do(func() { s.listener = httptest.NewServer(s.emulator) })
	return s.listener.URL
}

// ServeHTTP answers a request, so that the server can stand wherever an [http.Handler] can.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) { s.emulator.ServeHTTP(w, r) }

// must fails the test with the error, if it is one.
func (s *Server) must(do string, err error) {
	s.t.Helper()
	if err != nil {
		s.t.Fatalf("emulatortest: %s: %v", do, err)
	}
}

// untested stands for the test of a server that has none.
type untested struct{ testing.TB }

func (untested) Helper()                           {}
func (untested) Logf(string, ...any)               {}
func (untested) Fatalf(format string, args ...any) { panic(fmt.Sprintf(format, args...)) }
