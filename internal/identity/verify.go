package identity

import (
	"crypto/hmac"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/hex"
	"maps"
	"net/http"
	"slices"
	"strings"
	"time"

	"github.com/eventbridge-connections/emulator/internal/awsapi"
)

const (
	algorithm  = "AWS4-HMAC-SHA256"
	terminator = "aws4_request"
	basic      = "20060102T150405Z" // ISO 8601, as AWS writes times
	skew       = 15 * time.Minute
)

// errToken is for a key that is not known, and for a session token that is not the key's.
var errToken = &awsapi.Error{
	Code:    "UnrecognizedClientException",
	Message: "The security token included in the request is invalid.",
}

// errExpired is DOCUMENTED for a temporary key that has come to its end.
var errExpired = &awsapi.Error{
	Code: "ExpiredTokenException", Message: "The security token included in the request is expired",
}

// verify holds the signature against the clock, the service that the request
// is for, the key, which is nil where nobody knows it, and the request. The order
// of the checks is RECORDED on DynamoDB, but for the end of a key (UNKNOWN).
func (a *Authenticator) verify(
	s *signature, key *Key, r *http.Request, service string, body []byte,
) error {
	signed, err := s.time()
	if err != nil {
		return err
	}
	for _, err := range []error{fresh(signed, a.Now()), s.complete(r), s.scoped(service, signed)} {
		if err != nil {
			return err
		}
	}
	if key == nil {
		return errToken
	}
	canonical := s.canonical(r, body)
	text := s.stringToSign(signed, canonical)
	switch {
	case subtle.ConstantTimeCompare([]byte(s.digest), []byte(s.sign(key.Secret, text))) == 0:
		return mismatch(s.canonical(withoutTokens(r), body), text)
	case !key.fits(s.token):
		return errToken
	case key.Ended:
		return errExpired
	}
	return nil
}

// complete refuses a signature that leaves out the host, or a header that
// changes what the request means. The words are RECORDED for the host (on
// DynamoDB) and INFERRED for other headers.
func (s *signature) complete(r *http.Request) error {
	signed := strings.Split(s.signed, ";")
	if !slices.Contains(signed, "host") {
		return invalid("'Host' or ':authority' must be a 'SignedHeader' in the AWS Authorization.")
	}
	for _, name := range slices.Sorted(maps.Keys(r.Header)) {
		if strings.HasPrefix(name, "X-Amz-") && !slices.Contains(signed, strings.ToLower(name)) {
			return invalid("'" + name + "' must be a 'SignedHeader' in the AWS Authorization.")
		}
	}
	return nil
}

// time reads when the request was signed.
func (s *signature) time() (time.Time, error) {
	signed, err := time.Parse(basic, s.date)
	if err != nil {
		signed, err = http.ParseTime(s.date) // a Date header
	}
	if err != nil {
		return signed, incomplete(
			"Date must be in ISO-8601 'basic format'. Got '" + s.date +
				"'. See http://en.wikipedia.org/wiki/ISO_8601",
		)
	}
	return signed.UTC(), nil
}

// scoped refuses another algorithm, and a credential scope that is not that of
// the service and of the day, with all that is wrong with it in one text. The
// words are RECORDED on DynamoDB, those for the service on SageMaker and EMR too.
//
// Differs from AWS: every region is a valid one.
func (s *signature) scoped(service string, signed time.Time) error {
	if s.algorithm != algorithm {
		return incomplete(
			"Unsupported AWS 'algorithm': '" + s.algorithm + "' (only " + algorithm + " for now). ",
		)
	}
	wrong := ""
	if service != "" && s.service != service {
		wrong += "Credential should be scoped to correct service: '" + service + "'. "
	}
	if s.terminator != terminator {
		wrong += "Credential should be scoped with a valid terminator: '" + terminator + "', not '" +
			s.terminator + "'. "
	}
	if day := signed.Format("20060102"); day != s.day {
		wrong += "Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date " +
			"from HTTP: '" + s.day + "' != '" + day + "', from '" + signed.Format(basic) + "'."
	}
	if wrong == "" {
		return nil
	}
	return invalid(wrong)
}

// fresh refuses a signature that is older than 15 minutes or that much in the
// future, in the words that are RECORDED on services of both protocols. They
// hold for presigned requests too, whatever X-Amz-Expires says (RECORDED on STS).
func fresh(signed, now time.Time) error {
	at, now := signed.Format(basic), now.UTC()
	if oldest := now.Add(-skew); signed.Before(oldest.Truncate(time.Second)) {
		return invalid(
			"Signature expired: " + at + " is now earlier than " + oldest.Format(basic) + " (" +
				now.Format(basic) + " - 15 min.)",
		)
	}
	if newest := now.Add(skew); signed.After(newest) {
		return invalid(
			"Signature not yet current: " + at + " is still later than " + newest.Format(basic) + " (" +
				now.Format(basic) + " + 15 min.)",
		)
	}
	return nil
}

// sign makes the signature that the key gives to the text, in hex.
func (s *signature) sign(secret awsapi.Secret, text string) string {
	key := []byte("AWS4" + secret.Reveal())
	for _, part := range [...]string{s.day, s.region, s.service, s.terminator} {
		key = mac(key, part)
	}
	return hex.EncodeToString(mac(key, text))
}

func mac(key []byte, text string) []byte {
	h := hmac.New(sha256.New, key)
	h.Write([]byte(text))
	return h.Sum(nil)
}

// mismatch tells what should have been signed, as AWS does (RECORDED).
//
// Differs from AWS: what holds a credential is replaced in it, because answers are written to logs.
func mismatch(canonical, text string) error {
	return invalid("The request signature we calculated does not match the signature you provided. " +
		"Check your AWS Secret Access Key and signing method. Consult the service documentation " +
		"for details." +
		"\n\nThe Canonical String for this request should have been\n'" + canonical +
		"'\n\nThe String-to-Sign should have been\n'" + text + "'\n")
}

// withoutTokens returns a copy of the request in which every header and every parameter of the
// query that holds a credential is replaced.
func withoutTokens(r *http.Request) *http.Request {
	c := r.Clone(r.Context())
	query := c.URL.Query()
	for _, values := range []map[string][]string{c.Header, query} {
		for name := range values {
			if isCredential(name) {
				values[name] = []string{awsapi.Redacted}
			}
		}
	}
	c.URL.RawQuery = query.Encode()
	return c
}

// isCredential tells whether a header or parameter of that name holds a credential.
func isCredential(name string) bool {
	name = strings.NewReplacer("-", "", "_", "").Replace(strings.ToLower(name))
	return slices.ContainsFunc(
		credentials, func(word string) bool { return strings.Contains(name, word) },
	)
}

// credentials stand in the names of what holds one.
var credentials = []string{"apikey", "authorization", "cookie", "password", "secret", "token"}
