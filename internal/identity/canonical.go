package identity

import (
	"crypto/sha256"
	"encoding/hex"
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"
)

// canonical is the request in the one form that both sides sign (DOCUMENTED).
// The hash is always that of the body that arrived.
func (s *signature) canonical(r *http.Request, body []byte) string {
	headers := ""
	for name := range strings.SplitSeq(s.signed, ";") {
		headers += name + ":" + headerValue(r, name) + "\n"
	}
	return strings.Join([]string{
		r.Method,
		r.URL.EscapedPath(), // AWS calls go to /, which is the same in every form
		canonicalQuery(r.URL.Query()),
		headers,
		s.signed,
		hash(body),
	}, "\n")
}

func (s *signature) stringToSign(signed time.Time, canonical string) string {
	scope := strings.Join([]string{s.day, s.region, s.service, s.terminator}, "/")
	return strings.Join([]string{algorithm, signed.Format(basic), scope, hash([]byte(canonical))}, "\n")
}

// headerValue joins the values of a header, with runs of spaces as one.
// net/http keeps two headers elsewhere.
func headerValue(r *http.Request, name string) string {
	values := r.Header.Values(name)
	switch {
	case name == "host":
		values = []string{r.Host}
	case name == "content-length" && values == nil:
		values = []string{strconv.FormatInt(r.ContentLength, 10)}
	}
	joined := make([]string, len(values))
	for i, v := range values {
		joined[i] = strings.Join(strings.Fields(v), " ")
	}
	return strings.Join(joined, ",")
}

// canonicalQuery sorts by name, then by value, and leaves the signature itself out.
func canonicalQuery(query url.Values) string {
	var pairs []string
	for _, name := range slices.Sorted(maps.Keys(query)) {
		if name == "X-Amz-Signature" {
			continue
		}
		for _, value := range slices.Sorted(slices.Values(query[name])) {
			pairs = append(pairs, escape(name)+"="+escape(value))
		}
	}
	return strings.Join(pairs, "&")
}

// escape is as url.QueryEscape, with %20 for a space.
func escape(text string) string { return strings.ReplaceAll(url.QueryEscape(text), "+", "%20") }

func hash(data []byte) string {
	sum := sha256.Sum256(data)
	return hex.EncodeToString(sum[:])
}
