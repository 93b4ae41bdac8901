package main

import (
	"crypto/x509"
	"errors"
	"log/slog"
	"strings"

	"github.com/eventbridge-connections/emulator/internal/outbound"
)

// routes adds the routes of the text.
func routes(into *[]outbound.Route) func(string) error {
	return func(value string) error {
		more, err := outbound.ParseRoutes(value)
		*into = append(*into, more...)
		return err
	}
}

// authorities reads certificates in PEM, beside those that the system trusts.
func authorities(pem []byte) (*x509.CertPool, error) {
	pool, err := x509.SystemCertPool()
	if err != nil {
		pool = x509.NewCertPool()
	}
	if !pool.AppendCertsFromPEM(pem) {
		return nil, errors.New("it has no certificate in PEM")
	}
	return pool, nil
}

// tellRoutes says where calls may go.
func tellRoutes(log *slog.Logger, routes []outbound.Route) {
	if len(routes) == 0 {
		log.Info("no call leaves the machine")
		return
	}
	texts := make([]string, len(routes))
	for i, r := range routes {
		texts[i] = r.String()
	}
	log.Info("calls leave the machine by these routes", "routes", strings.Join(texts, ","))
}
