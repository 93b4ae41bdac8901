package outbound

import (
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/netip"
	"strings"
	"time"
)

// An Upstream carries requests to another emulator, and nowhere else.
type Upstream struct {
	to        address
	transport *http.Transport
}

// NewUpstream returns the upstream at an address such as http://127.0.0.1:5000. Unless it may be
// anywhere, the address is on this machine or in its network, so that no request reaches AWS by
// accident: a loopback or private address, a name without a dot, or host.docker.internal.
//
// The errors are sentences for whoever wrote the address.
func NewUpstream(url string, anywhere bool) (*Upstream, error) {
	to, ok := newAddress(strings.TrimSuffix(url, "/"))
	if !ok || strings.Contains(url, "@") {
		return nil, fmt.Errorf("%q is no address of an emulator: "+
			"write one without a path, such as http://127.0.0.1:5000", shown(url))
	}
	if !anywhere && !isNear(to.name) {
		return nil, fmt.Errorf("%s may be anywhere: an upstream is a loopback or private address, "+
			"a name without a dot or host.docker.internal, unless -upstream-anywhere is given", to.name)
	}
	dialer := &net.Dialer{Timeout: limit}
	return &Upstream{to, &http.Transport{
		DialContext:        dialer.DialContext,
		DisableCompression: true, // answers come back as they are
		IdleConnTimeout:    time.Minute,
	}}, nil
}

// isNear tells whether the host is on this machine or in its network, by its name alone.
func isNear(host string) bool {
	if ip, err := netip.ParseAddr(host); err == nil {
		return ip.IsLoopback() || ip.IsPrivate()
	}
	return !strings.Contains(host, ".") || host == "host.docker.internal"
}

// RoundTrip sends the request to the upstream, whatever its URL says, with the host that it has.
// It answers redirects as they are.
func (u *Upstream) RoundTrip(r *http.Request) (*http.Response, error) {
	out := r.Clone(r.Context())
	out.URL.Scheme = u.to.scheme
	out.URL.Host = net.JoinHostPort(u.to.name, u.to.port)
	response, err := u.transport.RoundTrip(out)
	if dial, ok := errors.AsType[*net.OpError](err); ok {
		return nil, dial
	}
	return response, err
}

// String returns the address.
func (u *Upstream) String() string { return u.to.String() }

// Close ends connections that nobody uses.
func (u *Upstream) Close() { u.transport.CloseIdleConnections() }
