package main

import (
	"errors"
	"net"
	"os"

	"github.com/eventbridge-connections/emulator/internal/emulator"
	"github.com/eventbridge-connections/emulator/internal/identity"
)

const keysHint = "give -credentials a file with a line KEY:SECRET[:ACCOUNT[:TOKEN]] for each " +
	"access key, or one such key itself"

// readKeys reads what -credentials says: the name of a file, or a key. The
// value may be a secret, so that no message shows it.
func readKeys(value string) (identity.Keys, error) {
	if value == "" {
		return nil, usageProblem(
			"-credentials is empty", "leave it out to let everybody in, or "+keysHint,
		)
	}
	text, what := []byte(value), "-credentials is neither a file nor a key: "
	if _, err := os.Stat(value); err == nil {
		what = "the file that -credentials names: "
		if text, err = os.ReadFile(value); err != nil {
			return nil, usageProblem(what+errors.Unwrap(err).Error(), keysHint)
		}
	}
	keys, err := identity.ParseKeys(string(text))
	if err != nil {
		return nil, usageProblem(what+err.Error(), keysHint)
	}
	return keys, nil
}

// warnOfStrangers tells who listens beyond the machine that everybody out there may come in.
func warnOfStrangers(c emulator.Config, at net.Addr) {
	if tcp, ok := at.(*net.TCPAddr); ok && !tcp.IP.IsLoopback() && c.Keys == nil {
		c.Log.Warn(
			"whoever reaches this address may read and change everything: -credentials says who may",
			"address", at.String(),
		)
	}
}
