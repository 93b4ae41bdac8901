package outbound

import (
	"context"
	"errors"
)

var (
	// ErrNoRoute is returned for a call that no route lets out.
	ErrNoRoute = errors.New("no route leads there")

	// ErrUnsendable is returned for a request that HTTP has no form for.
	ErrUnsendable = errors.New("the request cannot be written as HTTP")
)

// A Kind is how a call failed.
type Kind string

const (
	TimedOut    Kind = "timed out"
	Unreachable Kind = "could not connect"
	Untrusted   Kind = "could not agree on TLS"
	Cut         Kind = "got no whole answer"
)

// An Error is a call that got no answer. It quotes neither the request nor the answer.
type Error struct {
	Kind Kind
	Err  error
}

func (e *Error) Error() string { return string(e.Kind) + ": " + e.Err.Error() }

func (e *Error) Unwrap() error { return e.Err }

// failed returns the error as one of that kind, if it is one.
func failed(as Kind, err error) error {
	if err == nil {
		return nil
	}
	return &Error{as, err}
}

// within returns why a call ended that had a limit: whoever called may have given up, or its time
// may be over. Otherwise the error says why.
func within(caller, limited context.Context, err error) error {
	if errors.Is(caller.Err(), context.Canceled) {
		return caller.Err()
	}
	if limited.Err() != nil {
		return &Error{TimedOut, limited.Err()}
	}
	return err
}
