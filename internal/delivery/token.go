package delivery

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"sync"
	"time"

	"github.com/eventbridge-connections/emulator/internal/awsapi"
	"github.com/eventbridge-connections/emulator/internal/invocation"
	"github.com/eventbridge-connections/emulator/internal/outbound"
	"github.com/eventbridge-connections/emulator/internal/transaction"
)

type owner = awsapi.Caller

// tokens are those of OAuth connections. They are in memory alone.
type tokens struct {
	mu       sync.Mutex
	known    map[string]token     // by ARN of the connection
	fetching map[string]*fetching // by ARN and version of the connection
}

// A token is good for one version of its connection, until its end.
type token struct {
	version int
	secret  awsapi.Secret
	ends    time.Time // on the emulator's clock
	renewed bool      // it is there because the one before it was refused
}

// A fetching is a token request that several calls wait for.
type fetching struct {
	done chan struct{}
	got  fetched
}

// A fetched is what came of a token request.
type fetched struct {
	token   *token
	reason  string // why there is none
	noRoute string // the address that no route leads to
}

func newTokens() *tokens {
	return &tokens{known: map[string]token{}, fetching: map[string]*fetching{}}
}

// renewal is how long before its end a token is renewed (DOCUMENTED).
const renewal = 60 * time.Second

func (ts *tokens) get(arn string, version int, now time.Time) (awsapi.Secret, bool) {
	ts.mu.Lock()
	defer ts.mu.Unlock()
	t, ok := ts.known[arn]
	return t.secret, ok && t.version == version && t.secret != (awsapi.Secret{}) &&
		now.Add(renewal).Before(t.ends)
}

// set notes a token, unless there is one of a later version, and forgets those that have ended.
func (ts *tokens) set(arn string, t token, now time.Time) {
	ts.mu.Lock()
	defer ts.mu.Unlock()
	before := ts.known[arn]
	if before.version > t.version {
		return
	}
	maps.DeleteFunc(ts.known, func(_ string, old token) bool { return !now.Before(old.ends) })
	t.renewed = before.renewed && before.version == t.version
	ts.known[arn] = t
}

// refused forgets a token that was refused. It returns true where the one before it was, too. Calls
// that were made at the same time with the same token are one refusal.
func (ts *tokens) refused(arn string, used awsapi.Secret) bool {
	ts.mu.Lock()
	defer ts.mu.Unlock()
	t, ok := ts.known[arn]
	if !ok || t.secret != used {
		return false
	}
	ts.known[arn] = token{version: t.version, renewed: true, ends: t.ends}
	return t.renewed
}

// accepted notes that a token is good.
func (ts *tokens) accepted(arn string, used awsapi.Secret) {
	ts.mu.Lock()
	defer ts.mu.Unlock()
	if t, ok := ts.known[arn]; ok && t.secret == used {
		t.renewed = false
		ts.known[arn] = t
	}
}

// Forget forgets all tokens.
func (s *Service) Forget() {
	s.tokens.mu.Lock()
	defer s.tokens.mu.Unlock()
	clear(s.tokens.known)
}

// token returns the token of a connection, which is fetched where there is none that is good.
func (s *Service) token(ctx context.Context, by owner, c *Credentials) fetched {
	if known, ok := s.tokens.get(c.ARN, c.Version, s.Now()); ok {
		return fetched{token: &token{secret: known}}
	}
	return s.fetchOnce(ctx, by, c)
}

// fetchOnce fetches a token, or waits for the one that is being fetched for the same version of the
// connection.
func (s *Service) fetchOnce(ctx context.Context, by owner, c *Credentials) fetched {
	key := fmt.Sprintf("%s %d", c.ARN, c.Version)
	ts := s.tokens
	ts.mu.Lock()
	f, others := ts.fetching[key]
	if !others {
		f = &fetching{done: make(chan struct{})}
		ts.fetching[key] = f
	}
	ts.mu.Unlock()
	if others {
		<-f.done // which is soon: a call has a limit, and ends with the service
		return f.got
	}
	defer func() {
		ts.mu.Lock()
		delete(ts.fetching, key)
		ts.mu.Unlock()
		close(f.done)
	}()
	if f.got = s.fetch(ctx, by, c); f.got.token != nil {
		ts.set(c.ARN, *f.got.token, s.Now())
	}
	return f.got
}

// couldNotConnect is RECORDED for a host that cannot be reached.
const couldNotConnect = "Could not connect to the specified endpoint."

// fetch asks the authorization endpoint for a token.
func (s *Service) fetch(ctx context.Context, by owner, c *Credentials) fetched {
	request, err := invocation.NewTokenRequest(c.Connection)
	if err != nil {
		return fetched{reason: err.Error()}
	}
	message := request.Reveal()
	answer, _, err := s.call(ctx, FetchToken, c.Name, by, message)
	if errors.Is(err, outbound.ErrNoRoute) {
		return fetched{reason: "No route leads to the authorization endpoint.", noRoute: message.URL}
	}
	if err != nil {
		return fetched{reason: couldNotConnect}
	}
	t, reason := s.read(answer, c.Version)
	return fetched{token: t, reason: reason}
}

// assumedLife is how long a token lives that does not say so. UNKNOWN.
const assumedLife = time.Hour

// read reads the answer of an authorization endpoint. The reasons are UNKNOWN: they are the
// emulator's.
func (s *Service) read(answer *outbound.Answer, version int) (*token, string) {
	if answer.Status != 200 {
		return nil, fmt.Sprintf("The authorization endpoint answered with status %d.", answer.Status)
	}
	var body struct {
		AccessToken string      `json:"access_token"`
		ExpiresIn   json.Number `json:"expires_in"`
	}
	if json.Unmarshal(answer.Body, &body) != nil || body.AccessToken == "" {
		return nil, "The answer of the authorization endpoint has no access_token."
	}
	life := assumedLife
	if seconds, err := body.ExpiresIn.Int64(); err == nil && seconds > 0 && seconds < int64(
		100*365*24*time.Hour/time.Second,
	) {
		life = time.Duration(seconds) * time.Second
	}
	return &token{
		version: version, secret: awsapi.NewSecret(body.AccessToken), ends: s.Now().Add(life),
	}, ""
}

// Ask has the authorization of a connection decided by its authorization endpoint. It returns false
// where no route leads there.
func (s *Service) Ask(tx *transaction.Tx, arn string, version int, endpoint string) (bool, error) {
	if !s.Client.Leads(endpoint) {
		return false, nil
	}
	return true, s.enqueue(tx, arn, job{Kind: authorizeJob, ID: arn, Version: version})
}

// authorize asks for the first token of a version of a connection.
func (s *Service) authorize(ctx context.Context, j job, at place) error {
	c, err := transaction.View(ctx, s.Store, func(tx *transaction.Tx) (*Credentials, error) {
		c, ok, err := s.Connections.Authorizing(tx.As(j.owner()), j.ID)
		if !ok || c.Version != j.Version {
			return nil, err
		}
		return &c, err
	})
	if err != nil {
		return err
	}
	reason := ""
	if c != nil {
		reason = s.fetchOnce(ctx, j.owner(), c).reason
	}
	return s.update(ctx, j.owner(), func(tx *transaction.Tx) error {
		if err := at.done(tx); err != nil || c == nil {
			return err
		}
		return s.Connections.Authorize(tx, j.ID, j.Version, reason)
	})
}

// refusedReason is the StateReason of a connection whose calls are refused. UNKNOWN.
func refusedReason(status int) string {
	return fmt.Sprintf("The API destination endpoint answered with status %d.", status)
}
