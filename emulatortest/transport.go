package emulatortest

import (
	"io"
	"net/http"
	"net/http/httptest"
	"testing/iotest"
)

// inMemory carries requests to a handler without a network, in the goroutine of the caller.
type inMemory struct{ handler http.Handler }

// Do is what the SDK asks of an HTTP client.
func (m inMemory) Do(r *http.Request) (*http.Response, error) { return m.RoundTrip(r) }

// RoundTrip returns the answer, or an error when its context has ended or the handler drops the
// connection.
func (m inMemory) RoundTrip(r *http.Request) (*http.Response, error) {
	defer closeBody(r)
	if err := r.Context().Err(); err != nil {
		return nil, err
	}
	w := httptest.NewRecorder()
	aborted := serve(m.handler, w, incoming(r))
	if err := r.Context().Err(); err != nil {
		return nil, err
	}
	if aborted && w.Body.Len() == 0 {
		return nil, io.ErrUnexpectedEOF
	}
	response := w.Result()
	response.Request, response.Header = r, received(response.Header)
	if aborted {
		response.Body = io.NopCloser(io.MultiReader(response.Body, iotest.ErrReader(io.ErrUnexpectedEOF)))
	}
	return response, nil
}

// received are the headers with their names spelled as a client reads them, whatever the spelling
// on the wire.
func received(sent http.Header) http.Header {
	out := make(http.Header, len(sent))
	for name, values := range sent {
		out[http.CanonicalHeaderKey(name)] = values
	}
	return out
}

// serve tells whether the handler dropped the connection. Any other panic goes on.
func serve(h http.Handler, w http.ResponseWriter, r *http.Request) (aborted bool) {
	defer func() {
		switch p := recover(); p {
		case nil:
		case http.ErrAbortHandler:
			aborted = true
		default:
			panic(p)
		}
	}()
	h.ServeHTTP(w, r)
	return false
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
