package control

import (
	"context"
	"encoding/json"
	"net/http"

	"github.com/eventbridge-connections/emulator/internal/awsapi"
)

// Seeding answers the path of seeds.
type Seeding struct {
	// Apply runs the operations of a seed and scripts its states, beside what is stored, and returns
	// what the operations answered. An error leaves what came before it.
	Apply func(ctx context.Context, doc []byte) ([]json.RawMessage, error)
}

// ServeSeed applies a seed beside what is stored.
func (s *Seeding) ServeSeed(w http.ResponseWriter, r *http.Request) {
	doc, ok := readAll(w, r)
	if !ok {
		return
	}
	answers, err := s.Apply(r.Context(), doc)
	if err != nil {
		fail(w, http.StatusBadRequest, err.Error())
		return
	}
	reply(w, http.StatusOK, map[string]any{"answers": answers})
}

// Reveal returns the ARN and the value of the managed secret of the caller's connection, and notes
// in the history that somebody looked.
type Reveal func(
	ctx context.Context, c awsapi.Caller, name, userAgent string,
) (string, awsapi.Secret, error)

// ServeSecret shows the managed secret of the connection that the path names.
func (p *Panel) ServeSecret(w http.ResponseWriter, r *http.Request) {
	caller, ok := p.States.caller(w, r)
	if !ok {
		return
	}
	arn, value, err := p.Reveal(r.Context(), caller, r.PathValue("name"), r.UserAgent())
	if err != nil {
		failWith(w, err)
		return
	}
	w.Header().Set("Cache-Control", "no-store")
	reply(w, http.StatusOK, map[string]any{"secretArn": arn, "value": json.RawMessage(value.Reveal())})
}
