package invocation

import (
	"net/url"
	"slices"
	"strconv"

	"github.com/eventbridge-connections/emulator/internal/awsapi"
)

// NewTokenRequest returns the request that exchanges the client's id and secret of an OAuth
// connection for a token.
//
// RECORDED for POST: the parameters of the body in their order, then client_secret, then
// client_id, as a form; the headers, but not their order; no Authorization of EventBridge's.
// UNKNOWN, so assumed: PUT is like POST; GET has the same pairs in its query string and no body;
// a space is a plus sign; a parameter named client_id or client_secret is sent beside
// EventBridge's; there is no Connection header.
//
// Errors: *[Error].
func NewTokenRequest(c Connection) (*Request, error) {
	o := &c.OAuth
	host, ok := hostOf(o.AuthorizationEndpoint)
	if !ok {
		return nil, errURL(requesting, o.AuthorizationEndpoint)
	}
	r := &Request{Method: o.HTTPMethod}
	r.noteGrantType(o)
	path, query := split(o.AuthorizationEndpoint)
	r.URL.add(FromEndpoint, path)
	inQuery, form := pairs(ofConnection(o.HTTPParameters.QueryString), url.QueryEscape), o.form()
	if r.Method == "GET" {
		r.addQuery(query, append(inQuery, form...))
	} else {
		r.addQuery(query, inQuery)
		r.Body = joined(form)
	}
	r.setTokenHeaders(host, o.HTTPParameters.Header)
	if name, found := r.unsendable(); found {
		return nil, errHeader(requesting, name)
	}
	return r, nil
}

// form lists the pairs of the token request.
func (o *OAuthParameters) form() []Text {
	own := []Parameter{
		{Key: "client_secret", Value: o.ClientSecret, IsValueSecret: true},
		{Key: "client_id", Value: awsapi.NewSecret(o.ClientID)},
	}
	return pairs(ofConnection(slices.Concat(o.HTTPParameters.Body, own)), url.QueryEscape)
}

// joined puts an ampersand between the pairs.
func joined(pairs []Text) (out Text) {
	for i, p := range pairs {
		if i > 0 {
			out.add(FromConnection, "&")
		}
		out.join(p)
	}
	return out
}

// setTokenHeaders writes the headers of a token request. The body must be there.
func (r *Request) setTokenHeaders(host string, parameters []Parameter) {
	given := r.withoutRemoved(headers(ofConnection(parameters)))
	r.Headers = []Header{
		own("Host", host),
		own("User-Agent", "Apache-HttpClient/UNAVAILABLE (Java/1.8.0_504)"), // RECORDED
		own("Accept-Encoding", "gzip,deflate"),                              // RECORDED
	}
	if r.Body == nil {
		r.Headers = append(r.Headers, given...)
		return
	}
	r.Headers = append(r.Headers, own("Content-Length", strconv.Itoa(r.Body.size())))
	r.addWithType(given, "application/x-www-form-urlencoded") // RECORDED, without a charset
}

// noteGrantType notes that no parameter is grant_type, which EventBridge does not add (INFERRED).
func (r *Request) noteGrantType(o *OAuthParameters) {
	given := slices.Concat(o.HTTPParameters.Body, o.HTTPParameters.QueryString)
	if !slices.ContainsFunc(given, func(p Parameter) bool { return p.Key == "grant_type" }) {
		r.note(noGrantType)
	}
}
