package control

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"slices"
	"strings"

	"github.com/eventbridge-connections/emulator/internal/awsapi"
)

// maxBody bounds what a control call may send, but for a snapshot.
const maxBody = 1 << 20

// read decodes the body, one JSON object without members that T does not have.
// Where it cannot, it answers the request with a sentence that says why.
func read[T any](
	w http.ResponseWriter, r *http.Request, limit int64, example string,
) (body T, ok bool) {
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
	wrong, ok := errors.AsType[*json.UnmarshalTypeError](err)
	if ok && wrong.Field != "" {
		return fmt.Errorf(
			"member %q has the wrong type: it holds a JSON %s", membersOf(wrong.Field), wrong.Value,
		)
	}
	if ok {
		return fmt.Errorf("it takes a JSON object, and this is a JSON %s", wrong.Value)
	}
	if errors.Is(err, io.EOF) {
		return errors.New("there is no JSON")
	}
	if name, unknown := strings.CutPrefix(err.Error(), "json: unknown field "); unknown {
		return fmt.Errorf("there is no member %s", name)
	}
	if _, ours := errors.AsType[*valueError](err); ours {
		return err
	}
	return fmt.Errorf("the JSON cannot be read: %s", strings.TrimPrefix(err.Error(), "json: "))
}

// membersOf is a path of encoding/json without the embedded structures that it names, too: members
// begin with a small letter.
func membersOf(path string) string {
	parts := strings.Split(path, ".")
	return strings.Join(slices.DeleteFunc(parts, func(part string) bool { return part < "a" }), ".")
}

// reply answers with the body as JSON.
func reply(w http.ResponseWriter, status int, body any) {
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	out := json.NewEncoder(w)
	out.SetEscapeHTML(false)
	_ = out.Encode(body) // the client has gone: nobody to tell
}

// encode returns the value as reply writes it, without its line end.
func encode(v any) ([]byte, error) {
	var text bytes.Buffer
	out := json.NewEncoder(&text)
	out.SetEscapeHTML(false)
	err := out.Encode(v)
	return bytes.TrimSpace(text.Bytes()), err
}

// fail answers with a sentence that says what to do.
func fail(w http.ResponseWriter, status int, sentence string) {
	reply(w, status, map[string]string{"error": sentence})
}

// failWith answers with the words of the error and the status that goes with it.
func failWith(w http.ResponseWriter, err error) {
	if e, ok := errors.AsType[*awsapi.Error](err); ok {
		fail(w, e.HTTPStatus(), e.Message)
		return
	}
	fail(w, http.StatusInternalServerError, err.Error())
}
