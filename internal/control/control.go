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
}

// Health says that the emulator runs.
type Health struct {
	Version  string
	Commit   string // that the program was built from; empty is unknown
	Services []*awsapi.Service
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
