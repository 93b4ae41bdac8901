// Package endpoint is the rule for HTTPS endpoints that the API model cannot say.
package endpoint

import (
	"net/url"
	"strings"
)

// Valid tells whether AWS takes the text, which fits the model's pattern, for
// an HTTPS endpoint: a host without a user or a wildcard, with the scheme https
// or none at all. RECORDED for API destinations.
func Valid(text string) bool {
	if !hasScheme(text) {
		text = "https://" + text
	}
	u, err := url.Parse(text)
	return err == nil && u.Scheme == "https" && u.User == nil && u.Hostname() != "" &&
		!strings.Contains(u.Host, "*")
}

// hasScheme tells "ftp://x" from "x/y?z=ftp://".
func hasScheme(text string) bool {
	scheme, _, found := strings.Cut(text, "://")
	return found && !strings.ContainsAny(scheme, "/?=&")
}
