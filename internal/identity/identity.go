// Package identity says who signed a request: account, region and partition.
package identity

import (
	"cmp"
	"net/http"
	"time"

	"github.com/eventbridge-connections/emulator/internal/awsapi"
)

// An Authenticator reads the caller out of a signed request.
type Authenticator struct {
	Account string // of an access key id that is no account number
	Region  string // of a credential scope that names none
	// Keys are those who may sign; nil lets everybody in, whatever the signature.
	//
	// Differs from AWS: without keys, which is the default, signatures are not checked, and no policy is ever.
	Keys Keys
	Now  func() time.Time // the clock that signatures are held against
}

// Caller reads the credential scope of the Authorization header or, for a
// presigned request, of the query string. A 12-digit access key id is the
// account, unless the key says another. With keys, the signature must be that
// of one of them, over this request with this body and for this service, made
// within 15 minutes. The service is empty where the request names none.
//
// Errors, in AWS's words: MissingAuthenticationTokenException and
// IncompleteSignatureException (INFERRED from Kinesis),
// UnrecognizedClientException, InvalidSignatureException.
func (a *Authenticator) Caller(r *http.Request, service string, body []byte) (awsapi.Caller, error) {
	s, err := read(r)
	if err != nil {
		return awsapi.Caller{}, err
	}
	c := awsapi.Caller{Account: a.Account, Region: cmp.Or(s.region, a.Region), AccessKeyID: s.keyID}
	if !awsapi.IsRegion(c.Region) {
		return awsapi.Caller{}, errRegion(s.region)
	}
	if awsapi.IsAccount(s.keyID) {
		c.Account = s.keyID
	}
	if a.Keys == nil {
		return c, nil
	}
	key, err := a.verify(&s, r, service, body)
	c.Account = cmp.Or(key.Account, c.Account)
	return c, err
}
