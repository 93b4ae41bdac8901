package sts

import (
	"encoding/base64"
	"encoding/json"
	"strings"
	"time"

	"github.com/eventbridge-connections/emulator/internal/awsapi"
)

// An identity is what the claims of a web identity token say.
type identity struct {
	Issuer     string    `json:"iss"`
	Subject    string    `json:"sub"`
	Audience   audiences `json:"aud"`
	Authorized string    `json:"azp"`
	Expires    *float64  `json:"exp"` // seconds since 1970
	Issued     *float64  `json:"iat"` // seconds since 1970
}

// audiences is a text or a list of them.
type audiences []string

func (a *audiences) UnmarshalJSON(data []byte) error {
	var one string
	if json.Unmarshal(data, &one) == nil {
		*a = audiences{one}
		return nil
	}
	return json.Unmarshal(data, (*[]string)(a))
}

// grace is how far AWS lets clocks be apart (RECORDED).
const grace = 300 * time.Second

// readIdentity reads a JSON web token without a look at its signature.
//
// Errors: InvalidIdentityToken, ExpiredTokenException.
func readIdentity(token string, now time.Time) (*identity, error) {
	who := new(identity)
	parts := strings.Split(token, ".")
	if len(parts) != 3 {
		return nil, errIdentity()
	}
	claims, err := base64.RawURLEncoding.DecodeString(parts[1])
	if err != nil || json.Unmarshal(claims, who) != nil {
		return nil, errIdentity()
	}
	return who, who.check(now)
}

// check refuses a token that lacks a claim, and one that is not of its time. The order is INFERRED.
func (who *identity) check(now time.Time) error {
	switch {
	case who.Issuer == "":
		return errClaim("iss")
	case who.Subject == "":
		return errClaim("sub")
	case len(who.Audience) == 0:
		return errClaim("aud")
	case who.Expires == nil:
		return errClaim("exp")
	case who.Issued == nil:
		return errClaim("iat")
	}
	if end := at(*who.Expires); !now.Add(-grace).Before(end) {
		return errTokenExpired(now, end)
	}
	if issued := at(*who.Issued); issued.After(now.Add(grace)) {
		return errIssuedAhead(issued)
	}
	return nil
}

func at(seconds float64) time.Time { return time.Unix(int64(seconds), 0) }

// provider is the ARN of the identity provider in the account of the role.
func (who *identity) provider(role awsapi.ARN) string {
	_, name, found := strings.Cut(who.Issuer, "://")
	if !found {
		name = who.Issuer
	}
	return "arn:" + role.Partition + ":iam::" + role.Account + ":oidc-provider/" + name
}

// audience is whom the token is for: the authorized party, if there is one (RECORDED).
func (who *identity) audience() string {
	if who.Authorized != "" {
		return who.Authorized
	}
	return who.Audience[0]
}
