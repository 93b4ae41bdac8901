package main

import (
	"cmp"
	"errors"
	"flag"
	"fmt"
	"os"
	"strconv"

	"github.com/eventbridge-connections/emulator/internal/awsapi"
	"github.com/eventbridge-connections/emulator/internal/control"
	"github.com/eventbridge-connections/emulator/internal/emulator"
)

// defineConfig adds the flags of every emulator, whoever is to call it.
func defineConfig(flags *flag.FlagSet, c *emulator.Config) {
	c.Version, c.Commit, c.Region = version(), revision(), cmp.Or(c.Region, "us-east-1")
	defineQuotas(flags, c)
	flags.TextVar(
		&c.Settle, "settle", c.Settle,
		"how `long` transitional states last: 2s, manual, some otherwise as in "+
			"authorizing=5s,deleting=manual, or 2s,authorizing=5s",
	)
	flags.Func(
		"account", "12-digit `account` of callers whose access key id is none (default 000000000000)",
		account(&c.Account),
	)
	flags.Func(
		"region", "`region` of callers whose signature names none (default "+c.Region+")",
		region(&c.Region),
	)
	flags.BoolVar(
		&c.StrictKeys, "strict-keys", false,
		"refuse a connection whose KMS key does not exist, rather than warn",
	)
	flags.Func(
		"host",
		"`names` by which web pages may reach the emulator, beside addresses and localhost, such as "+
			"emulator.example",
		names(&c.Hosts),
	)
	flags.Func(
		"history", "`number` of calls that /_emulator/calls remembers; 0 is none (default 10000)",
		history(&c.History),
	)
	flags.Func(
		"faults", "JSON `file` of calls that are to go wrong", fromFile(&c.Faults, control.ParseFaults),
	)
	flags.Func(
		"route",
		"`routes` by which calls may leave the machine, such as "+
			"https://api.example.com=http://127.0.0.1:8081,https://*.test; * lets all go where they say "+
			"(default none)",
		routes(&c.Routes),
	)
	flags.Func(
		"route-ca",
		"PEM `file` of authorities that vouch for the servers that are called, beside the system's",
		fromFile(&c.Authorities, authorities),
	)
	flags.Func(
		"seed",
		"JSON `file` of operations and states, or a snapshot, that an emulator without data starts with",
		fromFile(&c.Seed, emulator.ParseSeed),
	)
}

// defineQuotas adds the flags of how many resources there may be, with AWS's numbers.
func defineQuotas(flags *flag.FlagSet, c *emulator.Config) {
	for _, q := range []struct {
		name, of string
		into     *int
		usual    int
	}{
		{"connection-quota", "connections of an account in a region", &c.Quota, 3000},
		{"destination-quota", "API destinations of an account in a region", &c.DestinationQuota, 3000},
		{"bus-quota", "event buses of an account in a region beside the default one", &c.BusQuota, 100},
		{"rule-quota", "rules of an event bus", &c.RuleQuota, 300},
		{"target-quota", "targets of a rule", &c.TargetQuota, 5},
	} {
		*q.into = q.usual
		flags.Func(
			q.name, fmt.Sprintf("`number` of %s; 0 is no limit (default %d)", q.of, q.usual), quota(q.into),
		)
	}
}

// account reads an account number into the text.
func account(into *string) func(string) error {
	return func(value string) error {
		if !awsapi.IsAccount(value) {
			return errors.New("must be 12 digits")
		}
		*into = value
		return nil
	}
}

// region reads the name of a region into the text.
func region(into *string) func(string) error {
	return func(value string) error {
		if !awsapi.IsRegion(value) {
			return errors.New("must be the name of a region, such as us-east-1")
		}
		*into = value
		return nil
	}
}

// quota reads how many there may be at most; 0 is no limit.
func quota(into *int) func(string) error {
	return func(value string) error {
		n, err := strconv.Atoi(value)
		if err != nil || n < 0 {
			return errors.New("must be a number from 0 on")
		}
		*into = n
		return nil
	}
}

// history reads how many calls are remembered; for the emulator, 0 is its default and -1 is none.
func history(into *int) func(string) error {
	return func(value string) error {
		n, err := strconv.Atoi(value)
		if err != nil || n < 0 || n > 1_000_000 {
			return errors.New("must be a number from 0 to 1000000")
		}
		*into = n
		if n == 0 {
			*into = -1
		}
		return nil
	}
}

// fromFile reads what is in the file of that name.
func fromFile[T any](into *T, parse func([]byte) (T, error)) func(string) error {
	return func(name string) error {
		data, err := os.ReadFile(name)
		if err != nil {
			return err
		}
		if *into, err = parse(data); err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
		return nil
	}
}
