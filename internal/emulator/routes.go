package emulator

import (
	"net/http"

	"github.com/gorilla/mux"

	"github.com/eventbridge-connections/emulator/internal/awsquery"
	"github.com/eventbridge-connections/emulator/internal/control"
)

// routes sends each path to the room that answers it.
func routes(json, query http.Handler, panel *control.Panel) http.Handler {
	r := mux.NewRouter()
	r.Path("/_emulator/health").Methods(http.MethodGet, http.MethodHead).HandlerFunc(panel.ServeHealth)
	r.Path("/_localstack/health").Methods(http.MethodGet, http.MethodHead).HandlerFunc(panel.ServeHealth)
	guarded := http.NewCrossOriginProtection()
	r.Path("/_emulator/reset").Methods(http.MethodPost).Handler(guarded.Handler(http.HandlerFunc(panel.ServeReset)))
	r.Path("/").MatcherFunc(func(r *http.Request, _ *mux.RouteMatch) bool { return awsquery.Speaks(r) }).Handler(query)
	r.Path("/").Handler(json) // whatever the method: AWS refuses GET in words of its own
	return r
}
