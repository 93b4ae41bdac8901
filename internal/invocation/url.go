package invocation

import (
	"net/url"
	"strings"
)

// withScheme puts https:// before a URL that has no scheme. AWS accepts such a URL (RECORDED);
// that it is called with https is INFERRED.
func withScheme(endpoint string) string {
	before, _, found := strings.Cut(endpoint, "://")
	if found && !strings.ContainsAny(before, "/?") {
		return endpoint
	}
	return "https://" + endpoint
}

// hostOf returns the host of an endpoint, with its port, or false when it has none.
func hostOf(endpoint string) (string, bool) {
	u, err := url.Parse(withScheme(endpoint))
	if err != nil || u.Host == "" {
		return "", false
	}
	return u.Host, true
}

// split parts an endpoint from its query string, which keeps its question mark.
func split(endpoint string) (path, query string) {
	endpoint = withScheme(endpoint)
	if i := strings.IndexByte(endpoint, '?'); i >= 0 {
		return endpoint[:i], endpoint[i:]
	}
	return endpoint, ""
}

// fill writes the path with the values in the place of its wildcards, in order (RECORDED).
// Values that are too many are ignored (RECORDED); a wildcard without a value stays (UNKNOWN). A
// value is escaped as one segment of a path (UNKNOWN).
func (r *Request) fill(path string, values []string) {
	between := strings.Split(path, "*")
	r.URL.add(FromEndpoint, between[0])
	for i, after := range between[1:] {
		if i < len(values) {
			r.URL.add(FromTarget, url.PathEscape(values[i]))
		} else {
			r.URL.add(FromEndpoint, "*")
		}
		r.URL.add(FromEndpoint, after)
	}
	if wildcards := len(between) - 1; len(values) != wildcards {
		r.note(pathValues(wildcards, len(values)))
	}
}

// addQuery writes the endpoint's own query string first (INFERRED), then the pairs. A key that both
// have is sent twice (UNKNOWN).
func (r *Request) addQuery(query string, pairs []Text) {
	r.URL.add(FromEndpoint, query)
	separator := "?"
	if query != "" {
		separator = "&"
	}
	if query == "?" {
		separator = ""
	}
	for _, p := range pairs {
		r.URL.add(p[0].Origin, separator)
		r.URL.join(p)
		separator = "&"
	}
}

// pairs writes every parameter as key=value.
func pairs(list []parameter, encode func(string) string) []Text {
	out := make([]Text, len(list))
	for i, p := range list {
		out[i].add(p.origin, encode(p.Key)+"=")
		out[i].addValue(p, encode)
	}
	return out
}

// escape writes a text for the query string of an API destination: a space is %20. RECORDED for
// Step Functions.
func escape(text string) string {
	return strings.ReplaceAll(url.QueryEscape(text), "+", "%20")
}
