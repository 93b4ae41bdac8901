package main

import (
	"flag"
	"log/slog"
	"net"
	"net/http"
	"net/url"

	"github.com/eventbridge-connections/emulator/internal/outbound"
)

// upstreamOptions say where goes what is not served.
type upstreamOptions struct {
	url      string
	anywhere bool
}

func (o *upstreamOptions) define(flags *flag.FlagSet) {
	flags.StringVar(&o.url, "upstream", "", "`URL` of another emulator that answers what this one "+
		"does not serve, such as http://127.0.0.1:5000")
	flags.BoolVar(&o.anywhere, "upstream-anywhere", false, "let the upstream be anywhere, "+
		"not only on this machine or in its network")
}

// open returns the upstream, or nil where there is none.
func (o *upstreamOptions) open() (http.RoundTripper, error) {
	if o.url == "" {
		return nil, nil
	}
	upstream, err := outbound.NewUpstream(o.url, o.anywhere)
	if err != nil {
		return nil, usageProblem("-upstream: "+err.Error(), "name an emulator such as moto or LocalStack")
	}
	return upstream, nil
}

// check refuses an upstream that is the emulator itself, which would ask itself without an end.
func (o *upstreamOptions) check(listen string) error {
	u, err := url.Parse(o.url)
	if err != nil || u.Host == "" {
		return nil // which open refuses, unless there is no upstream
	}
	host := u.Hostname()
	if host == "localhost" {
		host = "127.0.0.1"
	}
	if net.JoinHostPort(host, u.Port()) == reachable(listen) {
		return usageProblem(
			"-upstream is the emulator's own address", "name another emulator, such as moto",
		)
	}
	return nil
}

// tell says where goes what is not served.
func (o *upstreamOptions) tell(log *slog.Logger) {
	if o.url != "" {
		log.Info("what is not served goes to the upstream", "upstream", o.url)
	}
}
