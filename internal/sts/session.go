package sts

import (
	"bytes"
	"context"
	"crypto/rand"
	"encoding/base64"
	"time"

	"github.com/eventbridge-connections/emulator/internal/awsapi"
	model "github.com/eventbridge-connections/emulator/internal/model/sts"
	"github.com/eventbridge-connections/emulator/internal/store"
	"github.com/eventbridge-connections/emulator/internal/transaction"
)

// session is what is stored under the id of a temporary key. No snapshot holds it.
type session struct {
	KeyID      string
	Secret     string
	Token      string
	Account    string
	Acts       awsapi.Session // the role's; empty for a session of the root user
	Transitive []string       `json:",omitzero"` // keys of tags that no later session can set
	End        time.Time
}

// sessions are on no shelf: whose a key is shows when it is found.
var sessions = transaction.Table[session]{Name: "sts-sessions", Transient: true}

// nobody owns what is on no shelf.
var nobody awsapi.Caller

// remembered is how long an ended key is known, so that it is refused for its end.
const remembered = 24 * time.Hour

// find returns the session of a temporary key, ended or not, or nil.
func find(tx *transaction.Tx, keyID string) (*session, error) {
	return sessions.Get(tx.As(nobody), keyID)
}

// issue makes and stores a temporary key in an account.
func issue(
	tx *transaction.Tx,
	account string,
	seconds int,
	acts awsapi.Session,
	transitive []string,
) (*session, error) {
	s := &session{
		KeyID:      awsapi.NewKeyID("ASIA", account),
		Secret:     newSecret(),
		Token:      newToken(),
		Account:    account,
		Acts:       acts,
		Transitive: transitive,
		End:        tx.Now().Add(time.Duration(seconds) * time.Second).Truncate(time.Second),
	}
	return s, sessions.PutUntil(tx.As(nobody), s.KeyID, s, s.End.Add(remembered))
}

// newSecret makes a secret access key: 40 characters of base64 (DOCUMENTED by samples).
func newSecret() string {
	raw := make([]byte, 30)
	_, _ = rand.Read(raw) // never fails
	return base64.StdEncoding.EncodeToString(raw)
}

// newToken makes a session token that begins as AWS's do (INFERRED from public samples). Its
// length, of which AWS says that nobody shall rely on it, is 400 characters.
func newToken() string {
	raw := bytes.NewBufferString("\x21\x0a\x09origin_ec")
	random := make([]byte, 300-raw.Len())
	_, _ = rand.Read(random) // never fails
	raw.Write(random)
	return base64.StdEncoding.EncodeToString(raw.Bytes())
}

// credentials are the session's as they are given.
func (s *session) credentials() *model.Credentials {
	return &model.Credentials{
		AccessKeyId:     &s.KeyID,
		SecretAccessKey: new(awsapi.NewSecret(s.Secret)),
		SessionToken:    new(awsapi.NewSecret(s.Token)),
		Expiration:      s.End,
	}
}

// Key is a temporary key that was given, with whom it acts as.
type Key struct {
	ID      string
	Secret  awsapi.Secret
	Token   awsapi.Secret
	Account string
	Session awsapi.Session
	Ended   bool // its end has come, by the emulator's clock
}

// Issued returns the temporary key of that id, or nil where it was not given here or has ended a
// day ago.
func (s *Service) Issued(ctx context.Context, keyID string) (*Key, error) {
	return transaction.View(ctx, s.Store, func(tx *transaction.Tx) (*Key, error) {
		found, err := find(tx, keyID)
		if err != nil || found == nil {
			return nil, err
		}
		return &Key{
			ID: found.KeyID, Secret: awsapi.NewSecret(found.Secret),
			Token:   awsapi.NewSecret(found.Token),
			Account: found.Account, Session: found.Acts, Ended: !tx.Now().Before(found.End),
		}, nil
	})
}

// rootSession is how long a session of the root user lasts at most, in seconds (DOCUMENTED).
const rootSession = 3600

// GetSessionToken gives the root user a temporary key of its own, for an hour at most (DOCUMENTED).
//
// Errors: AccessDenied for whoever has a temporary key.
func (s *Service) GetSessionToken(
	ctx context.Context, in *model.GetSessionTokenRequest,
) (*model.GetSessionTokenResponse, error) {
	type answer = model.GetSessionTokenResponse
	return transaction.Update(ctx, s.Store, func(tx *transaction.Tx) (*answer, error) {
		own, err := find(tx, tx.Caller.AccessKeyID)
		if err != nil {
			return nil, err
		}
		if own != nil {
			return nil, errSession()
		}
		seconds := min(awsapi.ValueOr(in.DurationSeconds, rootSession), rootSession)
		given, err := issue(tx, tx.Caller.Account, seconds, awsapi.Session{}, nil)
		if err != nil {
			return nil, err
		}
		return &answer{Credentials: given.credentials()}, nil
	})
}

// Tables are the tables of this package.
func Tables() []store.AnyTable { return []store.AnyTable{sessions.Stored()} }
