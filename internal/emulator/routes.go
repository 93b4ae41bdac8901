package emulator

import (
	"maps"
	"net/http"
	"slices"
	"strings"

	"github.com/gorilla/mux"

	"github.com/eventbridge-connections/emulator/internal/awsquery"
	"github.com/eventbridge-connections/emulator/internal/console"
	"github.com/eventbridge-connections/emulator/internal/control"
	"github.com/eventbridge-connections/emulator/internal/unserved"
)

// routes sends what is asked of AWS to the protocol that the request speaks, and every other path
// to the control side. AWS's own path does not pass the router, to save every call what matching
// costs.
func routes(
	json, query http.Handler, others *unserved.Handler, steering http.Handler, hosts control.Hosts,
) http.Handler {
	json, query, unserved := hosts.Calls(json), hosts.Calls(query), hosts.Calls(others)
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch {
		case console.Wanted(r):
			http.Redirect(w, r, console.Path, http.StatusFound)
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
func steering(
	panel *control.Panel, deliveries control.Deliveries, known func(*http.Request) bool,
) http.Handler {
	paths := pathsOf(panel)
	maps.Copy(paths, deliveryPaths(deliveries))
	maps.Copy(paths, listingPaths(panel))
	r := mux.NewRouter()
	for path, methods := range paths {
		r.Path(path).Handler(control.Guard(control.Admit(known, named(methods))))
	}
	r.NotFoundHandler = control.NotFound(slices.Collect(maps.Keys(paths)))
	return r
}

// pathsOf are the paths of the control side. A query has no other members than those that are
// named, where the handler does not look itself.
func pathsOf(p *control.Panel) map[string]control.Methods {
	taking := control.Taking
	return map[string]control.Methods{
		"/_emulator/health":       {"GET": p.Health.ServeHealth},
		"/_emulator/ca.pem":       {"GET": p.Health.ServeCA},
		"/_localstack/health":     {"GET": p.Health.ServeHealth},
		"/livez":                  {"GET": p.Health.ServeHealth},
		"/readyz":                 {"GET": p.Health.ServeHealth},
		"/_localstack/init":       {"GET": p.Health.ServeInit},
		"/_localstack/init/ready": {"GET": p.Health.ServeReady},
		"/_emulator/reset":        {"POST": taking(p.Data.ServeReset)},
		"/_emulator/snapshot": {
			"GET": taking(p.Data.ServeSnapshot, "redacted"),
			"PUT": taking(p.Data.ServeRestore),
		},
		"/_emulator/clock": {"GET": p.Clock.ServeClock, "POST": taking(p.Clock.ServeChange)},
		"/_emulator/settings": {
			"GET": taking(p.Settings.ServeSettings), "PUT": taking(p.Settings.ServeChange),
		},
		"/_emulator/settle": {"POST": taking(p.States.ServeSettle, "account", "name", "region")},
		"/_emulator/states": {"GET": taking(p.States.ServeScripts)},
		"/_emulator/connections/{name}/state": {
			"PUT":    taking(p.States.ServeState, "account", "region"),
			"DELETE": taking(p.States.ServeWithdraw, "account", "region"),
		},
		"/_emulator/calls":  {"GET": p.Calls.ServeCalls, "DELETE": taking(p.Calls.ServeClearCalls)},
		"/_emulator/events": {"GET": p.Calls.ServeEvents},
		"/_emulator/faults": {
			"GET":    p.Faults.ServeAll,
			"POST":   taking(p.Faults.ServeAdd),
			"DELETE": taking(p.Faults.ServeClear),
		},
		"/_emulator/faults/{id}": {"DELETE": p.Faults.ServeRemove},
		"/_emulator/seed":        {"POST": taking(p.Seeding.ServeSeed)},
		"/_emulator/routes": {
			"GET": taking(p.Routes.ServeAll), "PUT": taking(p.Routes.ServeReplace),
		},
	}
}

// deliveryPaths are the paths of what is sent to targets.
func deliveryPaths(d control.Deliveries) map[string]control.Methods {
	taking := control.Taking
	return map[string]control.Methods{
		"/_emulator/deliveries":            {"GET": d.ServeAll, "DELETE": taking(d.ServeClear)},
		"/_emulator/deliveries/{id}/retry": {"POST": taking(d.ServeRetry)},
		"/_emulator/match":                 {"POST": taking(d.ServeMatch, "account", "region")},
		"/_emulator/destinations/{name}/request": {
			"POST": taking(d.ServeRequest, "account", "region", "secrets"),
		},
		"/_emulator/rules/{rule}/request": {
			"POST": taking(d.ServeRuleRequests, "account", "bus", "region", "secrets"),
		},
	}
}

// listingPaths are the paths of what there is, a page at a time, and of the web page that shows it.
func listingPaths(p *control.Panel) map[string]control.Methods {
	return map[string]control.Methods{
		"/_emulator/":               {"GET": console.ServeIndex},
		"/_emulator/console/{file}": {"GET": console.ServeFile},
		"/_emulator/connections":    {"GET": p.Listing.ServeConnections},
		"/_emulator/destinations":   {"GET": p.Listing.ServeDestinations},
		"/_emulator/rules":          {"GET": p.Listing.ServeRules},
		"/_emulator/connections/{name}/secret": {
			"GET": control.Taking(p.ServeSecret, "account", "region"),
		},
	}
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
