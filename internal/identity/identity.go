// Package identity says who signed a request: account, region and partition.
package identity

import (
	"cmp"
	"context"
	"net/http"
	"strings"
	"time"

	"github.com/eventbridge-connections/emulator/internal/awsapi"
)

// An Authenticator reads the caller out of a signed request.
type Authenticator struct {
	Account string // of an access key id that is no account number
	Region  string // of a credential scope that names none
	// Keys are those who may sign; nil lets everybody in, whatever the signature.
	//
	// Differs from AWS: without keys, which is the default, signatures are not checked, and no policy
	// is ever.
	Keys Keys
	// Issued finds a temporary key that was given, or nil. Such a key may sign, too.
	Issued func(ctx context.Context, id string) (*Key, error)
	Now    func() time.Time // the clock that signatures are held against
}

// Caller reads the credential scope of the Authorization header or, for a
// presigned request, of the query string. A 12-digit access key id is the
// account, unless the key says another. With keys, the signature must be that
// of one of them, over this request with this body and for this service, made
// within 15 minutes. The service is empty where the request names none.
//
// Errors, in AWS's words: MissingAuthenticationTokenException and
// IncompleteSignatureException (INFERRED from Kinesis),
// UnrecognizedClientException, InvalidSignatureException, ExpiredTokenException.
func (a *Authenticator) Caller(
	r *http.Request, service string, body []byte,
) (awsapi.Caller, error) {
	s, err := read(r)
	if err != nil {
		return awsapi.Caller{}, err
	}
	c := awsapi.Caller{
		Account: a.AccountOf(s.keyID), Region: cmp.Or(s.region, a.Region), AccessKeyID: s.keyID,
	}
	if !awsapi.IsRegion(c.Region) {
		return awsapi.Caller{}, errRegion(s.region)
	}
	key, err := a.key(r.Context(), s.keyID)
	if err != nil {
		return c, err
	}
	if key != nil {
		c.Account, c.Session = cmp.Or(key.Account, c.Account), key.Session
	}
	if a.Keys == nil {
		return c, nil
	}
	return c, a.verify(&s, key, r, service, body)
}

// Anybody is who calls where nobody has to sign.
func (a *Authenticator) Anybody() awsapi.Caller {
	return awsapi.Caller{Account: a.Account, Region: a.Region}
}

// AccountOf returns the account in which a key acts that was not given here.
func (a *Authenticator) AccountOf(keyID string) string {
	if awsapi.IsAccount(keyID) {
		return cmp.Or(a.Keys[keyID].Account, keyID)
	}
	return cmp.Or(a.Keys[keyID].Account, a.Account)
}

// Knows tells whether a request of the control side brings an access key and its secret as name and
// password, which is all that curl -u takes, and the token of a temporary key in
// X-Amz-Security-Token. Without keys, everybody is known.
func (a *Authenticator) Knows(r *http.Request) bool {
	if a.Keys == nil {
		return true
	}
	id, secret, _ := r.BasicAuth()
	key, err := a.key(r.Context(), id)
	return err == nil && key != nil && key.admits(secret, r.Header.Get("X-Amz-Security-Token"))
}

// key returns the key of that id, configured or given, or nil.
func (a *Authenticator) key(ctx context.Context, id string) (*Key, error) {
	if key, ok := a.Keys[id]; ok {
		return &key, nil
	}
	if a.Issued == nil || !strings.HasPrefix(id, temporary) {
		return nil, nil
	}
	return a.Issued(ctx, id)
}

// temporary begins the ids of keys that end (DOCUMENTED).
const temporary = "ASIA"
