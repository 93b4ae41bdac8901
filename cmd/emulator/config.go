package main

import (
	"cmp"
	"flag"

	"github.com/eventbridge-connections/emulator/internal/emulator"
)

// defineConfig adds the flags of every emulator, whoever is to call it.
func defineConfig(flags *flag.FlagSet, c *emulator.Config) {
	c.Version = version()
	flags.TextVar(&c.Settle, "settle", c.Settle, "how `long` transitional states last: 2s, manual, some otherwise as in authorizing=5s,deleting=manual, or 2s,authorizing=5s")
	flags.Func("account", "12-digit `account` of callers whose access key id is none (default 000000000000)", account(&c.Account))
	flags.StringVar(&c.Region, "region", cmp.Or(c.Region, "us-east-1"), "`region` of callers whose signature names none")
	flags.IntVar(&c.Quota, "connection-quota", 3000, "`number` of connections of an account in a region; 0 is no limit")
	flags.IntVar(&c.DestinationQuota, "destination-quota", 3000, "`number` of API destinations of an account in a region; 0 is no limit")
	flags.Func("history", "`number` of calls that /_emulator/calls remembers; 0 is none (default 10000)", history(&c.History))
	flags.Func("faults", "JSON `file` of calls that are to go wrong", faults(&c.Faults))
	flags.Func("seed", "JSON `file` of operations and states, or a snapshot, that an emulator without data starts with", seed(&c.Seed))
}
