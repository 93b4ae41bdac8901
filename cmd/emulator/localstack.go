package main

import (
	"flag"
	"net"
	"strconv"
	"strings"
)

// A translation says what a variable of LocalStack means here.
type translation struct {
	variable, flag string
	value          func(string) (value string, ok bool) // of the flag
}

// translations are the variables of LocalStack that have a flag here.
func translations() []translation {
	return []translation{
		{
			"GATEWAY_LISTEN",
			"listen",
			func(v string) (string, bool) { return v, !strings.Contains(v, ",") },
		},
		{"LOCALSTACK_HOST", "host", func(v string) (string, bool) { return hostOf(v), true }},
		{"PERSISTENCE", "ephemeral", func(v string) (string, bool) {
			persistent, err := strconv.ParseBool(v)
			return strconv.FormatBool(!persistent), err == nil
		}},
		{"DEBUG", "log-level", func(string) (string, bool) { return "debug", true }},
	}
}

// followLocalStack sets the flags that LocalStack's variables stand for, where nothing else did. It
// returns the variables that are not followed.
func (p program) followLocalStack(flags *flag.FlagSet) (ignored []string) {
	for _, t := range translations() {
		value, set := p.env(t.variable)
		if !set || value == "" || t.variable == "DEBUG" && !isTrue(value) {
			continue
		}
		if !p.follow(flags, t, value) {
			ignored = append(ignored, t.variable)
		}
	}
	return append(ignored, p.localStackOnly()...)
}

// follow sets the flag of the variable. A flag that was set otherwise stays, and so does a folder
// for the data that an argument names.
func (p program) follow(flags *flag.FlagSet, t translation, value string) bool {
	value, ok := t.value(value)
	if !ok || t.flag == "ephemeral" && value == "true" && p.named(flags, "data") {
		return false
	}
	if given(flags, t.flag) {
		return flags.Lookup(t.flag).Value.String() == value
	}
	return flags.Set(t.flag, value) == nil
}

// localStackOnly are the variables that only LocalStack knows.
func (p program) localStackOnly() (names []string) {
	for _, pair := range p.environ {
		name, _, _ := strings.Cut(pair, "=")
		if strings.HasPrefix(name, "LOCALSTACK_") && name != "LOCALSTACK_HOST" {
			names = append(names, name)
		}
	}
	return names
}

func isTrue(value string) bool {
	is, err := strconv.ParseBool(value)
	return err == nil && is
}

// named tells whether an argument set the flag, rather than a variable.
func (p program) named(flags *flag.FlagSet, name string) bool {
	_, usual := p.env(variable(name))
	return given(flags, name) && !usual
}

// hostOf is the host of HOST:PORT or of HOST.
func hostOf(address string) string {
	if host, _, err := net.SplitHostPort(address); err == nil {
		return host
	}
	return address
}
