package emulatortest

import (
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
)

// inMemory carries requests to a handler without a network, in the goroutine of the caller.
type inMemory struct{ handler http.Handler }

// Do is what the SDK asks of an HTTP client.
func (m inMemory) Do(r *http.Request) (*http.Response, error) { return m.RoundTrip(r) }

// RoundTrip answers the request, or an error when its context has ended or the handler drops the connection.
func (m inMemory) RoundTrip(r *http.Request) (response *http.Response, err error) {
	defer closeBody(r)
	if err := r.Context().Err(); err != nil {
		return nil, err
	}
	defer func() {
		if p := recover(); p != nil {
			response, err = nil, dropped(p)
		}
	}()
	w := httptest.NewRecorder()
	m.handler.ServeHTTP(w, incoming(r))
	if err := r.Context().Err(); err != nil {
		return nil, err
	}
	response = w.Result()
	response.Request = r
	return response, nil
}

// dropped is what a client sees of a handler that drops the connection. Any other panic goes on.
func dropped(p any) error {
	if err, ok := p.(error); ok && errors.Is(err, http.ErrAbortHandler) {
		return io.ErrUnexpectedEOF
	}
	panic(p)
}

// incoming is the request as a server sees it.
func incoming(r *http.Request) *http.Request {
	in := r.Clone(r.Context())
	in.RequestURI, in.RemoteAddr = r.URL.RequestURI(), "192.0.2.1:1"
	if in.Host == "" {
		in.Host = r.URL.Host
	}
	if in.Body == nil {
		in.Body = http.NoBody
	}
	return in
}

func closeBody(r *http.Request) {
	if r.Body != nil {
		_ = r.Body.Close()
	}
}
