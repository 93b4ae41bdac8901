package control

import (
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"slices"
	"strings"
)

// Hosts are the names by which web pages may reach the emulator, beside those that cannot be a
// stranger's: IP addresses, localhost and the names below it, names without a dot, and
// host.docker.internal. A page of a stranger can have its own name point at this machine; then the
// browser takes the emulator for a part of that page, and only the name tells.
type Hosts []string

// Trusts tells whether a host, with or without a port, is one of the names.
func (h Hosts) Trusts(host string) bool {
	if name, _, err := net.SplitHostPort(host); err == nil {
		host = name
	}
	host = strings.ToLower(strings.TrimSuffix(host, "."))
	if _, err := netip.ParseAddr(strings.Trim(host, "[]")); err == nil {
		return true
	}
	switch {
	case host == "":
		return false
	case host == "localhost", strings.HasSuffix(host, ".localhost"), host == "host.docker.internal":
		return true
	case !strings.Contains(host, "."):
		return true
	}
	return slices.ContainsFunc(h, func(name string) bool { return strings.EqualFold(name, host) })
}

// Control lets in requests to the control paths by their Host.
func (h Hosts) Control(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if !h.Trusts(r.Host) {
			fail(w, http.StatusForbidden, "the emulator is not known by the name "+r.Host+
				": call it by an address or as localhost, or start it with -host and that name")
			return
		}
		next.ServeHTTP(w, r)
	})
}

// Calls lets in AWS's calls, which come through any name, unless a web page makes them: then the
// page and the request must both have a name that is trusted.
func (h Hosts) Calls(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if problem := h.stranger(r); problem != "" {
			fail(w, http.StatusForbidden, problem)
			return
		}
		next.ServeHTTP(w, r)
	})
}

// stranger says why a call is that of a stranger's web page, or nothing. Browsers send no Origin
// with what a page shows, such as a picture, nor with GET to the page's own origin. Then
// Sec-Fetch-Site tells, which they send to addresses of this machine, and Accept-Language, which
// AWS's clients do not send and no page can leave out.
func (h Hosts) stranger(r *http.Request) string {
	origin := r.Header.Get("Origin")
	reads := r.Method == http.MethodGet || r.Method == http.MethodHead
	switch trusted := h.Trusts(r.Host); {
	case r.Header["Origin"] != nil && !(trusted && h.trustsOrigin(origin)):
		return "a web page of the origin " + origin + " may not call the emulator by the name " +
			r.Host + ": start it with -host and the names of both"
	case r.Header["Origin"] != nil:
		return ""
	case r.Header.Get("Sec-Fetch-Site") == "cross-site":
		return "a web page of another site may not call the emulator without its origin"
	case reads && !trusted && r.Header["Accept-Language"] != nil:
		return "a browser may not call the emulator by the name " + r.Host +
			": start it with -host and that name"
	}
	return ""
}

// trustsOrigin tells whether an origin is a page of a host that is trusted. The origin null is that
// of no host, and that of a browser's extension has a name without a dot.
func (h Hosts) trustsOrigin(origin string) bool {
	u, err := url.Parse(origin)
	return err == nil && (u.Scheme == "http" || u.Scheme == "https") && h.Trusts(u.Host)
}
