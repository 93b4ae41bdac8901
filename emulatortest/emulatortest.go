// Package emulatortest runs the emulator inside a Go test, as net/http/httptest runs a server.
//
//	srv := emulatortest.Start(t)
//	client := eventbridge.NewFromConfig(srv.Config())
//
// The server ends with its test and shares nothing with any other one. Calls reach it in memory: no port is opened
// unless [Server.URL] asks for one. It works inside [testing/synctest], where the retries of the SDK and the
// transitions of a connection take no time; start it within the bubble.
package emulatortest

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"sync"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"

	"github.com/eventbridge-connections/emulator/internal/awsapi"
	"github.com/eventbridge-connections/emulator/internal/control"
	"github.com/eventbridge-connections/emulator/internal/emulator"
)

// A Server is an emulator that ends with its test. It is safe for use by many goroutines.
type Server struct {
	t        testing.TB
	emulator *emulator.Emulator
	caller   awsapi.Caller

	listening sync.Once
	listener  *httptest.Server
}

// Start starts an emulator that keeps nothing. A wrong option, as every later mistake in steering the server, fails the test.
func Start(t testing.TB, options ...Option) *Server {
	t.Helper()
	s := settings{config: emulator.Config{Ephemeral: true, Account: "000000000000", Region: "us-east-1", Log: discard}}
	for _, set := range options {
		if err := set(&s); err != nil {
			t.Fatalf("emulatortest: %v", err)
		}
	}
	e, err := emulator.New(s.config)
	if err != nil {
		t.Fatalf("emulatortest: %v", err)
	}
	srv := &Server{t: t, emulator: e, caller: awsapi.Caller{Account: s.config.Account, Region: s.config.Region}}
	t.Cleanup(srv.close)
	return srv
}

func (s *Server) close() {
	s.listening.Do(func() {}) // no port from now on
	if s.listener != nil {
		s.listener.Close()
	}
	if err := s.emulator.Close(); err != nil {
		s.t.Errorf("emulatortest: %v", err)
	}
}

// Config is for the clients of every service of the AWS SDK for Go v2, in the server's account and region.
func (s *Server) Config() aws.Config {
	return aws.Config{
		Region:       s.caller.Region,
		BaseEndpoint: aws.String("http://emulator.test"),
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

// URL opens a port, the first time that it is called, and answers its address, such as http://127.0.0.1:39731:
// the AWS_ENDPOINT_URL of other programs. Not for use inside testing/synctest.
func (s *Server) URL() string {
	s.listening.Do(func() { s.listener = httptest.NewServer(s.emulator) })
	return s.listener.URL
}

// ServeHTTP answers a request, so that the server can stand wherever an [http.Handler] can.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) { s.emulator.ServeHTTP(w, r) }

// Now is the server's time.
func (s *Server) Now() time.Time { return s.emulator.Clock().Now() }

// Advance moves the server's time forward: what would have settled or expired by then has.
func (s *Server) Advance(d time.Duration) {
	s.t.Helper()
	s.must("advance", s.emulator.Clock().Advance(d))
}

// Settle ends the transitions of all connections, whatever time they would have taken, and answers how many there were.
func (s *Server) Settle() int {
	s.t.Helper()
	n, err := s.emulator.Hasten(context.Background(), func(_, _, _ string) bool { return true })
	s.must("settle", err)
	return n
}

// SetState sets the state that the connection has from now on, with its StateReason, or that it will have at once when
// it is created: AUTHORIZED, DEAUTHORIZED, ACTIVE or FAILED_CONNECTIVITY.
func (s *Server) SetState(connection, state, reason string) {
	s.t.Helper()
	s.script(connection, control.Outcome{State: state, Reason: reason, When: "now"})
}

// SetOutcome sets what the authorization of the connection under way settles at, or else its next one: one of the states
// that SetState takes, with its StateReason.
func (s *Server) SetOutcome(connection, state, reason string) {
	s.t.Helper()
	s.script(connection, control.Outcome{State: state, Reason: reason, When: "settled"})
}

func (s *Server) script(connection string, o control.Outcome) {
	s.t.Helper()
	s.must("set the state of "+connection, s.emulator.Script(context.Background(), s.caller, connection, o))
}

// Secret is what stands in the connection's managed secret, such as {"password": "…", "username": "…"}.
func (s *Server) Secret(connection string) map[string]any {
	s.t.Helper()
	secret, err := s.emulator.Secret(context.Background(), s.caller, connection)
	s.must("read the secret of "+connection, err)
	var members map[string]any
	s.must("read the secret of "+connection, json.Unmarshal([]byte(secret.Reveal()), &members))
	return members
}

// must fails the test with the error, if it is one.
func (s *Server) must(do string, err error) {
	s.t.Helper()
	if err != nil {
		s.t.Fatal(fmt.Sprintf("emulatortest: %s: %v", do, err))
	}
}
