package control

import (
	"encoding/json"
	"fmt"
	"net/http"
)

// ServeFaults lists the faults and how they fare.
func (p *Panel) ServeFaults(w http.ResponseWriter, _ *http.Request) {
	reply(w, http.StatusOK, map[string]any{"faults": p.Faults.All()})
}

// ServeAddFaults adds the fault, or the list of faults, of the body.
func (p *Panel) ServeAddFaults(w http.ResponseWriter, r *http.Request) {
	body, ok := read[json.RawMessage](w, r, maxBody, `{"operation":"CreateConnection","times":2,"error":{"code":"LimitExceededException"}}`)
	if !ok {
		return
	}
	faults, err := ParseFaults(body)
	if err != nil {
		fail(w, http.StatusBadRequest, err.Error())
		return
	}
	ids, err := p.Faults.Add(faults...)
	if err != nil {
		fail(w, http.StatusBadRequest, err.Error())
		return
	}
	reply(w, http.StatusCreated, map[string]any{"ids": ids})
}

// ServeClearFaults removes all faults.
func (p *Panel) ServeClearFaults(w http.ResponseWriter, _ *http.Request) {
	p.Faults.Clear()
	reply(w, http.StatusOK, map[string]any{})
}

// ServeRemoveFault removes the fault that the path names.
func (p *Panel) ServeRemoveFault(w http.ResponseWriter, r *http.Request) {
	if !p.Faults.Remove(r.PathValue("id")) {
		fail(w, http.StatusNotFound, fmt.Sprintf("there is no fault %s: GET /_emulator/faults lists them", r.PathValue("id")))
		return
	}
	reply(w, http.StatusOK, map[string]any{})
}
