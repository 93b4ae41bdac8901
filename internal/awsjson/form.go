package awsjson

import (
	"errors"
	"mime"
	"net/http"
	"strconv"

	"github.com/eventbridge-connections/emulator/internal/awsapi"
)

// A form is how an answer is written.
type form int

const (
	plain   form = iota // {…}, the protocol as it is
	wrapped             // {"Output":{…},"Version":"1.0"}, for application/json
	bare                // XML, for what is no POST of JSON
)

// legacyType is the content type that AWS answers in an older form (RECORDED on Athena).
const legacyType = "application/json"

func formOf(r *http.Request) form {
	if r.Method != http.MethodPost {
		return bare
	}
	given := r.Header.Get("Content-Type")
	if given == ContentType {
		return plain
	}
	switch mediaType, _, _ := mime.ParseMediaType(given); mediaType {
	case ContentType:
		return plain
	case legacyType:
		return wrapped
	}
	return bare
}

func (f form) contentType() string {
	if f == wrapped {
		return legacyType
	}
	return ContentType
}

// succeed writes the output of an operation.
func (f form) succeed(w http.ResponseWriter, call *awsapi.Call, out *awsapi.Output) {
	var body []byte
	if out != nil {
		body = out.JSON()
	}
	f.answer(w, call, http.StatusOK, body)
}

// fail writes an error. Whatever is not in AWS's words has become the service's
// internal error before it comes here.
//
// Differs from AWS: the connection stays open, where AWS sends connection: close with every error
// (RECORDED).
func (f form) fail(w http.ResponseWriter, call *awsapi.Call, err error) {
	e, ok := errors.AsType[*awsapi.Error](err)
	if !ok {
		e = &awsapi.Error{Code: "InternalFailure", Status: http.StatusInternalServerError}
	}
	switch f {
	case bare:
		answerXML(w, call, e)
	case wrapped:
		f.answer(w, call, legacyStatus(e), appendLegacyError(nil, call, e))
	default:
		f.answer(w, call, e.HTTPStatus(), appendError(nil, call, e))
	}
}

// answer writes status, headers and body in one piece, with the header names
// spelled as AWS spells them (RECORDED).
func (f form) answer(w http.ResponseWriter, call *awsapi.Call, status int, body []byte) {
	if f == wrapped {
		if body == nil {
			body = []byte("null")
		}
		body = append(append([]byte(`{"Output":`), body...), `,"Version":"1.0"}`...)
	}
	values := []string{call.ID, f.contentType(), strconv.Itoa(len(body))}
	header := w.Header()
	header["x-amzn-RequestId"], header["Content-Type"], header["Content-Length"] = values[:1:1], values[1:2:2], values[2:]
	w.WriteHeader(status)
	w.Write(body)
}

// answerXML writes an error without a content type (INFERRED from Kinesis).
func answerXML(w http.ResponseWriter, call *awsapi.Call, e *awsapi.Error) {
	body := "<" + e.Code + "/>\n"
	if e.Message != "" {
		body = "<" + e.Code + ">\n  <Message>" + escapeXML(e.Message) + "</Message>\n</" + e.Code + ">\n"
	}
	header := w.Header()
	header["x-amzn-RequestId"] = []string{call.ID}
	header["Content-Type"] = nil
	header["Content-Length"] = []string{strconv.Itoa(len(body))}
	w.WriteHeader(e.HTTPStatus())
	w.Write([]byte(body))
}
