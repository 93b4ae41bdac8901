package unserved

import (
	"bytes"
	"io"
	"net/http"

	"github.com/eventbridge-connections/emulator/internal/awsapi"
)

// What is held of a body, in bytes. Whatever else is passed on is never held.
const (
	largestForm   = 1 << 20  // for the operation that stands in it
	largestSigned = 16 << 20 // for the signature that covers it
)

var errTooLarge = &awsapi.Error{
	Code: "RequestEntityTooLarge", Status: http.StatusRequestEntityTooLarge,
	Message: "The body of the request is larger than this emulator reads, or broke off.",
}

// bodyOf returns the body as far as the call has to know it.
func (h *Handler) bodyOf(r *http.Request, p *protocol) ([]byte, error) {
	switch {
	case !h.Open && p != &s3: // S3 signs what the request says of its body
		return hold(r, largestSigned)
	case isForm(r):
		return hold(r, largestForm)
	case h.Upstream == nil: // a client reads no answer before it has sent all
		_, err := io.CopyN(io.Discard, r.Body, largestSigned)
		if err == io.EOF {
			err = nil
		}
		return nil, err
	}
	return nil, nil
}

// hold returns the body and leaves it to be read again.
//
// Errors: errTooLarge, and those of reading.
func hold(r *http.Request, most int64) ([]byte, error) {
	body, err := io.ReadAll(io.LimitReader(r.Body, most+1))
	r.Body = struct {
		io.Reader
		io.Closer
	}{io.MultiReader(bytes.NewReader(body), r.Body), r.Body}
	if int64(len(body)) > most {
		err = errTooLarge
	}
	return body, err
}
