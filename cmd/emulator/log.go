package main

import (
	"errors"
	"flag"
	"io"
	"log/slog"
	"strings"
)

// logOptions say how the log looks.
type logOptions struct {
	level slog.Level
	json  bool
}

func (o *logOptions) define(flags *flag.FlagSet, usual slog.Level) {
	o.level = usual
	flags.Func("log-level", "least `level` of what is logged: debug, info, warn or error (default "+
		strings.ToLower(usual.String())+")", func(value string) error {
		if o.level.UnmarshalText([]byte(value)) != nil {
			return errors.New("must be debug, info, warn or error")
		}
		return nil
	})
	flags.Func("log-format", "`format` of the log: text or json (default text)", func(
		value string,
	) error {
		if value != "text" && value != "json" {
			return errors.New("must be text or json")
		}
		o.json = value == "json"
		return nil
	})
}

func (o *logOptions) logger(out io.Writer) *slog.Logger {
	options := &slog.HandlerOptions{Level: o.level}
	if o.json {
		return slog.New(slog.NewJSONHandler(out, options))
	}
	return slog.New(slog.NewTextHandler(out, options))
}
