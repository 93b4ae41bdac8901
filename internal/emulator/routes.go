package emulator

import (
	"maps"
	"net/http"
	"slices"
	"strings"

	"github.com/gorilla/mux"

	"github.com/eventbridge-connections/emulator/internal/awsquery"
	"github.com/eventbridge-connections/emulator/internal/control"
	"github.com/eventbridge-connections/emulator/internal/unserved"
)

// routes sends what is asked of AWS to the protocol that the request speaks, and every other path to
// the control side. AWS's own path does not pass the router, to save every call what matching costs.
func routes(json, query http.Handler, others *unserved.Handler, steering http.Handler, hosts control.Hosts) http.Handler {
	json, query, unserved := hosts.Calls(json), hosts.Calls(query), hosts.Calls(others)
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch {
		case isSteering(r.URL.Path):
			steering.ServeHTTP(w, r)
		case others.Takes(r):
			unserved.ServeHTTP(w, r)
		case r.URL.Path != "/":
			steering.ServeHTTP(w, r)
		case awsquery.Speaks(r):
			query.ServeHTTP(w, r)
		default:
			json.ServeHTTP(w, r) // whatever the method: AWS refuses GET in words of its own
		}
	})
}

// isSteering tells whether a path is one of the control side's, whatever there is at it.
func isSteering(path string) bool {
	return strings.HasPrefix(path, "/_emulator/") || strings.HasPrefix(path, "/_localstack/")
}

// steering sends each path of the control side to what answers it.
func steering(panel *control.Panel, deliveries control.Deliveries, known func(*http.Request) bool) http.Handler {
	paths := map[string]control.Methods{
		"/_emulator/health":                      {"GET": panel.ServeHealth},
		"/_localstack/health":                    {"GET": panel.ServeHealth},
		"/_localstack/init":                      {"GET": panel.ServeInit},
		"/_localstack/init/ready":                {"GET": panel.ServeReady},
		"/livez":                                 {"GET": panel.ServeHealth},
		"/readyz":                                {"GET": panel.ServeHealth},
		"/_emulator/reset":                       {"POST": control.Taking(panel.ServeReset)},
		"/_emulator/clock":                       {"GET": panel.ServeClock, "POST": control.Taking(panel.ServeClockChange)},
		"/_emulator/snapshot":                    {"GET": control.Taking(panel.ServeSnapshot, "redacted"), "PUT": control.Taking(panel.ServeRestore)},
		"/_emulator/settle":                      {"POST": control.Taking(panel.ServeSettle, "account", "name", "region")},
		"/_emulator/connections/{name}/state":    {"PUT": control.Taking(panel.ServeState, "account", "region")},
		"/_emulator/calls":                       {"GET": panel.ServeCalls, "DELETE": control.Taking(panel.ServeClearCalls)},
		"/_emulator/events":                      {"GET": panel.ServeEvents},
		"/_emulator/faults":                      {"GET": panel.ServeFaults, "POST": control.Taking(panel.ServeAddFaults), "DELETE": control.Taking(panel.ServeClearFaults)},
		"/_emulator/routes":                      {"GET": control.Taking(panel.Routes.ServeAll), "PUT": control.Taking(panel.Routes.ServeReplace)},
		"/_emulator/deliveries":                  {"GET": deliveries.ServeAll, "DELETE": control.Taking(deliveries.ServeClear)},
		"/_emulator/deliveries/{id}/retry":       {"POST": control.Taking(deliveries.ServeRetry)},
		"/_emulator/match":                       {"POST": control.Taking(deliveries.ServeMatch, "account", "region")},
		"/_emulator/destinations/{name}/request": {"POST": control.Taking(deliveries.ServeRequest, "account", "region", "secrets")},
		"/_emulator/rules/{rule}/request":        {"POST": control.Taking(deliveries.ServeRuleRequests, "account", "bus", "region", "secrets")},
		"/_emulator/faults/{id}":                 {"DELETE": panel.ServeRemoveFault},
	}
	r := mux.NewRouter()
	for path, methods := range paths {
		r.Path(path).Handler(control.Guard(control.Admit(known, named(methods))))
	}
	r.NotFoundHandler = control.NotFound(slices.Collect(maps.Keys(paths)))
	return r
}

// named hands the parts of the path that have a name on to handlers that do not know mux.
func named(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		for name, value := range mux.Vars(r) {
			r.SetPathValue(name, value)
		}
		next.ServeHTTP(w, r)
	})
}
