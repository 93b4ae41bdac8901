package control

import (
	"net/http"

	"github.com/eventbridge-connections/emulator/internal/outbound"
)

// Routes answer the path of the routes that calls go out by.
type Routes struct{ *outbound.Routes }

// routesBody is the routes on the wire.
type routesBody struct {
	Routes *[]addresses `json:"routes"`
}

// addresses are what a route is made of.
type addresses struct {
	From string `json:"from"`
	To   string `json:"to"`
}

const routesExample = `{"routes":[{"from":"https://api.example.com","to":"http://127.0.0.1:8081"}]}`

// ServeAll shows the routes.
func (rs Routes) ServeAll(w http.ResponseWriter, _ *http.Request) {
	reply(w, http.StatusOK, map[string]any{"routes": rs.All()})
}

// ServeReplace puts others in the place of all routes, or leaves all when one of them cannot be.
func (rs Routes) ServeReplace(w http.ResponseWriter, r *http.Request) {
	body, ok := read[routesBody](w, r, maxBody, routesExample)
	if !ok {
		return
	}
	if body.Routes == nil {
		fail(w, http.StatusBadRequest, "the body has no routes; send one such as "+routesExample)
		return
	}
	routes := make([]outbound.Route, 0, len(*body.Routes))
	for _, a := range *body.Routes {
		route, err := outbound.NewRoute(a.From, a.To)
		if err != nil {
			fail(w, http.StatusBadRequest, err.Error())
			return
		}
		routes = append(routes, route)
	}
	rs.Replace(routes)
	rs.ServeAll(w, r)
}
