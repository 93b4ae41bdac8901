package control

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"
)

// maxBody bounds what a control call may send, but for a snapshot.
const maxBody = 1 << 20

// read decodes the body, one JSON object without members that T does not have.
// Where it cannot, it answers the request with a sentence that says why.
func read[T any](w http.ResponseWriter, r *http.Request, limit int64, example string) (body T, ok bool) {
	all, err := io.ReadAll(http.MaxBytesReader(w, r.Body, limit))
	if err != nil {
		fail(w, http.StatusRequestEntityTooLarge, fmt.Sprintf("the body cannot be read: %v", err))
		return body, false
	}
	if err := Decode(all, &body); err != nil {
		fail(w, http.StatusBadRequest, err.Error()+"; send one such as "+example)
		return body, false
	}
	return body, true
}

// Decode reads one JSON value strictly: a member that the value does not have is an error.
// Errors are in words for the one who wrote the JSON.
func Decode(data []byte, into any) error {
	d := json.NewDecoder(bytes.NewReader(data))
	d.DisallowUnknownFields()
	if err := d.Decode(into); err != nil {
		return decodeError(err)
	}
	if _, err := d.Token(); err != io.EOF {
		return errors.New("there is more than one JSON value")
	}
	return nil
}

func decodeError(err error) error {
	if wrong, ok := errors.AsType[*json.UnmarshalTypeError](err); ok && wrong.Field != "" {
		return fmt.Errorf("member %q has the wrong type: it holds a JSON %s", wrong.Field, wrong.Value)
	}
	if errors.Is(err, io.EOF) {
		return errors.New("there is no JSON")
	}
	if name, unknown := strings.CutPrefix(err.Error(), "json: unknown field "); unknown {
		return fmt.Errorf("there is no member %s", name)
	}
	return fmt.Errorf("the JSON cannot be read: %s", strings.TrimPrefix(err.Error(), "json: "))
}
