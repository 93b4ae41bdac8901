// Package control is how tests and people steer the emulator itself, over HTTP under /_emulator/.
package control

import (
	"context"
	"net/http"

	"github.com/eventbridge-connections/emulator/internal/awsapi"
	"github.com/eventbridge-connections/emulator/internal/clock"
	"github.com/eventbridge-connections/emulator/internal/store"
)

// A Panel answers the control paths.
type Panel struct {
	Version  string
	Commit   string // that the program was built from; empty is unknown
	Account  string // that is meant where a call names none
	Region   string // that is meant where a call names none
	Services []*awsapi.Service
	History  *History
	Faults   *Faults
	Stream   *Stream
	Routes   Routes
	Clock    *clock.Clock
	Store    *store.Store
	Shown    map[string]Redaction // of a redacted snapshot, by table
	Life     context.Context      // ends when the emulator stops: nobody waits longer

	Reset func(context.Context) error // makes all as it was at the start
	// Alone runs a function while no call is under way.
	Alone func(func() error) error
	// CatchUp does what the clock has made due.
	CatchUp func(context.Context) error
	Script  func(ctx context.Context, c awsapi.Caller, name string, o Outcome) error
	Hasten  func(ctx context.Context, chosen func(account, region, name string) bool) (int, error)
}

// ServeHealth says that the emulator runs, and what it serves, in the form that
// readers of LocalStack's health check expect.
func (p *Panel) ServeHealth(w http.ResponseWriter, _ *http.Request) {
	services := map[string]string{}
	for _, s := range p.Services {
		services[s.Name] = "running"
	}
	answer := map[string]any{"status": "running", "version": p.Version, "services": services}
	if p.Commit != "" {
		answer["commit"] = p.Commit
	}
	reply(w, http.StatusOK, answer)
}

// ServeReset makes the emulator as it was when it started.
func (p *Panel) ServeReset(w http.ResponseWriter, r *http.Request) {
	if err := p.Reset(r.Context()); err != nil {
		fail(w, http.StatusInternalServerError, "the data could not be emptied: "+err.Error())
		return
	}
	reply(w, http.StatusOK, map[string]any{})
}

// while returns a context that ends with the request or, before, with the emulator.
func (p *Panel) while(request context.Context) (context.Context, context.CancelFunc) {
	ctx, cancel := context.WithCancel(request)
	stop := context.AfterFunc(p.Life, cancel)
	return ctx, func() { stop(); cancel() }
}
