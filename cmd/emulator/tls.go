package main

import (
	"crypto/tls"
	"errors"
	"flag"
	"net"

	"github.com/eventbridge-connections/emulator/internal/authority"
	"github.com/eventbridge-connections/emulator/internal/emulator"
)

// tlsOptions say with which certificate HTTPS is answered, beside HTTP and on the same port.
type tlsOptions struct {
	auto      bool
	cert, key string
}

func (o *tlsOptions) define(flags *flag.FlagSet) {
	flags.Func(
		"tls",
		"`auto` answers HTTPS too, by an authority in ca.pem of the data folder and at /_emulator/ca.pem",
		func(value string) error {
			if value != "auto" && value != "" {
				return errors.New("must be auto")
			}
			o.auto = value == "auto"
			return nil
		},
	)
	flags.StringVar(
		&o.cert,
		"tls-cert",
		"",
		"PEM `file` of the certificate with which HTTPS is answered, beside HTTP",
	)
	flags.StringVar(&o.key, "tls-key", "", "PEM `file` of the key of -tls-cert")
}

// open returns how TLS is answered, or nil where it is not. An authority is added to the config.
func (o *tlsOptions) open(c *emulator.Config) (*tls.Config, error) {
	switch {
	case (o.cert == "") != (o.key == ""):
		return nil, usageProblem("-tls-cert and -tls-key go together", "give both, or -tls auto")
	case o.cert != "" && o.auto:
		return nil, usageProblem(
			"-tls auto and -tls-cert contradict each other",
			"give one of them",
		)
	case o.cert != "":
		pair, err := tls.LoadX509KeyPair(o.cert, o.key)
		if err != nil {
			return nil, usageProblem(
				err.Error(),
				"name the files of a certificate and its key, in PEM",
			)
		}
		return &tls.Config{Certificates: []tls.Certificate{pair}}, nil
	case !o.auto:
		return nil, nil
	}
	a, err := openAuthority(c)
	if err != nil {
		return nil, err
	}
	c.CA = a.PEM()
	return a.Config()
}

// openAuthority opens the authority of the data folder, and lets nobody else read its key.
func openAuthority(c *emulator.Config) (*authority.Authority, error) {
	if c.Ephemeral {
		return authority.Open("")
	}
	a, err := authority.Open(c.Data)
	if err != nil {
		return nil, err
	}
	if err := authority.Tighten(c.Data); err != nil {
		c.Log.Warn(
			"others may reach the authority's key: take that from them with chmod 600", "error", err,
		)
	}
	return a, nil
}

// An eitherListener answers TLS and what is none on one port.
type eitherListener struct {
	net.Listener
	config *tls.Config // nil is no TLS
}

func (l *eitherListener) Accept() (net.Conn, error) {
	conn, err := l.Listener.Accept()
	if err != nil || l.config == nil {
		return conn, err
	}
	return &eitherConn{Conn: conn, config: l.config}, nil
}
