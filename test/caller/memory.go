package caller

import (
	"net/http"
	"net/http/httptest"
)

// Handler is a client for a server in the same process, without a port.
type Handler struct{ http.Handler }

// Do answers the request.
func (h Handler) Do(r *http.Request) (*http.Response, error) {
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	return w.Result(), nil
}
