// Package control is how tests and people steer the emulator itself, over HTTP under /_emulator/.
package control

import (
	"net/http"

	"github.com/eventbridge-connections/emulator/internal/awsapi"
)

// A Panel answers the control paths, each topic by a part of its own.
type Panel struct {
	Health Health
	Calls  *Calls
	Faults *Faults
	Routes Routes
	Clock  *Clock
	Data   *Data
	States *States

	Settings *Settings
	Listing  *Listing
	Seeding  *Seeding
	Reveal   Reveal
}

// Health says that the emulator runs.
type Health struct {
	Version  string
	Commit   string // that the program was built from; empty is unknown
	Services []*awsapi.Service
	CA       []byte // in PEM, of the authority that vouches for the emulator; nil where there is none
}

// ServeHealth says that the emulator runs, and what it serves, in the form that
// readers of LocalStack's health check expect.
func (h Health) ServeHealth(w http.ResponseWriter, _ *http.Request) {
	services := map[string]string{}
	for _, s := range h.Services {
		services[s.Name] = "running"
	}
	answer := map[string]any{"status": "running", "version": h.Version, "services": services}
	if h.Commit != "" {
		answer["commit"] = h.Commit
	}
	reply(w, http.StatusOK, answer)
}

// ServeCA shows the authority that clients have to trust to call over TLS.
func (h Health) ServeCA(w http.ResponseWriter, _ *http.Request) {
	if h.CA == nil {
		fail(w, http.StatusNotFound, "this emulator has no authority of its own: start it with -tls auto")
		return
	}
	w.Header().Set("Content-Type", "application/x-pem-file")
	_, _ = w.Write(h.CA) // who does not read it does not get it
}
