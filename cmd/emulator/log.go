package main

import (
	"flag"
	"fmt"
	"io"
	"log/slog"
)

// logOptions say how the log looks.
type logOptions struct {
	level slog.Level
	json  bool
}

func (o *logOptions) define(flags *flag.FlagSet) {
	flags.TextVar(&o.level, "log-level", slog.LevelInfo, "least `level` of what is logged: debug, info, warn or error")
	flags.Func("log-format", "`format` of the log: text or json (default text)", func(value string) error {
		if value != "text" && value != "json" {
			return fmt.Errorf("must be text or json")
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
