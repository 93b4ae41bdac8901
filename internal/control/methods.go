package control

import (
	"fmt"
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strings"
)

// Methods answer one path, each by the name of the HTTP method. GET answers HEAD too.
type Methods map[string]http.HandlerFunc

func (m Methods) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	method := r.Method
	if method == http.MethodHead {
		method = http.MethodGet
	}
	if serve, ok := m[method]; ok {
		if err := checkQuery(r); err != nil {
			fail(w, http.StatusBadRequest, err.Error())
			return
		}
		serve(w, r)
		return
	}
	allowed := strings.Join(slices.Sorted(maps.Keys(m)), ", ")
	w.Header().Set("Allow", allowed)
	fail(
		w, http.StatusMethodNotAllowed,
		fmt.Sprintf("%s does not take %s: use %s", r.URL.Path, r.Method, allowed),
	)
}

// checkQuery refuses a query of which a part would be passed over: more would be shown or changed
// than was asked for.
func checkQuery(r *http.Request) error {
	values, err := url.ParseQuery(r.URL.RawQuery)
	if err != nil {
		return fmt.Errorf("the query cannot be read: %w", err)
	}
	for _, name := range slices.Sorted(maps.Keys(values)) {
		if len(values[name]) > 1 {
			return fmt.Errorf("member %q stands in the query more than once", name)
		}
	}
	return nil
}

// Taking refuses a query with a member that the handler does not read: more would change than was
// asked for.
func Taking(serve http.HandlerFunc, members ...string) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		if err := knownMembers(r, members...); err != nil {
			fail(w, http.StatusBadRequest, err.Error())
			return
		}
		serve(w, r)
	}
}

func knownMembers(r *http.Request, members ...string) error {
	for _, name := range slices.Sorted(maps.Keys(r.URL.Query())) {
		if !slices.Contains(members, name) {
			return unknownMember(name, members...)
		}
	}
	return nil
}

// healthPaths say whether the emulator is up, to everybody.
var healthPaths = []string{
	"/_emulator/health", "/_localstack/health", "/_localstack/init", "/_localstack/init/ready",
	"/livez", "/readyz", "/_emulator/ca.pem",
}

// Admit lets in whoever is known: what the control side shows and changes is
// everything. The health check alone is for everybody.
func Admit(known func(*http.Request) bool, next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if !known(r) && !slices.Contains(healthPaths, r.URL.Path) {
			w.Header().Set("WWW-Authenticate", `Basic realm="emulator"`)
			fail(
				w, http.StatusUnauthorized,
				"this emulator takes calls from who has one of its access keys: send the key and its secret "+
					"as user name and password",
			)
			return
		}
		next.ServeHTTP(w, r)
	})
}

// Guard refuses what a web page of another origin asks to be changed: whoever
// looks at such a page did not ask for it.
func Guard(next http.Handler) http.Handler {
	guard := http.NewCrossOriginProtection()
	guard.SetDenyHandler(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		fail(
			w, http.StatusForbidden,
			"a web page of another origin may not change the emulator: call it from a program, or from a "+
				"page that it served itself",
		)
	}))
	return guard.Handler(next)
}

// NotFound answers every path that is none, and names those that are.
func NotFound(paths []string) http.Handler {
	known := strings.Join(slices.Sorted(slices.Values(paths)), ", ")
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		fail(
			w, http.StatusNotFound,
			fmt.Sprintf(
				"there is nothing at %s: AWS calls go to /, and the emulator itself answers at %s", r.URL.Path,
				known,
			),
		)
	})
}
