package delivery

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"sync"
	"time"

	"github.com/eventbridge-connections/emulator/internal/awsapi"
	"github.com/eventbridge-connections/emulator/internal/invocation"
	"github.com/eventbridge-connections/emulator/internal/outbound"
	"github.com/eventbridge-connections/emulator/internal/transaction"
)

type owner = awsapi.Caller

func (j job) owner() owner { return owner{Account: j.Account, Region: j.Region} }

// tokens are those of OAuth connections. They are in memory alone.
type tokens struct {
	mu    sync.Mutex
	known map[string]token // by ARN of the connection
}

// A token is good for one version of its connection, until its end.
type token struct {
	version int
	secret  awsapi.Secret
	ends    time.Time // on the emulator's clock
	renewed bool      // it is there because the one before it was refused
}

// renewal is how long before its end a token is renewed (DOCUMENTED).
const renewal = 60 * time.Second

func (ts *tokens) get(arn string, version int, now time.Time) (awsapi.Secret, bool) {
	ts.mu.Lock()
	defer ts.mu.Unlock()
	t, ok := ts.known[arn]
	return t.secret, ok && t.version == version && t.secret != (awsapi.Secret{}) && now.Add(renewal).Before(t.ends)
}

func (ts *tokens) set(arn string, t token) {
	ts.mu.Lock()
	defer ts.mu.Unlock()
	if before, ok := ts.known[arn]; ok && before.version == t.version {
		t.renewed = before.renewed
	}
	ts.known[arn] = t
}

// refused forgets a token that was refused. It returns true where the one before it was, too.
func (ts *tokens) refused(arn string, version int) bool {
	ts.mu.Lock()
	defer ts.mu.Unlock()
	t, ok := ts.known[arn]
	if !ok || t.version != version {
		return false
	}
	ts.known[arn] = token{version: version, renewed: true}
	return t.renewed
}

// accepted notes that a token is good.
func (ts *tokens) accepted(arn string) {
	ts.mu.Lock()
	defer ts.mu.Unlock()
	if t, ok := ts.known[arn]; ok {
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
func (s *Service) token(ctx context.Context, by owner, c *Credentials) (awsapi.Secret, *letter) {
	if known, ok := s.tokens.get(c.ARN, c.Version, s.Now()); ok {
		return known, nil
	}
	fetched, reason := s.fetch(ctx, by, c)
	if reason != "" {
		return awsapi.Secret{}, errToken(reason)
	}
	s.tokens.set(c.ARN, *fetched)
	return fetched.secret, nil
}

// couldNotConnect is RECORDED for a host that cannot be reached.
const couldNotConnect = "Could not connect to the specified endpoint."

// fetch asks the authorization endpoint for a token. Where it gets none, it says why.
func (s *Service) fetch(ctx context.Context, by owner, c *Credentials) (t *token, reason string) {
	request, err := invocation.NewTokenRequest(c.Connection)
	if err != nil {
		return nil, err.Error()
	}
	answer, _, err := s.call(ctx, FetchToken, c.Name, by, request.Reveal())
	if errors.Is(err, outbound.ErrNoRoute) {
		return nil, "No route leads to the authorization endpoint."
	}
	if err != nil {
		return nil, couldNotConnect
	}
	return s.read(answer, c.Version)
}

// assumedLife is how long a token lives that does not say so. UNKNOWN.
const assumedLife = time.Hour

// read reads the answer of an authorization endpoint. The reasons are UNKNOWN: they are the emulator's.
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
	if seconds, err := body.ExpiresIn.Int64(); err == nil && seconds > 0 && seconds < int64(100*365*24*time.Hour/time.Second) {
		life = time.Duration(seconds) * time.Second
	}
	return &token{version: version, secret: awsapi.NewSecret(body.AccessToken), ends: s.Now().Add(life)}, ""
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
		fetched, why := s.fetch(ctx, j.owner(), c)
		if reason = why; fetched != nil {
			s.tokens.set(c.ARN, *fetched)
		}
	}
	if ctx.Err() != nil {
		return ctx.Err()
	}
	_, err = transaction.Update(ctx, s.Store, func(tx *transaction.Tx) (none struct{}, err error) {
		tx = tx.As(j.owner())
		if err := at.done(tx); err != nil || c == nil {
			return none, err
		}
		return none, s.Connections.Authorize(tx, j.ID, j.Version, reason)
	})
	return err
}

// refusedReason is the StateReason of a connection whose calls are refused. UNKNOWN.
func refusedReason(status int) string {
	return fmt.Sprintf("The API destination endpoint answered with status %d.", status)
}
