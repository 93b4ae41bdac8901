package iam

import (
	"net/url"
	"strings"
)

// encoded is a document as answers have it: percent-encoded as in RFC 3986, with %20 for a blank
// (DOCUMENTED).
func encoded(document string) string {
	return strings.ReplaceAll(url.QueryEscape(document), "+", "%20")
}
