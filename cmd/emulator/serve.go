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
	config      emulator.Config
	log         logOptions
	upstream    upstreamOptions
}

func (p program) serveOptions(args []string) (*serveOptions, error) {
	o := new(serveOptions)
	flags := flag.NewFlagSet("serve", flag.ContinueOnError)
	flags.StringVar(&o.listen, "listen", "127.0.0.1:4566", "`HOST:PORT` to listen on; port 0 picks a free one")
	flags.StringVar(&o.config.Data, "data", "data", "`folder` that keeps the data, in emulator.db")
	flags.BoolVar(&o.config.Ephemeral, "ephemeral", false, "keep nothing: the data goes when the program does")
	flags.StringVar(&o.credentials, "credentials", "", "access `keys` that may sign, as a file with one in each line or as KEY:SECRET[:ACCOUNT[:TOKEN]]; without any, every signature is taken")
	defineConfig(flags, &o.config)
	o.log.define(flags, slog.LevelInfo)
	o.upstream.define(flags)
	if err := p.parse(flags, args); err != nil {
		return nil, err
	}
	if o.config.Data == "" && !o.config.Ephemeral {
		return nil, usageProblem("-data names no folder", "name one, or keep nothing with -ephemeral")
	}
	o.config.Log = o.log.logger(p.stderr)
	var err error
	if o.config.Keys, err = readKeys(o.credentials); err != nil {
		return nil, err
	}
	o.config.Upstream, err = o.upstream.open()
	return o, err
}

// serve answers calls until the context ends, then finishes what is under way.
func (p program) serve(ctx context.Context, args []string) error {
	o, err := p.serveOptions(args)
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
	warnOfStrangers(o.config, listener.Addr())
	tellRoutes(o.config.Log, e.Routes().All())
	o.upstream.tell(o.config.Log)
	<-p.heeding
	fmt.Fprintln(p.stdout, "http://"+listener.Addr().String())
	err = p.answer(ctx, listener, e, o.config.Log)
	return errors.Join(err, e.Close())
}

// answer serves until the context ends and gives what is under way time to finish.
func (p program) answer(ctx context.Context, listener net.Listener, e *emulator.Emulator, log *slog.Logger) error {
	server := &http.Server{
		Handler:        untilArrived(e),
		ReadTimeout:    arrival,
		MaxHeaderBytes: headerSize,
		IdleTimeout:    2 * time.Minute,
		ErrorLog:       slog.NewLogLogger(log.Handler(), slog.LevelDebug),
	}
	server.RegisterOnShutdown(e.Drain)
	failed := make(chan error, 1)
	go func() { failed <- server.Serve(&door{TCPListener: listener.(*net.TCPListener), room: crowd}) }()
	defer time.AfterFunc(started, p.tune).Stop()
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
