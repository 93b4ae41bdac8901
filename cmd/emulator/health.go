package main

import (
	"cmp"
	"context"
	"flag"
	"fmt"
	"net"
	"net/http"
	"time"
)

// patience is how long the health command waits for an answer.
const patience = 5 * time.Second

type healthOptions struct{ url string }

func (o *healthOptions) flags() *flag.FlagSet {
	flags := flag.NewFlagSet("health", flag.ContinueOnError)
	defineURL(flags, &o.url)
	return flags
}

// defineURL adds the flag of where an emulator is.
func defineURL(flags *flag.FlagSet, url *string) {
	flags.StringVar(url, "url", "",
		"`URL` of the emulator (default: what EMULATOR_LISTEN names, or http://127.0.0.1:4566)")
}

// health succeeds when an emulator answers. The image has no curl, so the
// binary is its own health check.
func (p program) health(ctx context.Context, args []string) error {
	o := new(healthOptions)
	if err := p.parse(o.flags(), args); err != nil {
		return err
	}
	return ask(ctx, cmp.Or(o.url, p.local())+"/_emulator/health")
}

// local is the address of an emulator with the same environment. One that listens everywhere is
// asked on loopback.
func (p program) local() string {
	listen, set := p.env("EMULATOR_LISTEN")
	if !set {
		listen, _ = p.env("GATEWAY_LISTEN")
	}
	if _, _, err := net.SplitHostPort(listen); err != nil {
		return "http://127.0.0.1:4566"
	}
	return "http://" + reachable(listen)
}

// reachable is an address of HOST:PORT at which this machine reaches who listens there: loopback
// for one who listens everywhere.
func reachable(address string) string {
	host, port, _ := net.SplitHostPort(address)
	if host == "" || net.ParseIP(host).IsUnspecified() {
		host = "127.0.0.1"
	}
	return net.JoinHostPort(host, port)
}

func ask(ctx context.Context, url string) error {
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, url, nil)
	if err != nil {
		return usageProblem(err.Error(), "give an address such as -url http://127.0.0.1:4566")
	}
	const hint = "start one with 'emulator serve', or name its address with -url"
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		return &problem{"no emulator answers at " + url, hint, 1}
	}
	response.Body.Close()
	if response.StatusCode != http.StatusOK {
		return &problem{fmt.Sprintf("%s answers with status %d", url, response.StatusCode), hint, 1}
	}
	return nil
}
