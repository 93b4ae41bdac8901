package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"time"

	"github.com/eventbridge-connections/emulator/internal/emulator"
)

// grace is how long a call that is under way may take to finish when the program is told to stop.
const grace = 5 * time.Second

type serveOptions struct {
	listen      string
	credentials string
	published   bool // on loopback alone
	config      emulator.Config
	log         logOptions
	upstream    upstreamOptions
	seeds       seedFolders
	tls         tlsOptions
}

func (o *serveOptions) flags() *flag.FlagSet {
	flags := flag.NewFlagSet("serve", flag.ContinueOnError)
	flags.StringVar(
		&o.listen, "listen", "127.0.0.1:4566", "`HOST:PORT` to listen on; port 0 picks a free one",
	)
	flags.StringVar(&o.config.Data, "data", "data", "`folder` that keeps the data, in emulator.db")
	flags.BoolVar(
		&o.config.Ephemeral, "ephemeral", false, "keep nothing: the data goes when the program does",
	)
	flags.StringVar(
		&o.credentials, "credentials", "",
		"access `keys` that may sign, as a file with one in each line or as "+
			"KEY:SECRET[:ACCOUNT[:TOKEN]]; without any, every signature is taken",
	)
	flags.BoolVar(
		&o.published, "published-on-loopback", false,
		"the address is a container's whose port is published on loopback alone: do not warn that "+
			"everybody may come in",
	)
	defineConfig(flags, &o.config)
	o.log.define(flags, slog.LevelInfo)
	o.upstream.define(flags)
	o.seeds.define(flags)
	o.tls.define(flags)
	return flags
}

func (p program) serveOptions(args []string) (*serveOptions, error) {
	o := new(serveOptions)
	flags := o.flags()
	if err := p.parse(flags, args); err != nil {
		return nil, err
	}
	if err := p.checkData(flags, o.config); err != nil {
		return nil, err
	}
	ignored := p.followLocalStack(flags)
	o.config.Log = o.log.logger(p.stderr)
	p.warnOfVariables(o.config.Log, flags, ignored)
	err := o.seeds.add(&o.config)
	if err == nil {
		err = o.upstream.check(o.listen)
	}
	if err != nil {
		return nil, err
	}
	if o.config.Upstream, err = o.upstream.open(); err != nil || !given(flags, "credentials") {
		return o, err
	}
	o.config.Keys, err = readKeys(o.credentials)
	return o, err
}

// warnOfVariables names the variables that have no effect.
func (p program) warnOfVariables(log *slog.Logger, flags *flag.FlagSet, ignored []string) {
	for _, name := range p.strays(flags) {
		log.Warn("a variable names no flag: 'emulator serve -h' lists the flags", "variable", name)
	}
	for _, name := range ignored {
		log.Warn("a variable of LocalStack has no effect here", "variable", name)
	}
}

// checkData refuses a folder that is none, and one that would not be used. One of the environment
// alone, as that of the image, does not count beside -ephemeral.
func (p program) checkData(flags *flag.FlagSet, c emulator.Config) error {
	if c.Ephemeral && p.named(flags, "data") {
		return usageProblem(
			"-data and -ephemeral contradict each other",
			"keep the data with -data, or nothing with -ephemeral",
		)
	}
	if c.Data == "" && !c.Ephemeral {
		return usageProblem("-data names no folder", "name one, or keep nothing with -ephemeral")
	}
	return nil
}

// ready is the line that Testcontainers' LocalStack modules wait for.
const ready = "Ready."

// serve answers calls until the context ends, then finishes what is under way.
func (p program) serve(ctx context.Context, args []string) error {
	o, err := p.serveOptions(args)
	if err != nil {
		return err
	}
	secure, err := o.tls.open(&o.config)
	if err != nil {
		return err
	}
	listener, err := net.Listen("tcp", o.listen)
	if err != nil {
		return err
	}
	e, err := emulator.New(o.config)
	if err != nil {
		listener.Close()
		return err
	}
	if !o.published {
		warnOfStrangers(o.config, listener.Addr())
	}
	tellRoutes(o.config.Log, e.Routes().All())
	o.upstream.tell(o.config.Log)
	fmt.Fprintln(p.stdout, "http://"+reachable(listener.Addr().String()))
	fmt.Fprintln(p.stdout, ready)
	err = p.answer(ctx, &eitherListener{limited(listener), secure}, e, o.config.Log)
	return errors.Join(err, e.Close())
}

// answer serves until the context ends and gives what is under way time to finish.
func (p program) answer(
	ctx context.Context, listener net.Listener, e *emulator.Emulator, log *slog.Logger,
) error {
	server := &http.Server{
		Handler:        untilRead(e),
		ReadTimeout:    readLimit,
		MaxHeaderBytes: headerLimit,
		IdleTimeout:    2 * time.Minute,
		ErrorLog:       slog.NewLogLogger(log.Handler(), slog.LevelDebug),
	}
	server.RegisterOnShutdown(e.Drain)
	failed := make(chan error, 1)
	go func() {
		failed <- server.Serve(listener)
	}()
	log.Info("listening", "address", listener.Addr().String())
	select {
	case err := <-failed:
		return err
	case <-ctx.Done():
	}
	log.Info("stopping")
	end, cancel := context.WithTimeout(context.Background(), grace)
	defer cancel()
	if err := server.Shutdown(end); err != nil {
		return server.Close()
	}
	return nil
}
