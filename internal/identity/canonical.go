package identity

import (
	"cmp"
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
func (s *signature) canonical(r *http.Request, body []byte) string {
	headers := ""
	for name := range strings.SplitSeq(s.signed, ";") {
		headers += name + ":" + headerValue(r, name) + "\n"
	}
	return strings.Join([]string{
		r.Method,
		s.canonicalPath(r),
		canonicalQuery(r.URL.Query()),
		headers,
		s.signed,
		s.payload(r, body),
	}, "\n")
}

// canonicalPath is the path as it was sent for S3, and escaped once more for every other service
// (DOCUMENTED).
func (s *signature) canonicalPath(r *http.Request) string {
	path := r.URL.EscapedPath()
	if s.isForS3() {
		return path
	}
	return strings.ReplaceAll(escape(path), "%2F", "/")
}

// payload is the hash of the body that arrived. For S3 it is what the request says of its body,
// which may be that it is not signed (DOCUMENTED).
func (s *signature) payload(r *http.Request, body []byte) string {
	if s.isForS3() {
		return cmp.Or(r.Header.Get("X-Amz-Content-Sha256"), "UNSIGNED-PAYLOAD")
	}
	return hash(body)
}

func (s *signature) isForS3() bool { return strings.HasPrefix(s.service, "s3") }

func (s *signature) stringToSign(signed time.Time, canonical string) string {
	scope := strings.Join([]string{s.day, s.region, s.service, s.terminator}, "/")
	return strings.Join(
		[]string{algorithm, signed.Format(basic), scope, hash([]byte(canonical))}, "\n",
	)
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
