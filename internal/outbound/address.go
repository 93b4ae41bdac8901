package outbound

import (
	"net"
	"net/url"
	"strings"
)

// An address is where a call is made: a scheme, http or https, and a host.
type address struct {
	scheme string
	name   string // of the host, without brackets
	port   string
}

// parse parts a URL into its address and the target of its request line, byte for byte.
// A fragment is for nobody but the caller.
func parse(rawURL string) (a address, target string, ok bool) {
	before, _, _ := strings.Cut(rawURL, "#")
	scheme, rest, _ := strings.Cut(before, "://")
	end := strings.IndexAny(rest+"/", "/?")
	a, ok = newAddress(scheme + "://" + rest[:end])
	target = rest[end:]
	if !strings.HasPrefix(target, "/") {
		target = "/" + target
	}
	return a, target, ok
}

// newAddress reads an address such as https://api.example.com or http://127.0.0.1:8081.
func newAddress(text string) (address, bool) {
	u, err := url.Parse(strings.ToLower(text))
	if err != nil || u.Hostname() == "" || u.RequestURI() != "/" || u.Path != "" {
		return address{}, false
	}
	port, known := map[string]string{"http": "80", "https": "443"}[u.Scheme]
	if u.Port() != "" {
		port = u.Port()
	}
	return address{u.Scheme, u.Hostname(), port}, known
}

// String leaves out the port that goes without saying, as URLs do.
func (a address) String() string {
	if a.scheme == "http" && a.port == "80" || a.scheme == "https" && a.port == "443" {
		return a.scheme + "://" + strings.TrimSuffix(net.JoinHostPort(a.name, ""), ":")
	}
	return a.scheme + "://" + net.JoinHostPort(a.name, a.port)
}

// shown is an address that is none as errors repeat it, without the name and password that may
// stand before an @.
func shown(text string) string {
	at := strings.LastIndexByte(text, '@')
	if at < 0 {
		return text
	}
	return "***" + text[at:]
}
