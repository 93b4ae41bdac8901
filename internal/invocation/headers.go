package invocation

import (
	"slices"
	"strconv"
	"strings"
)

// removed are the headers that EventBridge removes from the requests of API destinations, in
// lower case (DOCUMENTED). That this holds for the connection's too, and for token requests, is
// UNKNOWN.
var removed = []string{
	"a-im", "accept-charset", "accept-datetime", "accept-encoding", "cache-control", "connection",
	"content-encoding", "content-length", "content-md5", "date", "expect", "forwarded", "from",
	"host", "http2-settings", "if-match", "if-modified-since", "if-none-match", "if-range",
	"if-unmodified-since", "max-forwards", "origin", "pragma", "proxy-authorization", "range",
	"referer", "te", "trailer", "transfer-encoding", "user-agent", "upgrade", "via", "warning",
}

// setHeaders writes EventBridge's own headers, the connection's authorization, and the
// parameters. The body must be there.
func (r *Request) setHeaders(host string, c *Connection, target map[string]string) {
	given := headers(r.merge("header", c.InvocationHTTPParameters.Header, target))
	r.noteCase(given)
	credentials := c.credentials()
	given = append(credentials, r.without(credentials, given)...)
	given = r.withoutRemoved(given)
	r.Headers = []Header{
		own("Host", host),
		own("Content-Length", strconv.Itoa(r.Body.size())),
		own("Connection", "close"),                              // DOCUMENTED
		own("User-Agent", "Amazon/EventBridge/ApiDestinations"), // RECORDED
		own("Accept-Encoding", "gzip,deflate"),                  // RECORDED
		own("Range", "bytes=0-1048575"),                         // RECORDED
	}
	r.addWithType(given, "application/json; charset=utf-8") // RECORDED
}

// addWithType adds the headers that are given, below a Content-Type unless they have one
// (DOCUMENTED).
func (r *Request) addWithType(given []Header, contentType string) {
	if !slices.ContainsFunc(given, Header.isContentType) {
		r.Headers = append(r.Headers, own("Content-Type", contentType))
	}
	r.Headers = append(r.Headers, given...)
}

func (h Header) isContentType() bool { return strings.EqualFold(h.Name, "Content-Type") }

// isNamedLike tells whether HTTP takes the names of both headers for one.
func (h Header) isNamedLike(other Header) bool { return strings.EqualFold(h.Name, other.Name) }

// own is a header of EventBridge's.
func own(name, value string) Header {
	h := Header{Name: name, Origin: FromEventBridge}
	h.Value.add(FromEventBridge, value)
	return h
}

// headers writes every parameter as a header.
func headers(list []parameter) []Header {
	out := make([]Header, len(list))
	for i, p := range list {
		out[i] = Header{Name: p.Key, Origin: p.origin}
		out[i].Value.addValue(p, strings.Clone)
	}
	return out
}

// without leaves out the headers that have the name of a credential's, in any case (UNKNOWN).
func (r *Request) without(credentials, given []Header) []Header {
	return slices.DeleteFunc(given, func(h Header) bool {
		found := slices.ContainsFunc(credentials, h.isNamedLike)
		if found {
			r.note(authorized(h))
		}
		return found
	})
}

// withoutRemoved leaves out the headers that EventBridge removes.
func (r *Request) withoutRemoved(given []Header) []Header {
	return slices.DeleteFunc(given, func(h Header) bool {
		found := slices.Contains(removed, strings.ToLower(h.Name))
		if found {
			r.note(headerRemoved(h))
		}
		return found
	})
}

// noteCase notes the headers that the connection has in another case than the target: both are
// sent. RECORDED for Step Functions.
func (r *Request) noteCase(given []Header) {
	for _, h := range given {
		i := slices.IndexFunc(given, h.isNamedLike) // the connection's come first
		if h.Origin == FromTarget && given[i].Origin == FromConnection {
			r.note(differsInCase(h.Name, given[i].Name))
		}
	}
}

// unsendable returns the name of the first header that HTTP has no form for. PutTargets accepts
// such values (RECORDED), and the model such names; what AWS does with them is UNKNOWN.
func (r *Request) unsendable() (string, bool) {
	i := slices.IndexFunc(r.Headers, func(h Header) bool {
		return !isToken(h.Name) || strings.ContainsFunc(h.Value.Reveal(), isControl)
	})
	if i < 0 {
		return "", false
	}
	return r.Headers[i].Name, true
}

// isToken tells whether the text is a token of RFC 9110.
func isToken(text string) bool {
	return text != "" && !strings.ContainsFunc(text, func(c rune) bool {
		return c <= ' ' || c >= 0x7f || strings.ContainsRune(`"(),/:;<=>?@[\]{}`, c)
	})
}

func isControl(c rune) bool { return c < ' ' && c != '\t' || c == 0x7f }
