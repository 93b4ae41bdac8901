package identity

import (
	"iter"
	"net/http"
	"net/url"
	"regexp"
	"strings"

	"github.com/eventbridge-connections/emulator/internal/awsapi"
)

// A signature is what a request says of how it was signed.
type signature struct {
	algorithm  string
	keyID      string
	day        string // of the credential scope: 20260102
	region     string
	service    string
	terminator string // aws4_request
	date       string // when it was signed, as sent
	signed     string // names of the signed headers, with semicolons between
	token      string // of the session
	digest     string // in hex
}

var (
	errNoSignature = &awsapi.Error{
		Code: "MissingAuthenticationTokenException", Message: "Missing Authentication Token",
	}
	errTwoSignatures = invalid(
		"Found both 'X-Amz-Algorithm' as a query-string param and 'Authorization' as HTTP header.",
	)
)

// errRegion is for a credential scope with a region that cannot be one. AWS refuses every region
// but its own (INFERRED: the words are those of other services).
func errRegion(region string) error {
	return invalid("Credential should be scoped to a valid region, not '" + region + "'. ")
}

func incomplete(message string) error {
	return &awsapi.Error{Code: "IncompleteSignatureException", Message: message}
}

func invalid(message string) error {
	return &awsapi.Error{Code: "InvalidSignatureException", Message: message}
}

// read finds the signature in the header or in the query string.
func read(r *http.Request) (signature, error) {
	var query url.Values
	if r.URL.RawQuery != "" {
		query = r.URL.Query()
	}
	header := r.Header.Get("Authorization")
	switch presigned := query.Has("X-Amz-Algorithm"); {
	case header != "" && presigned:
		return signature{}, errTwoSignatures
	case header != "":
		return fromHeader(header, r.Header)
	case presigned:
		return fromQuery(query)
	}
	return signature{}, errNoSignature
}

func fromHeader(header string, all http.Header) (signature, error) {
	s := signature{date: all.Get("X-Amz-Date"), token: all.Get("X-Amz-Security-Token")}
	s.algorithm, _, _ = strings.Cut(header, " ")
	if s.date == "" {
		s.date = all.Get("Date")
	}
	var credential string
	for name, value := range parameters(header) {
		switch name {
		case "Credential":
			credential = value
		case "SignedHeaders":
			s.signed = value
		case "Signature":
			s.digest = value
		}
	}
	var missing []string
	for _, p := range [...]struct{ name, value string }{
		{"Credential", credential}, {"Signature", s.digest}, {"SignedHeaders", s.signed},
	} {
		if p.value == "" {
			missing = append(missing, "Authorization header requires '"+p.name+"' parameter.")
		}
	}
	if s.date == "" {
		missing = append(
			missing, "Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header.",
		)
	}
	if missing != nil {
		return s, incomplete(strings.Join(missing, " ") + " Authorization=" + shown(header))
	}
	err := s.scope(credential)
	return s, err
}

// shown is the header as the answer repeats it.
//
// Differs from AWS: of a scheme that is not AWS's, such as Basic and Bearer, only the name is
// shown, and of AWS's no part but its three parameters, because the rest may be a credential and
// answers are written to logs.
func shown(header string) string {
	scheme, rest, parted := strings.Cut(strings.ReplaceAll(header, "\t", " "), " ")
	switch {
	case !parted && scheme == algorithm:
		return scheme
	case !parted:
		return awsapi.Redacted
	case !strings.HasPrefix(scheme, "AWS4-"):
		return scheme + " " + awsapi.Redacted
	}
	part := regexp.MustCompile(`[^ ,]+`)
	return scheme + " " + part.ReplaceAllStringFunc(rest, func(text string) string {
		name, _, _ := strings.Cut(text, "=")
		if name == "Credential" || name == "SignedHeaders" || name == "Signature" {
			return text
		}
		return awsapi.Redacted
	})
}

// parameters are the parts of "AWS4-HMAC-SHA256 Credential=…, SignedHeaders=…, Signature=…",
// which stand between commas and spaces alike (INFERRED from Kinesis).
func parameters(header string) iter.Seq2[string, string] {
	return func(yield func(string, string) bool) {
		begins := 0
		for i := 0; i <= len(header); i++ {
			if i < len(header) && header[i] != ' ' && header[i] != ',' {
				continue
			}
			name, value, ok := strings.Cut(header[begins:i], "=")
			if begins = i + 1; ok && !yield(name, value) {
				return
			}
		}
	}
}

func fromQuery(query url.Values) (signature, error) {
	var missing []string
	for _, p := range []string{
		"X-Amz-Algorithm", "X-Amz-Credential", "X-Amz-Signature", "X-Amz-SignedHeaders", "X-Amz-Date",
	} {
		if query.Get(p) == "" {
			missing = append(missing, "AWS query-string parameters must include '"+p+"'.")
		}
	}
	if missing != nil {
		return signature{}, incomplete(
			strings.Join(missing, " ") + " Re-examine the query-string parameters.",
		)
	}
	s := signature{
		algorithm: query.Get("X-Amz-Algorithm"),
		date:      query.Get("X-Amz-Date"),
		token:     query.Get("X-Amz-Security-Token"),
		signed:    query.Get("X-Amz-SignedHeaders"),
		digest:    query.Get("X-Amz-Signature"),
	}
	err := s.scope(query.Get("X-Amz-Credential"))
	return s, err
}

// longestScope is more than AWS's longest key id, region and service come to: the region becomes
// part of every key in the data.
const longestScope = 512

// scope reads "<access key id>/<date>/<region>/<service>/aws4_request".
func (s *signature) scope(credential string) error {
	parts := strings.Split(credential, "/")
	if len(credential) > longestScope || len(parts) != 5 || parts[0] == "" {
		return incomplete(
			"Credential must have exactly 5 slash-delimited elements, e.g. " +
				"keyid/date/region/service/term, got '" + credential + "'",
		)
	}
	s.keyID, s.day, s.region, s.service, s.terminator = parts[0], parts[1], parts[2], parts[3], parts[4]
	return nil
}
