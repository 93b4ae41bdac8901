// Package control is how tests and people steer the emulator itself, over HTTP under /_emulator/.
package control

import (
	"context"
	"encoding/json"
	"net/http"

	"github.com/eventbridge-connections/emulator/internal/awsapi"
)

// A Panel answers the control paths.
type Panel struct {
	Version  string
	Services []*awsapi.Service
	Reset    func(context.Context) error // forgets everything
}

// ServeHealth says that the emulator runs, and what it serves, in the form that
// readers of LocalStack's health check expect.
func (p *Panel) ServeHealth(w http.ResponseWriter, _ *http.Request) {
	services := map[string]string{}
	for _, s := range p.Services {
		services[s.Name] = "running"
	}
	reply(w, http.StatusOK, map[string]any{"status": "running", "version": p.Version, "services": services})
}

// ServeReset empties the store.
func (p *Panel) ServeReset(w http.ResponseWriter, r *http.Request) {
	if err := p.Reset(r.Context()); err != nil {
		reply(w, http.StatusInternalServerError, map[string]any{"error": "the data could not be emptied: " + err.Error()})
		return
	}
	reply(w, http.StatusOK, map[string]any{})
}

func reply(w http.ResponseWriter, status int, body any) {
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	json.NewEncoder(w).Encode(body)
}
