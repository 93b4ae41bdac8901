package emulator

import (
	"net/http"
	"time"
)

// patience is how long the emulator waits for a client that does not read.
const patience = 30 * time.Second

// patient lets every answer end whose client does not read: each write has its own deadline, so
// that a stream may go on for as long as somebody follows it.
func patient(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		p := patientWriter{w, http.NewResponseController(w)}
		p.extend()
		next.ServeHTTP(p, r)
	})
}

type patientWriter struct {
	http.ResponseWriter
	control *http.ResponseController
}

// extend moves the deadline. A writer without one has nobody at its other end who could be slow.
func (p patientWriter) extend() { _ = p.control.SetWriteDeadline(time.Now().Add(patience)) }

func (p patientWriter) Write(body []byte) (int, error) {
	p.extend()
	return p.ResponseWriter.Write(body)
}

// FlushError is for http.ResponseController.
func (p patientWriter) FlushError() error {
	p.extend()
	return p.control.Flush()
}

// Unwrap is for http.ResponseController.
func (p patientWriter) Unwrap() http.ResponseWriter { return p.ResponseWriter }
