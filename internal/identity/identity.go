// Package identity says who signed a request: account, region and partition.
package identity

import (
	"net/http"
	"net/url"
	"slices"
	"strings"

	"github.com/eventbridge-connections/emulator/internal/awsapi"
)

// An Authenticator reads the caller out of a signed request.
type Authenticator struct {
	Account string // of an access key id that is no account number
	Region  string // of a credential scope that names none
}

// Caller reads the credential scope of the Authorization header or, for a
// presigned request, of the query string. A 12-digit access key id is the
// account. The signature is not checked: any secret key will do.
//
// Errors: MissingAuthenticationTokenException, IncompleteSignatureException and
// InvalidSignatureException in AWS's words (INFERRED from Kinesis).
func (a *Authenticator) Caller(r *http.Request) (awsapi.Caller, error) {
	header, query := r.Header.Get("Authorization"), r.URL.Query()
	switch presigned := query.Has("X-Amz-Algorithm"); {
	case header != "" && presigned:
		return awsapi.Caller{}, errTwoSignatures
	case header != "":
		return a.fromHeader(header, r.Header)
	case presigned:
		return a.fromQuery(query)
	}
	return awsapi.Caller{}, errNoSignature
}

func (a *Authenticator) fromHeader(header string, all http.Header) (awsapi.Caller, error) {
	parameters := parameters(header)
	var missing []string
	for _, p := range []string{"Credential", "Signature", "SignedHeaders"} {
		if parameters[p] == "" {
			missing = append(missing, "Authorization header requires '"+p+"' parameter.")
		}
	}
	if all.Get("X-Amz-Date") == "" && all.Get("Date") == "" {
		missing = append(missing, "Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header.")
	}
	if missing != nil {
		return awsapi.Caller{}, incomplete(strings.Join(missing, " ") + " Authorization=" + header)
	}
	return a.scope(parameters["Credential"])
}

// parameters splits "AWS4-HMAC-SHA256 Credential=…, SignedHeaders=…, Signature=…",
// at commas and spaces alike (INFERRED from Kinesis).
func parameters(header string) map[string]string {
	out := map[string]string{}
	for part := range strings.FieldsFuncSeq(header, func(r rune) bool { return r == ' ' || r == ',' }) {
		name, value, _ := strings.Cut(part, "=")
		out[name] = value
	}
	return out
}

func (a *Authenticator) fromQuery(query url.Values) (awsapi.Caller, error) {
	var missing []string
	for _, p := range []string{"X-Amz-Algorithm", "X-Amz-Credential", "X-Amz-Signature", "X-Amz-SignedHeaders", "X-Amz-Date"} {
		if query.Get(p) == "" {
			missing = append(missing, "AWS query-string parameters must include '"+p+"'.")
		}
	}
	if missing != nil {
		return awsapi.Caller{}, incomplete(strings.Join(missing, " ") + " Re-examine the query-string parameters.")
	}
	return a.scope(query.Get("X-Amz-Credential"))
}

// scope reads "<access key id>/<date>/<region>/<service>/aws4_request".
func (a *Authenticator) scope(credential string) (awsapi.Caller, error) {
	parts := strings.Split(credential, "/")
	if len(parts) != 5 || parts[0] == "" || parts[4] != "aws4_request" {
		return awsapi.Caller{}, incomplete("Credential must have exactly 5 slash-delimited elements, e.g. keyid/date/region/service/term, got '" + credential + "'")
	}
	c := awsapi.Caller{Account: a.Account, Region: a.Region, AccessKeyID: parts[0]}
	if IsAccount(parts[0]) {
		c.Account = parts[0]
	}
	if parts[2] != "" {
		c.Region = parts[2]
	}
	return c, nil
}

// IsAccount tells whether a text is an account number: 12 digits.
func IsAccount(text string) bool {
	return len(text) == 12 && !slices.ContainsFunc([]byte(text), func(c byte) bool { return c < '0' || c > '9' })
}

var (
	errNoSignature   = &awsapi.Error{Code: "MissingAuthenticationTokenException", Message: "Missing Authentication Token"}
	errTwoSignatures = &awsapi.Error{Code: "InvalidSignatureException", Message: "Found both 'X-Amz-Algorithm' as a query-string param and 'Authorization' as HTTP header."}
)

func incomplete(message string) error {
	return &awsapi.Error{Code: "IncompleteSignatureException", Message: message}
}
