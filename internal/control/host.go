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
		if origin := r.Header.Get("Origin"); r.Header["Origin"] != nil &&
			!(h.Trusts(r.Host) && h.trustsOrigin(origin)) {
			fail(w, http.StatusForbidden, "a web page of the origin "+origin+
				" may not call the emulator by the name "+r.Host+": start it with -host and the names of both")
			return
		}
		next.ServeHTTP(w, r)
	})
}

// trustsOrigin tells whether the host of an origin is trusted. The origin null is that of no host.
func (h Hosts) trustsOrigin(origin string) bool {
	u, err := url.Parse(origin)
	return err == nil && u.Host != "" && h.Trusts(u.Host)
}
