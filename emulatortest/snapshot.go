package emulatortest

import (
	"bytes"
	"net/http"
	"net/http/httptest"
)

// Snapshot is all that is stored, as a document that [Server.Restore] and [WithSeed] take. It holds
// the secrets.
func (s *Server) Snapshot() []byte {
	s.t.Helper()
	return s.steer(http.MethodGet, "/_emulator/snapshot", nil)
}

// Restore puts a snapshot in the place of all that is stored.
func (s *Server) Restore(snapshot []byte) {
	s.t.Helper()
	s.steer(http.MethodPut, "/_emulator/snapshot", snapshot)
}

// steer makes a request of a control path and returns the body of its answer.
func (s *Server) steer(method, path string, body []byte) []byte {
	s.t.Helper()
	w := httptest.NewRecorder()
	s.ServeHTTP(w, httptest.NewRequest(method, "http://localhost"+path, bytes.NewReader(body)))
	if w.Code >= http.StatusBadRequest {
		s.t.Fatalf("emulatortest: %s %s is answered with %d: %s", method, path, w.Code, w.Body)
	}
	return w.Body.Bytes()
}
