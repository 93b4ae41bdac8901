package emulator

import (
	"net/http"

	"github.com/gorilla/mux"

	"github.com/eventbridge-connections/emulator/internal/control"
)

// routes sends each path to the room that answers it.
func routes(wire http.Handler, panel *control.Panel) http.Handler {
	r := mux.NewRouter()
	r.Path("/_emulator/health").Methods(http.MethodGet, http.MethodHead).HandlerFunc(panel.ServeHealth)
	r.Path("/_localstack/health").Methods(http.MethodGet, http.MethodHead).HandlerFunc(panel.ServeHealth)
	guarded := http.NewCrossOriginProtection()
	r.Path("/_emulator/reset").Methods(http.MethodPost).Handler(guarded.Handler(http.HandlerFunc(panel.ServeReset)))
	r.Path("/").Handler(wire) // whatever the method: AWS refuses GET in words of its own
	return r
}
